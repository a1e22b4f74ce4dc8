import { join } from "node:path";

/** The store of a data directory. */
export function storeIn(dataDir: string): string {
  return join(dataDir, "switchyard.db");
}

/** Where a node keeps its own backups. */
export function backupsIn(dataDir: string): string {
  return join(dataDir, "backups");
}

/** An instant as a file name can bear it: 20261121T073000Z. */
function stamped(at: number): string {
  return new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(/[-:]/g, "");
}

/** What the name of a kept backup tells without opening it. */
export interface NamedBackup {
  readonly name: string;
  readonly madeAt: number;
  readonly head: number;
}

const pattern = /^switchyard-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-seq(\d+)\.db$/;

export function backupName(at: number, head: number): string {
  return `switchyard-${stamped(at)}-seq${head}.db`;
}

export function readBackupName(name: string): NamedBackup | null {
  const parts = pattern.exec(name);
  if (parts === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, head = 0] = parts
    .slice(1)
    .map(Number);
  return { name, madeAt: Date.UTC(year, month - 1, day, hour, minute, second), head };
}

const DAY_MS = 86_400_000;
const DAYS_KEPT = 7;

/** Those that may go: all but the newest few, and the newest of each of the last days on which there is one. */
export function superfluous(backups: readonly NamedBackup[], keep: number): NamedBackup[] {
  const newestFirst = backups.toSorted((left, right) => right.madeAt - left.madeAt);
  const kept = new Set(newestFirst.slice(0, keep));
  const days = new Set<number>();
  for (const backup of newestFirst) {
    const day = Math.floor(backup.madeAt / DAY_MS);
    if (days.has(day) || days.size >= DAYS_KEPT) continue;
    days.add(day);
    kept.add(backup);
  }
  return newestFirst.filter((backup) => !kept.has(backup));
}
