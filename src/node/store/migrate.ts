import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { RefusedStore } from "./store-error.ts";
import { transact } from "./transact.ts";

/** Written into the file's header, so that no other program's database is taken for ours. "SwYd". */
export const APPLICATION_ID = 0x53775964;
/** "SwYb": a backup is no store that could be gone on with, for its feed would be told a second time. */
export const BACKUP_ID = 0x53775962;

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** The numbered files, oldest first. One that was released is never edited. */
export function migrations(): readonly Migration[] {
  const directory = fileURLToPath(new URL("./sql/", import.meta.url));
  const names = readdirSync(directory)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort();
  return names.map((name) => ({
    version: Number(name.slice(0, 4)),
    sql: readFileSync(join(directory, name), "utf8"),
  }));
}

/** Brings the schema up to date in one transaction, or refuses a file that is not ours or is newer than we are. */
export function migrate(db: DatabaseSync, steps: readonly Migration[] = migrations()): void {
  const version = pragma(db, "user_version");
  const known = steps.at(-1)?.version ?? 0;
  if (pragma(db, "application_id") === BACKUP_ID) {
    throw new RefusedStore(
      "This file is a backup. Put it in place with switchyard restore, which makes a store of it.",
    );
  }
  const ours = version === 0 ? isEmpty(db) : pragma(db, "application_id") === APPLICATION_ID;
  if (!ours) throw new RefusedStore("This file is a database, but not one of Switchyard.");
  if (version > known) {
    throw new RefusedStore(
      `This store was written by a newer Switchyard (its version is ${version}, this one knows up to ${known}). ` +
        "Start the newer Switchyard, or restore a backup made by this one.",
    );
  }
  if (version === known) return;
  // A step may rebuild a table that others refer to; what refers to nothing is found below, before anything is kept.
  db.exec("PRAGMA foreign_keys = OFF");
  try {
    transact(db, () => {
      for (const step of steps) if (step.version > version) db.exec(step.sql);
      const astray = db.prepare("PRAGMA foreign_key_check").get();
      if (astray !== undefined)
        throw new RefusedStore("This store refers to rows that it does not have.");
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${known}`);
    });
  } finally {
    db.exec("PRAGMA foreign_keys = ON");
  }
}

function isEmpty(db: DatabaseSync): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
}

/** A number of the file's header. */
export function pragma(db: DatabaseSync, name: "user_version" | "application_id"): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}
