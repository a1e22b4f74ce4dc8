import { renameSync } from "node:fs";
import { join } from "node:path";
import { type BackupOrder, type MadeBackup, makeBackup } from "../store/backup.ts";
import { syncDirectoryOf } from "../store/state-file.ts";
import { backupName } from "./names.ts";

export interface KeepOrder extends Omit<BackupOrder, "target" | "force"> {
  readonly folder: string;
}

/** A backup among those a node keeps: when it was made and how far it goes stand in its name. */
export function makeKept({ folder, ...order }: KeepOrder): MadeBackup {
  // Names tell seconds: the file and its name are to say the same.
  const madeAt = order.madeAt - (order.madeAt % 1000);
  const made = makeBackup({ ...order, madeAt, target: join(folder, "newest.db"), force: true });
  const file = join(folder, backupName(madeAt, made.head));
  renameSync(made.file, file);
  syncDirectoryOf(file);
  return { ...made, file };
}
