import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  statfsSync,
} from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { syncFile } from "./durable.ts";
import { examine } from "./examine.ts";
import { BACKUP_ID, pragma } from "./migrate.ts";
import { syncDirectoryOf } from "./state-file.ts";
import { DamagedStore, RefusedStore, named } from "./store-error.ts";
import { createHash } from "node:crypto";

/** What a backup says of itself. Whose node it was goes with it: browsers keep unsent work for that node alone. */
export interface BackupFacts {
  readonly madeAt: number;
  readonly nodeId: string;
  readonly workspaceId: string;
  readonly port: number | null;
  readonly feedId: string;
  /** The feed's last sequence in it. */
  readonly head: number;
  readonly hash: string;
}

export interface MadeBackup extends BackupFacts {
  readonly file: string;
  readonly bytes: number;
}

export interface BackupOrder {
  /** The store's file; its node may be running meanwhile, and never waits for this. */
  readonly file: string;
  readonly target: string;
  /** Replace a backup of the same name. */
  readonly force: boolean;
  readonly madeAt: number;
  readonly nodeId: string;
  readonly workspaceId: string;
  readonly port: number | null;
}

const TABLE = `CREATE TABLE backup (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  made_at INTEGER NOT NULL,
  node_id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  port INTEGER,
  hash TEXT NOT NULL
) STRICT`;

/** A copy of one instant, verified before it has its name. Throws in words; then nothing of it stays behind. */
export function makeBackup(order: BackupOrder): MadeBackup {
  const { file, target, force } = order;
  if (existsSync(target) && !force) throw taken(target);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  requireRoom(file, target);
  const part = `${target}.${process.pid}.part`;
  try {
    const least = copyOut(file, part);
    stamp(part, order);
    const facts = verifyBackup(part);
    if (facts.head < least)
      throw new DamagedStore("The copy ends before its beginning: nothing was kept of it.");
    syncFile(part);
    if (existsSync(target) && !force) throw taken(target);
    renameSync(part, target);
    syncDirectoryOf(target);
    return { ...facts, file: target, bytes: statSync(target).size };
  } catch (error) {
    throw named(error);
  } finally {
    rmSync(part, { force: true });
  }
}

/** Left free: a full disk would stop the node, which is worse than an older backup. */
const ROOM_LEFT_BYTES = 256 * 1024 * 1024;

function requireRoom(file: string, target: string): void {
  if (!existsSync(file)) return;
  const { bavail, bsize } = statfsSync(dirname(target));
  const [needed, free] = [statSync(file).size, bavail * bsize];
  if (free >= needed + ROOM_LEFT_BYTES) return;
  throw new RefusedStore(
    `There is not enough room for a backup in ${dirname(target)}: ${megabytes(free)} are free, ` +
      `${megabytes(needed)} are needed, and ${megabytes(ROOM_LEFT_BYTES)} have to stay free.`,
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`;
}

function taken(target: string): RefusedStore {
  return new RefusedStore(`${target} is there already. Choose another name, or say --force.`);
}

/** One reading transaction: the writer goes on beside it. Gives the head that was there at the beginning. */
function copyOut(file: string, part: string): number {
  rmSync(part, { force: true });
  // Made here so that nobody else may read it from its first byte on.
  closeSync(openSync(part, "wx", 0o600));
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  try {
    const head = headOf(db);
    db.prepare("VACUUM INTO ?").run(part);
    return head;
  } finally {
    db.close();
  }
}

function stamp(part: string, { madeAt, nodeId, workspaceId, port }: BackupOrder): void {
  const db = new DatabaseSync(part);
  try {
    db.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF");
    db.exec(`${TABLE}; PRAGMA application_id = ${BACKUP_ID}`);
    const hash = contentHash(db);
    db.prepare("INSERT INTO backup VALUES (1, ?, ?, ?, ?, ?)").run(
      madeAt,
      nodeId,
      workspaceId,
      port,
      hash,
    );
  } finally {
    db.close();
  }
}

/** What the backup says of itself, once everything in it has been looked at. Throws where anything is wrong with it. */
export function verifyBackup(file: string): BackupFacts {
  if (!existsSync(file)) throw new RefusedStore(`There is no file ${file}.`);
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    db.exec("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
    if (pragma(db, "application_id") !== BACKUP_ID)
      throw new RefusedStore(`${file} is not a backup that switchyard backup has made.`);
    // An older schema is only a note: the first start upgrades it.
    const fault = examine(db).find(({ level }) => level === "PROBLEM");
    if (fault !== undefined) throw new DamagedStore(`${file}: ${fault.what}`);
    const facts = readFacts(db);
    if (contentHash(db) !== facts.hash)
      throw new DamagedStore(`${file} has been changed since it was made: its hash is another.`);
    return facts;
  } catch (error) {
    throw named(error);
  } finally {
    db.close();
  }
}

function readFacts(db: DatabaseSync): BackupFacts {
  const said = db.prepare("SELECT * FROM backup").get();
  const feedId = db.prepare("SELECT feed_id FROM meta").get()?.["feed_id"];
  const port = said?.["port"];
  return {
    madeAt: Number(said?.["made_at"]),
    nodeId: String(said?.["node_id"]),
    workspaceId: String(said?.["workspace_id"]),
    port: typeof port === "number" ? port : null,
    feedId: String(feedId),
    head: headOf(db),
    hash: String(said?.["hash"]),
  };
}

export function headOf(db: DatabaseSync): number {
  const found = db.prepare("SELECT coalesce(max(last_seq), 0) AS head FROM feed").get();
  return Number(found?.["head"]);
}

/**
 * One hash over every row of every table but the backup's own and the index of the search, which is made from rows. A flipped bit inside a text is no damage to SQLite,
 * and is found by this.
 */
function contentHash(db: DatabaseSync): string {
  const hash = createHash("sha256");
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'backup' AND name NOT GLOB 'search_*' ORDER BY name",
    )
    .all();
  for (const { name } of tables) {
    hash.update(`${String(name)}\n`);
    const rows = db.prepare(`SELECT * FROM "${String(name)}" NOT INDEXED`).iterate();
    for (const row of rows) hash.update(`${JSON.stringify(Object.values(row))}\n`);
  }
  return hash.digest("hex");
}
