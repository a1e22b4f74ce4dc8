import type { Gone } from "../protocol/frames.ts";
import { type RowKind, type RowOf, rowKinds } from "../protocol/rows.ts";
import { addToHash, takeFromHash } from "../protocol/view-hash.ts";
import type { Changes } from "./changes.ts";

export interface Place {
  readonly number: number;
  readonly seq: number;
  /** Numbers and sequences compare only within one feed. */
  readonly feed: string;
}
export interface Held<Row> extends Place {
  readonly row: Row;
}
export interface Ref {
  readonly kind: RowKind;
  readonly id: string;
}
/** A wire row of one kind or of any, so that kind and row stay together through generic code. */
export type Wire<K extends RowKind = RowKind> = {
  [P in K]: {
    readonly kind: P;
    readonly number: number;
    readonly seq: number;
    readonly row: RowOf[P];
  };
}[K];
export type Tables = { readonly [K in RowKind]: Map<string, Held<RowOf[K]>> };

/** Of rows whose place is not believed. */
const NO_FEED = "";

/** How far the rows are complete. */
export interface Checkpoint {
  readonly feedId: string;
  readonly seq: number;
}

/**
 * The rows in memory, with their places: the newest that are known, written to disk behind. A row is put only over
 * a lower sequence of the same feed; rows of another feed stay on the screen until the new one has replaced or swept them.
 */
export class Replica {
  readonly tables: Tables = {
    TASK: new Map(),
    INTERACTION: new Map(),
    INTERVENTION: new Map(),
    MESSAGE: new Map(),
    AGENT: new Map(),
    DIRECTORY: new Map(),
  };
  readonly #changes: Changes;
  #checkpoint: Checkpoint | null = null;
  /** The feed whose numbers these are. */
  #feed: string | null = null;
  readonly #numbers = new Map<number, Ref & { readonly seq: number }>();
  readonly #stale = new Map<string, Ref>();
  #hash = 0;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  get checkpoint(): Checkpoint | null {
    return this.#checkpoint;
  }
  get hash(): number {
    return this.#hash;
  }
  get size(): number {
    return this.#numbers.size;
  }

  row<K extends RowKind>(kind: K, id: string): RowOf[K] | null {
    return this.tables[kind].get(id)?.row ?? null;
  }

  /** Only ever forward within one feed. */
  advance(checkpoint: Checkpoint): void {
    const before = this.#checkpoint;
    if (before !== null && before.feedId === checkpoint.feedId && before.seq >= checkpoint.seq)
      return;
    this.#checkpoint = checkpoint;
  }

  /** What was stored for this device by an earlier page, or by another one that led until now. */
  resume(checkpoint: Checkpoint | null): void {
    this.#checkpoint = checkpoint;
  }

  /** From now on numbers mean this feed's; what was held under another is stale until replaced or swept. Null: another page leads. */
  follow(feedId: string | null): void {
    if (this.#feed === feedId) return;
    this.#feed = feedId;
    this.#numbers.clear();
    this.#stale.clear();
    this.#hash = 0;
    for (const kind of rowKinds) {
      for (const [id, held] of this.tables[kind]) this.#index({ kind, id }, held);
    }
  }

  /** Everything fetched anew: what is held counts for nothing but stays to be looked at. */
  distrust(): void {
    for (const kind of rowKinds) this.#distrust(kind);
    this.#numbers.clear();
    this.#hash = 0;
  }

  #distrust<K extends RowKind>(kind: K): void {
    const table = this.tables[kind];
    for (const [id, held] of table) {
      table.set(id, { ...held, feed: NO_FEED });
      this.#stale.set(keyOf({ kind, id }), { kind, id });
    }
  }

  /** The sequence held under this number, or null. */
  seqOf(number: number): number | null {
    return this.#numbers.get(number)?.seq ?? null;
  }

  /** The row was newer than what is held. */
  put<K extends RowKind>(wire: Wire<K>, feed: string): boolean {
    const { kind, number, seq, row } = wire;
    const { id } = row;
    const table = this.tables[kind];
    const before = table.get(id);
    if (before !== undefined && before.feed === feed && before.seq >= seq) return false;
    if (before !== undefined) this.#unindex({ kind, id }, before);
    const held: Held<RowOf[K]> = { row, number, seq, feed };
    table.set(id, held);
    this.#index({ kind, id }, held);
    this.#changes.touch(kind);
    return true;
  }

  /** Where the row stood that was dropped; null when it was not held. */
  drop({ kind, id }: Ref): Place | null {
    const before = this.tables[kind].get(id);
    if (before === undefined) return null;
    this.#unindex({ kind, id }, before);
    this.tables[kind].delete(id);
    this.#changes.touch(kind);
    return before;
  }

  /** A row that left the view; null when what is held is already another row of the same id. */
  gone({ kind, id, number }: Gone): Place | null {
    return this.tables[kind].get(id)?.number === number ? this.drop({ kind, id }) : null;
  }

  /** What is held of this feed and is not among these numbers. */
  unlisted(listed: ReadonlySet<number>): Ref[] {
    return [...this.#numbers].filter(([number]) => !listed.has(number)).map(([, ref]) => ref);
  }

  /** What is held of another feed, or no longer trusted. */
  stale(): Ref[] {
    return [...this.#stale.values()];
  }

  #index(ref: Ref, { number, seq, feed }: Place): void {
    if (feed !== this.#feed) {
      this.#stale.set(keyOf(ref), ref);
      return;
    }
    this.#numbers.set(number, { ...ref, seq });
    this.#hash = addToHash(this.#hash, number, seq);
  }

  #unindex(ref: Ref, { number, seq }: Place): void {
    if (this.#stale.delete(keyOf(ref)) || this.#numbers.get(number)?.id !== ref.id) return;
    this.#numbers.delete(number);
    this.#hash = takeFromHash(this.#hash, number, seq);
  }
}

function keyOf({ kind, id }: Ref): string {
  return `${kind}:${id}`;
}
