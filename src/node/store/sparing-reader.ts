import type { Ask, ReaderCalls } from "./calls.ts";
import { KnownIds } from "./known-ids.ts";
import type { Commit, Reader, Ref } from "./store.ts";

const PAGE = 5000;
/** Between two pages others may ask. */
const PAUSE_MS = 20;
const AGAIN_MS = 10_000;

/** Ids that clients make up, and that are asked about before they are used: mostly there is nothing by that name. */
export const learned = ["command", "message"] as const;
export type Learned = (typeof learned)[number];

/**
 * Spares the reading thread questions about what was never there. Nothing is spared before all ids of the file are
 * known; from then on each commit adds its own before it is written.
 */
export class SparingReader {
  readonly #read: Ask<ReaderCalls>;
  readonly #known: Readonly<Record<Learned, KnownIds>> = {
    command: new KnownIds(),
    message: new KnownIds(),
  };
  readonly #inner: Reader;
  #knowsAll = false;
  #isOver = false;
  #pause: NodeJS.Timeout | undefined;

  constructor(inner: Reader, read: Ask<ReaderCalls>) {
    this.#inner = inner;
    this.#read = read;
  }

  get reader(): Reader {
    return {
      ...this.#inner,
      commandRecords: async (ids) => {
        const asked = ids.filter((id) => this.#mayHold("command", id));
        return asked.length === 0 ? new Map() : this.#inner.commandRecords(asked);
      },
      fetch: async (refs) => {
        const asked = refs.filter((ref) => !isMessage(ref) || this.#mayHold("message", ref.id));
        return asked.length === 0 ? [] : this.#inner.fetch(asked);
      },
    };
  }

  /** To be told of every commit before it is written. */
  note({ entries, writes }: Commit): void {
    for (const { command } of entries) if (command !== null) this.#known.command.add(command.id);
    for (const { row } of writes) if (row.kind === "MESSAGE") this.#known.message.add(row.row.id);
  }

  /** Reads all ids of the file, a page at a time. Resolves when all are known, or it is over. */
  async learn(): Promise<void> {
    for (const table of learned) await this.#learn(table);
    this.#knowsAll = !this.#isOver;
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#pause);
  }

  async #learn(table: Learned): Promise<void> {
    for (let after = ""; !this.#isOver;) {
      const ids = await this.#page(table, after);
      if (ids === null) await this.#wait(AGAIN_MS);
      else {
        for (const id of ids) this.#known[table].add(id);
        if (ids.length < PAGE) return;
        after = ids.at(-1) ?? after;
        await this.#wait(PAUSE_MS);
      }
    }
  }

  /** Null where the file could not be read just now. */
  async #page(table: Learned, after: string): Promise<readonly string[] | null> {
    try {
      return await this.#read("ids", table, after, PAGE);
    } catch {
      return null;
    }
  }

  #wait(ms: number): Promise<void> {
    return new Promise((over) => {
      this.#pause = setTimeout(over, ms).unref();
    });
  }

  #mayHold(table: Learned, id: string): boolean {
    return !this.#knowsAll || this.#known[table].mayHold(id);
  }
}

const isMessage = ({ kind }: Ref): boolean => kind === "MESSAGE";
