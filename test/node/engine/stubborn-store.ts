import { openMemoryStore } from "../../../src/node/store/memory-store.ts";
import type { Commit, Reader, Store } from "../../../src/node/store/store.ts";

/** Holds whoever comes until it is opened. */
export class Gate {
  #opened: Promise<void> = Promise.resolve();
  #open: () => void = () => undefined;

  close(): void {
    this.#opened = new Promise((open) => {
      this.#open = open;
    });
  }

  open(): void {
    this.#open();
    this.#opened = Promise.resolve();
  }

  /** Whoever waits goes on waiting; whoever comes now passes. */
  holdOnlyWhoWaits(): void {
    this.#opened = Promise.resolve();
  }

  pass(): Promise<void> {
    return this.#opened;
  }
}

/** A memory store that can be made to hang, to fail, and to fail after it has written. */
export class StubbornStore implements Store {
  readonly #inner = openMemoryStore();
  readonly access = this.#inner.access;
  readonly writing = new Gate();
  readonly reading = new Gate();
  readonly reopening = new Gate();
  readonly commits: Commit[] = [];
  reopened = 0;
  #failing: "BEFORE" | "AFTER" | null = null;
  #readFails = false;
  #opens = true;
  #broken = false;
  /** How often something was to be written between a failure and the reopening. */
  writtenWhileBroken = 0;

  readonly reader: Reader = {
    ...this.#inner.reader,
    commandRecords: async (ids) => {
      await this.reading.pass();
      this.#mayFail();
      return this.#inner.reader.commandRecords(ids);
    },
    fetch: async (refs) => {
      await this.reading.pass();
      this.#mayFail();
      return this.#inner.reader.fetch(refs);
    },
  };

  /** The next commit fails: before anything was written, or after all of it was. */
  failNext(when: "BEFORE" | "AFTER"): void {
    this.#failing = when;
  }

  failReads(fails: boolean): void {
    this.#readFails = fails;
  }

  /** The disk is full, or away: it cannot be opened anew. */
  failOpening(fails: boolean): void {
    this.#opens = !fails;
  }

  async append(commit: Commit): Promise<void> {
    if (this.#broken) {
      this.writtenWhileBroken += 1;
      throw new Error("poisoned");
    }
    const failing = this.#failing;
    this.#failing = null;
    await this.writing.pass();
    if (failing === "BEFORE") this.#break();
    await this.#inner.append(commit);
    if (failing === "AFTER") this.#break();
    this.commits.push(commit);
  }

  live: Store["live"] = (since) => this.#inner.live(since);

  async reopen(): Promise<void> {
    await this.reopening.pass();
    if (!this.#opens) throw new Error("the disk is full");
    this.#broken = false;
    this.reopened += 1;
    await this.#inner.reopen();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #break(): never {
    this.#broken = true;
    throw new Error("the disk is full");
  }

  #mayFail(): void {
    if (this.#readFails) throw new Error("nothing can be read");
  }
}
