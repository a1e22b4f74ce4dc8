import type { Subscription } from "rxjs";
import type { RefusalCode } from "../domain/refusal.ts";
import { type Command, commandSpecs } from "../protocol/commands.ts";
import type { Changes } from "./changes.ts";
import type { OutboxEntry, SubmitEnd } from "./desk.ts";
import type { Kept, KeptShape } from "./kept.ts";

/** A command on its way, as it is kept. */
export interface Entry {
  readonly command: Command;
  readonly lines: readonly string[];
  readonly order: number;
  readonly at: number;
  /** Counts changes of this entry, so that an echo of an older one is told apart. */
  readonly revision: number;
  readonly end: EntryEnd | null;
}

/** APPLIED stays in the fold until the replica has come as far. */
export type EntryEnd =
  | { readonly end: "APPLIED"; readonly feedId: string; readonly seq: number }
  | { readonly end: "REFUSED"; readonly code: RefusalCode; readonly detail: string | null };

export const entryShape: KeptShape<Entry> = {
  kind: "COMMAND",
  format: 1,
  upgrade(body) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this file; later formats are turned into this one here
    const entry = body as Entry;
    return entry.command.type in commandSpecs ? entry : null;
  },
};

/**
 * The commands of this profile that are not done, the same in every page. Memory first, so that the screen follows
 * the hand; `add` resolves when the command is durable, and only then may it be sent.
 */
export class Outbox {
  readonly #kept: Kept<Entry>;
  readonly #changes: Changes;
  readonly #entries = new Map<string, Entry>();
  #sorted: readonly Entry[] | null = null;
  readonly #durable = new Set<string>();
  readonly #erased = new Set<string>();
  readonly #asking = new Map<string, (end: SubmitEnd) => void>();
  #sending: ReadonlySet<string> = new Set();
  #disk: Promise<unknown> = Promise.resolve();
  #following: Subscription | null = null;

  constructor(kept: Kept<Entry>, changes: Changes) {
    this.#kept = kept;
    this.#changes = changes;
  }

  async open(): Promise<void> {
    this.#following = this.#kept.changes$.subscribe(({ id, body }) => this.#heard(id, body));
    for (const [id, entry] of await this.#kept.all()) this.#heard(id, entry);
  }

  async close(): Promise<void> {
    this.#following?.unsubscribe();
    for (const settle of this.#asking.values()) settle({ end: "REFUSED", code: "CLOSED" });
    this.#asking.clear();
    await this.#disk;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** In the order they were submitted. */
  entries(): readonly Entry[] {
    this.#sorted ??= [...this.#entries.values()].toSorted(
      (a, b) => a.order - b.order || (a.command.id < b.command.id ? -1 : 1),
    );
    return this.#sorted;
  }

  entry(id: string): Entry | null {
    return this.#entries.get(id) ?? null;
  }

  isDurable(id: string): boolean {
    return this.#durable.has(id);
  }

  nextOrder(wall: number): number {
    let last = 0;
    for (const entry of this.#entries.values()) last = Math.max(last, entry.order);
    return Math.max(wall, last + 1);
  }

  async add(entry: Entry): Promise<void> {
    const { id } = entry.command;
    this.#entries.set(id, entry);
    this.#touch();
    try {
      await this.#onDisk(() => this.#kept.put(id, entry));
    } catch (cause) {
      this.forget(id);
      throw cause;
    }
    this.#durable.add(id);
    this.#touch();
  }

  /** Resolves with how the command ended, whenever that is. */
  ask(id: string): Promise<SubmitEnd> {
    return new Promise((resolve) => this.#asking.set(id, resolve));
  }

  /** Somebody in this page waits for it. */
  isAsked(id: string): boolean {
    return this.#asking.has(id);
  }

  settle(id: string, end: SubmitEnd): void {
    this.#asking.get(id)?.(end);
    this.#asking.delete(id);
  }

  /** The new end in memory at once; resolves when it is durable. */
  mark(id: string, end: EntryEnd | null): Promise<void> {
    const before = this.#entries.get(id);
    if (before === undefined) return Promise.resolve();
    const entry: Entry = { ...before, end, revision: before.revision + 1 };
    this.#entries.set(id, entry);
    this.#touch();
    return this.#onDisk(() => this.#kept.put(id, entry));
  }

  /** Out of memory; on disk it stays until erased. */
  forget(id: string): void {
    this.#erased.add(id);
    if (this.#entries.delete(id)) this.#touch();
  }

  async erase(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.forget(id);
    await this.#onDisk(() => this.#kept.remove(ids));
  }

  /** Which are sent and not answered: the leading page knows and tells the others. */
  setSending(ids: ReadonlySet<string>): void {
    if (ids.size === 0 && this.#sending.size === 0) return;
    this.#sending = ids;
    this.#touch();
  }

  /** What people see: all that is not confirmed. */
  shown(): readonly OutboxEntry[] {
    return this.entries().flatMap((entry) => {
      if (entry.end?.end === "APPLIED") return [];
      const { command, lines, at: since, end } = entry;
      const kept = this.#durable.has(command.id) ? "WAITING" : "SAVING";
      const waiting = this.#sending.has(command.id) ? "SENDING" : kept;
      const state = end === null ? waiting : "REFUSED";
      const { offline } = commandSpecs[command.type];
      return [
        {
          id: command.id,
          command,
          lines,
          offline,
          state,
          since,
          code: end?.code ?? null,
          detail: end?.detail ?? null,
        },
      ];
    });
  }

  /** One write after another, so that what is on disk went through the same states as memory. */
  #onDisk(write: () => Promise<void>): Promise<void> {
    const done = this.#disk.then(write);
    this.#disk = done.catch(() => {});
    return done;
  }

  #touch(): void {
    this.#sorted = null;
    this.#changes.touch("OUTBOX");
  }

  #heard(id: string, entry: Entry | null): void {
    if (entry === null) {
      this.#entries.delete(id);
      this.#durable.delete(id);
    } else {
      if (this.#erased.has(id)) return;
      this.#durable.add(id);
      const before = this.#entries.get(id);
      if (before !== undefined && before.revision >= entry.revision) return;
      this.#entries.set(id, entry);
    }
    this.#touch();
  }
}
