import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { integrityOf } from "./integrity.ts";
import { logFileOf, readLog } from "./log-file.ts";
import { migrate } from "./migrate.ts";
import { type FileState, readState, syncDirectoryOf, writeState } from "./state-file.ts";
import { DamagedStore, RefusedStore, named, namedAtFirst } from "./store-error.ts";
import { emptyIndex, renewIndex } from "./tables/search-index.ts";
import type { DatabaseSource } from "./writing.ts";

/** Beyond this size the check would make people wait for their work: its backups are verified whole. */
const CHECKED_UP_TO_BYTES = 64 * 1024 * 1024;
const HEADER = "SQLite format 3\0";

/** The store's file as its one writer holds it. */
export class StoreFile implements DatabaseSource {
  readonly #file: string;
  readonly #log: (line: string) => void;
  #lock: DatabaseSync | null = null;
  #db: DatabaseSync | null = null;
  #state: FileState | null = null;
  #wasOpen = false;

  constructor(file: string, log: (line: string) => void = () => undefined) {
    this.#file = file;
    this.#log = log;
  }

  open(): DatabaseSync {
    this.#lock ??= lockFor(this.#file);
    this.#letGo();
    const before = readState(this.#file);
    judge(this.#file, before);
    createIfMissing(this.#file);
    this.#state = before;
    try {
      this.#db = connect(this.#file);
      const isIndexWhole = checkWhole(this.#file, this.#db);
      if (before !== null && before !== "CLOSED") {
        this.#log(`store: ${this.#file} was not closed; its log is read again`);
        this.#say("CLOSING");
      }
      migrate(this.#db);
      if (!isIndexWhole) this.#log("store: the index of the search is damaged, and is made anew");
      if (isIndexWhole) renewIndex(this.#db);
      else emptyIndex(this.#db);
      checkpointWhole(this.#db);
      if (this.#wasOpen) findRoom(this.#file);
      this.#wasOpen = true;
      return this.#db;
    } catch (error) {
      const damage = named(error);
      this.#letGo(damage instanceof DamagedStore);
      throw damage;
    }
  }

  wrote(): void {
    this.#say("RUNNING");
  }

  close(): void {
    this.#letGo();
    if (this.#state === "CLOSING") this.#say("CLOSED");
    this.#lock?.close();
    this.#lock = null;
  }

  /** Closing may remove the log, so it is said first; a damaged file stays what it was, and is refused again. */
  #letGo(isDamaged = false): void {
    if (this.#db === null) return;
    if (this.#state !== null && !isDamaged) this.#say("CLOSING");
    const db = this.#db;
    this.#db = null;
    db.close();
  }

  #say(state: FileState): void {
    if (this.#state === state) return;
    writeState(this.#file, state);
    this.#state = state;
  }
}

/** What can be said about the file without opening it; SQLite would take an empty one for a new one. */
export function judge(file: string, state: FileState | null): void {
  const size = existsSync(file) ? statSync(file).size : 0;
  const hasLog = existsSync(logFileOf(file));
  if (size === 0 && (state !== null || hasLog)) {
    throw new DamagedStore(
      `The store's file ${file} is ${existsSync(file) ? "empty" : "missing"}, but was in use.`,
    );
  }
  if (size > 0 && headerOf(file) !== HEADER) {
    throw new DamagedStore(`The store's file ${file} does not begin as a SQLite database does.`);
  }
  if (state === "RUNNING" && !hasLog) {
    throw new DamagedStore(
      `The store ${file} was running when it last wrote, but its log ${file}-wal is missing: ` +
        "what was acknowledged last may be lost.",
    );
  }
  // While somebody is at work on it, the log changes under our eyes.
  if (state !== null) judgeLog(file, state);
}

/** A log that was written to and synced begins with a sound header, and has no hole before its last commit. */
function judgeLog(file: string, state: FileState): void {
  const log = readLog(file);
  const isUnreadable = state === "RUNNING" && (log === "EMPTY" || log === "HEADLESS");
  if (!isUnreadable && log !== "BROKEN") return;
  throw new DamagedStore(
    `The store's log ${logFileOf(file)} is damaged: ` +
      `${log === "EMPTY" ? "it is empty" : "not all of it can be read"}, ` +
      "and what was acknowledged last may be lost.",
  );
}

function headerOf(file: string): string {
  const handle = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(HEADER.length);
    readSync(handle, bytes, 0, bytes.length, 0);
    return bytes.toString("latin1");
  } finally {
    closeSync(handle);
  }
}

/** Readable by nobody else: it holds what customers wrote. The WAL takes its mode from here. */
function createIfMissing(file: string): void {
  if (existsSync(file)) return;
  closeSync(openSync(file, "a", 0o600));
  syncDirectoryOf(file);
}

/** Two nodes on one file would decide against each other. The system frees the lock when the process dies. */
export function lockFor(file: string): DatabaseSync {
  createIfMissing(`${file}.lock`);
  // Whoever only looks whether it is held holds it for a moment.
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 250 });
  try {
    lock.exec("PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    throw new RefusedStore(`The store ${file} is in use by another Switchyard.`, { cause: error });
  }
}

/** Whether a node is at work on this file now. */
export function isHeld(file: string): boolean {
  if (!existsSync(`${file}.lock`)) return false;
  const lock = new DatabaseSync(`${file}.lock`, { readOnly: true });
  try {
    lock.exec("BEGIN; SELECT count(*) FROM sqlite_schema");
    return false;
  } catch {
    return true;
  } finally {
    lock.close();
  }
}

const SETTINGS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA cache_size = -32000;
  PRAGMA temp_store = MEMORY;
  PRAGMA cell_size_check = ON;
  PRAGMA trusted_schema = OFF;`;

function connect(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 });
  try {
    db.exec(SETTINGS);
    return db;
  } catch (error) {
    db.close();
    throw namedAtFirst(error);
  }
}

/**
 * Indexes too: work that no index leads to is work that nobody is offered. The one of the search leads to nobody's
 * work, and can be made anew: false where it has to be.
 */
function checkWhole(file: string, db: DatabaseSync): boolean {
  if (statSync(file).size > CHECKED_UP_TO_BYTES) return true;
  const { broken, isIndexWhole } = integrityOf(db);
  const [first] = broken;
  if (first !== undefined) throw new DamagedStore(`The store's file is damaged: ${first}`);
  return isIndexWhole;
}

/** The whole log into the file and synced: only then is what the log holds known to be on disk. */
function checkpointWhole(db: DatabaseSync): void {
  const result = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
  if (result?.["busy"] !== 0)
    throw new Error("The log could not be checkpointed whole: somebody is reading it");
}

const ROOM_BYTES = 1024 * 1024;

/**
 * Opened anew because a write failed: on a full disk the next one would fail as well, and everybody would be told
 * again that all is well. What is asked for is what a few hundred commits need.
 */
function findRoom(file: string): void {
  const path = `${file}.room`;
  const handle = openSync(path, "w", 0o600);
  try {
    // Where there is a little room left, that little is written, and it is no error.
    const written = writeSync(handle, Buffer.alloc(ROOM_BYTES));
    if (written < ROOM_BYTES) throw new Error("there is no room on the disk");
    fsyncSync(handle);
  } finally {
    closeSync(handle);
    rmSync(path);
  }
}
