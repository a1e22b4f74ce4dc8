import type { WorkspaceId } from "../../domain/id.ts";
import type { Store } from "../store/store.ts";
import type { Matcher } from "./matching.ts";
import type { TimeSource } from "./time.ts";

/** All that the engine is given; it reads no clock, rolls no die and opens no file of its own. */
export interface EngineParts {
  readonly store: Store;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly workspaceId: WorkspaceId;
  readonly time: TimeSource;
  readonly newId: () => string;
  readonly log: (line: string) => void;
  readonly matcher?: Matcher;
}
