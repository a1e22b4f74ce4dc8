import type { DatabaseSync } from "node:sqlite";
import { keepIndex } from "./tables/search-index.ts";
import { type Trimmed, trim } from "./tables/trim.ts";
import type { Writing } from "./writing.ts";

const QUIET_MS = 250;
const TRIM_EVERY_MS = 60_000;
const TRIM_ON_MS = 50;
/** A few milliseconds of work each time: nobody's commit waits longer for it. */
const INDEXED_AT_ONCE = 10;
const INDEX_EVERY_MS = 250;
/** Where nobody writes meanwhile. */
const INDEX_ON_MS = 5;

/** What the writing thread does when nobody asks: the log into the file, what is over into the index, what is too old out. */
export class Upkeep {
  readonly #writing: Writing;
  readonly #log: (line: string) => void;
  readonly #quiet = setTimeout(() => this.#checkpoint(), QUIET_MS).unref();
  #isQuiet = false;
  /** Null while nothing is due. */
  #indexing: NodeJS.Timeout | null = null;

  constructor(writing: Writing, log: (line: string) => void) {
    this.#writing = writing;
    this.#log = log;
    setTimeout(() => this.#trim(), TRIM_EVERY_MS).unref();
  }

  /** Somebody asked something: wait for the next quiet moment. */
  touched(): void {
    this.#isQuiet = false;
    this.#quiet.refresh();
    if (this.#indexing === null) this.#indexing = this.#indexAfter(INDEX_EVERY_MS);
  }

  /** Behind the commits, and never long behind them: what is not in the index yet is looked at one by one. */
  #index(): void {
    const count = this.#tend("index", (db) => keepIndex(db, INDEXED_AT_ONCE)) ?? 0;
    const isMore = count === INDEXED_AT_ONCE;
    this.#indexing = isMore ? this.#indexAfter(this.#isQuiet ? INDEX_ON_MS : INDEX_EVERY_MS) : null;
  }

  #indexAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#index(), ms).unref();
  }

  /** In a quiet moment nobody waits for it; under steady load SQLite does it by itself when the log is long. */
  #checkpoint(): void {
    this.#isQuiet = true;
    this.#tend("checkpoint", (db) => db.exec("PRAGMA wal_checkpoint(PASSIVE)"));
  }

  #trim(): void {
    const trimmed = this.#tend("trim", trimByFeed);
    setTimeout(() => this.#trim(), trimmed?.more === true ? TRIM_ON_MS : TRIM_EVERY_MS).unref();
  }

  #tend<T>(what: string, work: (db: DatabaseSync) => T): T | null {
    try {
      return this.#writing.tend(work);
    } catch (error) {
      this.#log(`store: ${what} failed: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }
}

/** Age is counted on the node's own clock: from the feed's last entry. */
function trimByFeed(db: DatabaseSync): Trimmed {
  const now = db.prepare("SELECT at FROM feed ORDER BY last_seq DESC LIMIT 1").get()?.["at"];
  return typeof now === "number" ? trim(db, now) : { entries: 0, more: false };
}
