import type { DatabaseSync } from "node:sqlite";
import type { WriterCalls } from "./calls.ts";
import { DamagedStore, PoisonedStore, isConstraint, named } from "./store-error.ts";
import { type AccessTables, accessTables } from "./tables/accounts.ts";
import { type Append, appending } from "./tables/append.ts";
import { readLive } from "./tables/live.ts";

/** How the database is come by: a file or memory. */
export interface DatabaseSource {
  /** Opens it, closing first what may be open still. */
  open(): DatabaseSync;
  /** Told after each successful write. */
  wrote(): void;
  close(): void;
}

/** On whose behalf: the engine's decisions, accounts and tokens, or the thread's own tidying. */
type Whose = "WORK" | "ACCESS" | "UPKEEP";

interface Prepared {
  readonly db: DatabaseSync;
  readonly append: Append;
  readonly access: AccessTables;
}

/**
 * The one writer. A commit that fails may or may not be on disk: from then on everything is refused until the
 * database was opened anew.
 */
export class Writing {
  readonly calls: WriterCalls;
  readonly #source: DatabaseSource;
  #prepared: Prepared | null = null;
  #poison = "the store is not open";
  /** Nothing that was decided hangs on what failed: whoever comes next may open the file anew. */
  #mayReopen = false;

  constructor(source: DatabaseSource) {
    this.#source = source;
    this.calls = {
      open: () => this.#open(),
      close: () => this.#close(),
      append: (commit) => this.#attempt(({ append }) => this.#written(append(commit)), "WORK"),
      live: (statisticsSince, take) =>
        this.#attempt(({ db }) => readLive(db, statisticsSince, take), "WORK"),
      accountByUsername: (username) =>
        this.#attempt(({ access }) => access.accountByUsername(username)),
      accountById: (userId) => this.#attempt(({ access }) => access.accountById(userId)),
      accounts: () => this.#attempt(({ access }) => access.accounts()),
      putAccount: (account) =>
        this.#attempt(({ access }) => this.#written(access.putAccount(account))),
      token: (hash) => this.#attempt(({ access }) => access.token(hash)),
      putToken: (token) => this.#attempt(({ access }) => this.#written(access.putToken(token))),
      touchToken: (hash, at, end) =>
        this.#attempt(({ access }) => this.#written(access.touchToken(hash, at, end))),
      revokeToken: (hash) => this.#attempt(({ access }) => this.#written(access.revokeToken(hash))),
      revokeTokensOf: (subject) =>
        this.#attempt(({ access }) => this.#written(access.revokeTokensOf(subject))),
      putInvite: (invite) => this.#attempt(({ access }) => this.#written(access.putInvite(invite))),
      invite: (hash) => this.#attempt(({ access }) => access.invite(hash)),
      acceptInvite: (hash, at, account) =>
        this.#attempt(({ access }) => {
          const isFirst = access.acceptInvite(hash, at, account);
          this.#written();
          return isFirst;
        }),
    };
  }

  /** Upkeep between commits; null while nothing may be written. */
  tend<T>(work: (db: DatabaseSync) => T): T | null {
    return this.#prepared === null ? null : this.#attempt(({ db }) => work(db), "UPKEEP");
  }

  #open(): void {
    this.#prepared = null;
    this.#mayReopen = false;
    this.#poison = "the store could not be opened";
    const db = this.#source.open();
    this.#prepared = { db, append: appending(db), access: accessTables(db) };
  }

  #close(): void {
    this.#prepared = null;
    this.#mayReopen = false;
    this.#poison = "the store is closed";
    this.#source.close();
  }

  #attempt<T>(work: (prepared: Prepared) => T, whose: Whose = "ACCESS"): T {
    const prepared = this.#prepared ?? this.#reopened();
    try {
      return work(prepared);
    } catch (error) {
      // The schema said no to an account or a token: everything is as it was.
      if (whose === "ACCESS" && isConstraint(error)) throw error;
      this.#prepared = null;
      this.#mayReopen = whose !== "WORK";
      this.#poison = `an earlier write failed (${wordsOf(error)})`;
      throw whose === "ACCESS" ? asPoison(error) : error;
    }
  }

  #reopened(): Prepared {
    if (this.#mayReopen) {
      try {
        this.#open();
      } catch (error) {
        this.#mayReopen = true;
        this.#poison = `the store could not be opened (${wordsOf(error)})`;
      }
    }
    if (this.#prepared === null) throw new PoisonedStore(`Nothing was written: ${this.#poison}`);
    return this.#prepared;
  }

  #written(_done?: void): void {
    this.#source.wrote();
  }
}

/** Whoever asks for an account or a token need not know what a disk is; damage is told as what it is. */
function asPoison(error: unknown): Error {
  const known = named(error);
  if (known instanceof DamagedStore) return known;
  return new PoisonedStore(`Nothing was written: ${known.message}`, { cause: error });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
