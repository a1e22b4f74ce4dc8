import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type BackupFacts, verifyBackup } from "./backup.ts";
import { syncFile } from "./durable.ts";
import { APPLICATION_ID } from "./migrate.ts";
import { stateFileOf, syncDirectoryOf, writeState } from "./state-file.ts";
import { lockFor } from "./store-file.ts";

export interface RestoreOrder {
  readonly backup: string;
  /** Where the store's file is to be. */
  readonly file: string;
  /** Where what is there now is moved to; made only if something is. */
  readonly aside: string;
  /** Called once the backup is known to be good and the folder is ours; throws to refuse. */
  readonly agree: (facts: BackupFacts) => void;
  /** Called while no store is in place. */
  readonly placing: (facts: BackupFacts) => void;
}

export interface Restored extends BackupFacts {
  /** The folder with what was there before; null where nothing was. */
  readonly aside: string | null;
  readonly newFeedId: string;
}

/**
 * Puts a verified backup in place of the store, under a new feed id: every client then fetches everything anew and
 * offers again what this feed does not confirm. Whenever it is cut short, what is left is either the old store or
 * one that no node starts on.
 */
export function restoreStore(order: RestoreOrder): Restored {
  const { backup, file } = order;
  const facts = verifyBackup(backup);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = lockFor(file);
  const next = `${file}.restored`;
  try {
    order.agree(facts);
    const newFeedId = prepare(backup, next);
    const aside = moveAside(file, order.aside);
    order.placing(facts);
    renameSync(next, file);
    writeState(file, "CLOSED");
    syncDirectoryOf(file);
    return { ...facts, aside, newFeedId };
  } finally {
    rmSync(next, { force: true });
    lock.close();
  }
}

function prepare(backup: string, next: string): string {
  rmSync(next, { force: true });
  copyFileSync(backup, next);
  chmodSync(next, 0o600);
  const db = new DatabaseSync(next);
  try {
    db.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF");
    db.exec("UPDATE meta SET feed_id = lower(hex(randomblob(16)))");
    remakeIndex(db);
    db.exec(`DROP TABLE backup; PRAGMA application_id = ${APPLICATION_ID}`);
    return String(db.prepare("SELECT feed_id FROM meta").get()?.["feed_id"]);
  } finally {
    db.close();
    syncFile(next);
  }
}

/** The index of the search is not part of what was verified: the first start makes it anew, behind the work. */
function remakeIndex(db: DatabaseSync): void {
  const hasIndex = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'search_made'").get();
  if (hasIndex !== undefined) db.exec("UPDATE search_made SET folding = ''");
}

/** The state file stays until the end: beside a store that is missing it keeps any node from beginning a new one. */
function moveAside(file: string, aside: string): string | null {
  const state = stateFileOf(file);
  const parts = [file, `${file}-wal`, `${file}-shm`].filter((path) => existsSync(path));
  if (parts.length === 0 && !existsSync(state)) return null;
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  if (existsSync(state)) copyFileSync(state, join(aside, basename(state)));
  for (const path of parts) renameSync(path, join(aside, basename(path)));
  syncDirectoryOf(join(aside, "any"));
  syncDirectoryOf(file);
  return aside;
}
