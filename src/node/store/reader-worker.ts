import { workerData } from "node:worker_threads";
import { readingFile } from "./reading.ts";
import { serve } from "./worker-line.ts";

/** The thread of the reading connection: never waits for the writer, never makes it wait. */
serve(readingFile(String(workerData)));
