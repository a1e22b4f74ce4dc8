import type { DatabaseSync } from "node:sqlite";
import type { WriterCalls } from "./calls.ts";
import { PoisonedStore, isConstraint } from "./store-error.ts";
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

  constructor(source: DatabaseSource) {
    this.#source = source;
    this.calls = {
      open: () => this.#open(),
      close: () => this.#close(),
      append: (commit) => this.#attempt(({ append }) => this.#written(append(commit)), isNever),
      live: (statisticsSince, take) =>
        this.#attempt(({ db }) => readLive(db, statisticsSince, take), isNever),
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
    return this.#prepared === null ? null : this.#attempt(({ db }) => work(db), isNever);
  }

  #open(): void {
    this.#prepared = null;
    this.#poison = "the store could not be opened";
    const db = this.#source.open();
    this.#prepared = { db, append: appending(db), access: accessTables(db) };
  }

  #close(): void {
    this.#prepared = null;
    this.#poison = "the store is closed";
    this.#source.close();
  }

  #attempt<T>(
    work: (prepared: Prepared) => T,
    isHarmless: (error: unknown) => boolean = isConstraint,
  ): T {
    if (this.#prepared === null) throw new PoisonedStore(`Nothing was written: ${this.#poison}`);
    try {
      return work(this.#prepared);
    } catch (error) {
      if (!isHarmless(error)) {
        this.#prepared = null;
        this.#poison = `an earlier write failed (${error instanceof Error ? error.message : String(error)})`;
      }
      throw error;
    }
  }

  #written(_done?: void): void {
    this.#source.wrote();
  }
}

function isNever(): boolean {
  return false;
}
