import type { DatabaseSync, StatementSync } from "node:sqlite";
import { askHere } from "../../../src/node/store/calls.ts";
import { readingFile } from "../../../src/node/store/reading.ts";
import { StoreFile } from "../../../src/node/store/store-file.ts";
import type { Store } from "../../../src/node/store/store.ts";
import { storeOver } from "../../../src/node/store/store-over.ts";
import { Writing } from "../../../src/node/store/writing.ts";

/** Which of its steps the disk fails at, counted from when it is armed, and at how many after it. */
export interface Failure {
  readonly step: number;
  readonly times: number;
  /** A commit that fails may have come to the disk all the same. */
  readonly isDone: boolean;
}

/** The real store's writer on a real file whose n-th step fails: a statement, a commit, an opening. */
export class FailingDisk {
  readonly store: Store;
  #failure: Failure | null = null;
  #steps = 0;

  constructor(file: string) {
    const source = new StoreFile(file);
    const writing = new Writing({
      open: () => {
        this.#step("open", () => undefined);
        return this.#watched(source.open());
      },
      wrote: () => source.wrote(),
      close: () => source.close(),
    });
    const reads = readingFile(file);
    const write = askHere(writing.calls);
    writing.calls.open();
    this.store = storeOver({
      write,
      read: askHere(reads),
      reopen: () => write("open"),
      close: async () => {
        reads.close();
        await write("close");
      },
    });
  }

  /** Steps since it was armed. */
  get steps(): number {
    return this.#steps;
  }

  arm(failure: Failure | null): void {
    this.#failure = failure;
    this.#steps = 0;
  }

  #step<T>(what: string, work: () => T): T {
    this.#steps += 1;
    const { step, times, isDone } = this.#failure ?? { step: 0, times: 0, isDone: false };
    const fails = this.#steps >= step && this.#steps < step + times;
    // What is over must be let go, on any disk.
    if (!fails || what === "ROLLBACK") return work();
    if (isDone && what === "COMMIT") work();
    throw new Error(`step ${this.#steps} failed: ${what.slice(0, 40)}`);
  }

  #watched(db: DatabaseSync): DatabaseSync {
    return new Proxy(db, {
      get: (target, name) => {
        if (name === "exec") return (sql: string) => this.#step(sql, () => target.exec(sql));
        if (name === "prepare") return (sql: string) => this.#statement(target.prepare(sql), sql);
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  #statement(statement: StatementSync, sql: string): StatementSync {
    return new Proxy(statement, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...values: unknown[]) =>
          this.#step(sql, () => Reflect.apply(value, target, values));
      },
    });
  }
}
