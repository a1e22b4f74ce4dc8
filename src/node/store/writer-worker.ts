import { workerData } from "node:worker_threads";
import { StoreFile } from "./store-file.ts";
import { Upkeep } from "./upkeep.ts";
import { logLine, serve } from "./worker-line.ts";
import { Writing } from "./writing.ts";

/** The thread of the one writing connection. */
const writing = new Writing(new StoreFile(String(workerData), logLine));
const upkeep = new Upkeep(writing, logLine);
serve(writing.calls, () => upkeep.touched());
