import { Worker } from "node:worker_threads";
import type { MadeBackup } from "../store/backup.ts";
import { errorFrom } from "../store/store-error.ts";
import type { BackupAnswer } from "./backup-worker.ts";
import type { KeepOrder } from "./make-kept.ts";

/** Makes a backup in a thread of its own. */
export function keptInThread(order: KeepOrder): Promise<MadeBackup> {
  const worker = new Worker(new URL("./backup-worker.ts", import.meta.url), { workerData: order });
  return new Promise((resolve, reject) => {
    worker.on("message", (answer: BackupAnswer) => {
      if ("made" in answer) resolve(answer.made);
      else reject(errorFrom(answer.error));
    });
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("The backup's thread ended before its answer.")));
  });
}
