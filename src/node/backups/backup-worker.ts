import { parentPort, workerData } from "node:worker_threads";
import type { MadeBackup } from "../store/backup.ts";
import { type ErrorText, errorText } from "../store/store-error.ts";
import { type KeepOrder, makeKept } from "./make-kept.ts";

export type BackupAnswer = { readonly made: MadeBackup } | { readonly error: ErrorText };

/** A thread for one backup: reading it back takes seconds, for which neither writer nor reader should wait. */
function answer(): BackupAnswer {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- given by keptInThread alone
    return { made: makeKept(workerData as KeepOrder) };
  } catch (error) {
    return { error: errorText(error) };
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(answer());
