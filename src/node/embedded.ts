/** Entry of the utility process in which the desktop app runs its node. */
import { serveParent } from "./parent-port.ts";
import { runNode } from "./run.ts";

serveParent(runNode);
