import type { DatabaseSync } from "node:sqlite";
import { type Trimmed, trim } from "./tables/trim.ts";
import type { Writing } from "./writing.ts";

const QUIET_MS = 250;
const TRIM_EVERY_MS = 60_000;
const TRIM_ON_MS = 50;

/** What the writing thread does when nobody asks: the log into the file, and what is too old out of it. */
export class Upkeep {
  readonly #writing: Writing;
  readonly #log: (line: string) => void;
  readonly #quiet = setTimeout(() => this.#checkpoint(), QUIET_MS).unref();

  constructor(writing: Writing, log: (line: string) => void) {
    this.#writing = writing;
    this.#log = log;
    setTimeout(() => this.#trim(), TRIM_EVERY_MS).unref();
  }

  /** Somebody asked something: wait for the next quiet moment. */
  touched(): void {
    this.#quiet.refresh();
  }

  /** In a quiet moment nobody waits for it; under steady load SQLite does it by itself when the log is long. */
  #checkpoint(): void {
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
