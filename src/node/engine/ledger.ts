import type { InteractionId } from "../../domain/id.ts";
import type { Instant } from "../../domain/time.ts";
import type { FeedEvent } from "../../protocol/changes.ts";
import type { Outcome } from "../../protocol/commands.ts";
import type {
  CommandRecord,
  Commit,
  FeedEntry,
  KeptKind,
  KeptRow,
  Ref,
  Store,
} from "../store/store.ts";
import type { Committed, CommittedRow } from "./api.ts";
import type { Draft, Step } from "./draft.ts";
import type { Entity } from "./entities.ts";
import type { World } from "./world.ts";

interface Pending {
  readonly entry: FeedEntry;
  readonly written: readonly Ref[];
  readonly settle: (durable: boolean) => void;
}

/** The sequence of the last event of each row that a decision wrote. */
type LastSeqs = { [K in KeptKind]?: Map<string, number> };

export interface LedgerParts {
  readonly store: Store;
  readonly world: () => World;
  readonly now: () => Instant;
  readonly epoch: number;
  /** A row was put into memory by a decision; it is not durable yet. */
  readonly onPut: (item: Entity) => void;
  readonly onCommitted: (committed: Committed, written: readonly KeptRow[]) => void;
  readonly onFailed: (why: unknown) => void;
}

/** Which command a decision answers, and the outcome it gets once the sequence is known. */
export interface Answered {
  readonly id: CommandRecord["id"];
  readonly bodyHash: string;
  readonly outcomeAt: (seq: number) => Outcome;
}

/**
 * Gives decisions their sequence numbers, puts them into memory at once and onto the disk in groups:
 * at most one commit is in flight, and what is decided meanwhile becomes the next.
 */
export class Ledger {
  readonly #parts: LedgerParts;
  #pending: Pending[] = [];
  #inFlight: readonly Pending[] = [];
  #inFlightSince: Instant | null = null;
  #waiting = 0;
  /** One more with every memory that was thrown away: what a commit of an earlier one says is heard no more. */
  #life = 0;
  #lastSeq: number;
  #head: number;
  #isLost = false;
  /** Texts of rows that wait for their commit. A row that changes again is another object, with another text. */
  readonly #texts = new Map<KeptRow, string>();
  /** How many of those pending have been looked at for their texts. */
  #encoded = 0;

  constructor(parts: LedgerParts, head: number) {
    this.#parts = parts;
    this.#lastSeq = head;
    this.#head = head;
  }

  /** The sequence up to which everything is durable. */
  get head(): number {
    return this.#head;
  }

  /** Changes decided and not yet durable. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Since when a commit is in flight, or null. */
  get inFlightSince(): Instant | null {
    return this.#inFlightSince;
  }

  /** From a failed commit until memory was loaded anew: nothing that is decided then can hold. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Applies a decision. `durable` tells whether its commit succeeded; false means unknown. */
  enter(
    draft: Draft,
    steps: readonly Step[],
    answered: Answered | null,
  ): { outcome: Outcome | null; durable: Promise<boolean> } {
    if (this.#isLost) return { outcome: null, durable: Promise.resolve(false) };
    const firstSeq = this.#lastSeq + 1;
    this.#lastSeq += steps.length;
    this.#waiting += steps.length;
    const at = draft.now;
    const lastSeqs: LastSeqs = {};
    const events = steps.map(({ type, kind, id, data }, place): FeedEvent => {
      const seq = firstSeq + place;
      if (kind !== null) (lastSeqs[kind] ??= new Map()).set(id, seq);
      return data === undefined ? { seq, at, type, kind, id } : { seq, at, type, kind, id, data };
    });
    const written = this.#applyWhole(draft, lastSeqs);
    const outcome = answered === null ? null : answered.outcomeAt(this.#lastSeq);
    const command =
      answered && outcome ? { id: answered.id, bodyHash: answered.bodyHash, outcome } : null;
    const entry: FeedEntry = { firstSeq, lastSeq: this.#lastSeq, at, events, command };
    const durable = new Promise<boolean>((settle) =>
      this.#pending.push({ entry, written, settle }),
    );
    return { outcome, durable };
  }

  /** A decision that breaks off halfway has left memory in pieces: it is read anew from the store. */
  #applyWhole(draft: Draft, lastSeqs: LastSeqs): Ref[] {
    try {
      return this.#apply(draft, lastSeqs);
    } catch (why) {
      this.#failed(why);
      throw why;
    }
  }

  /** Tasks last: their rows repeat their interaction's. */
  #apply(draft: Draft, lastSeqs: LastSeqs): Ref[] {
    const items = draft.written();
    const ordered = [
      ...items.filter((item) => item.kind !== "TASK"),
      ...items.filter((item) => item.kind === "TASK"),
    ];
    const world = this.#parts.world();
    return ordered.map((item) => {
      const ref = { kind: item.kind, id: item.entity.id };
      const isNew = !world.has(ref);
      world.put(item, lastSeqs[item.kind]?.get(item.entity.id) ?? this.#lastSeq);
      if (isNew && item.kind === "INTERACTION")
        world.markWhole(item.entity.id satisfies InteractionId);
      this.#parts.onPut(item);
      return ref;
    });
  }

  /** Begins the next commit if none is in flight and something waits; else makes ready what waits. */
  flush(): void {
    if (this.#inFlight.length > 0) return this.#encodeAhead();
    if (this.#pending.length === 0) return;
    const now = this.#parts.now();
    const rows = this.#rowsOf(this.#pending);
    const writes = rows.map((row) => ({ row, json: this.#texts.get(row) ?? textOf(row) }));
    const entries = this.#pending.map((each) => each.entry);
    this.#inFlight = this.#pending;
    this.#inFlightSince = now;
    this.#pending = [];
    this.#encoded = 0;
    this.#texts.clear();
    const commit: Commit = { epoch: this.#parts.epoch, at: now, entries, writes };
    const life = this.#life;
    this.#parts.store.append(commit).then(
      () => (life === this.#life ? this.#committed(commit) : undefined),
      (why: unknown) => (life === this.#life ? this.#failed(why) : undefined),
    );
  }

  /** While the disk writes one commit, the texts of the next are made: it can begin as soon as the disk is free. */
  #encodeAhead(): void {
    const rows = this.#rowsOf(this.#pending.slice(this.#encoded));
    this.#encoded = this.#pending.length;
    // A queue's counters change with almost every decision: only their last form is worth a text.
    for (const row of rows) if (row.kind !== "STATISTIC") this.#texts.set(row, textOf(row));
  }

  #rowsOf(pending: readonly Pending[]): KeptRow[] {
    const world = this.#parts.world();
    // Memory has one row object for each row: what several decisions wrote is there once.
    const rows = new Set<KeptRow>();
    for (const { written } of pending) {
      for (const { kind, id } of written) {
        const row = world.row(kind, id);
        if (row !== null) rows.add(row);
      }
    }
    return [...rows];
  }

  #committed(commit: Commit): void {
    const settled = this.#inFlight;
    this.#inFlight = [];
    this.#inFlightSince = null;
    this.#head = lastSeqOf(commit);
    this.#waiting = this.#lastSeq - this.#head;
    // The disk first: while it writes the next one, everybody is told of this one.
    this.flush();
    for (const pending of settled) pending.settle(true);
    const rows: CommittedRow[] = commit.writes.map(({ row, json }) => ({ row, json }));
    const events = commit.entries.flatMap((entry) => entry.events);
    this.#parts.onCommitted(
      { lastSeq: lastSeqOf(commit), rows, events },
      commit.writes.map((write) => write.row),
    );
  }

  /** Nobody knows what the disk holds: everything decided since the last commit is answered "unknown". */
  #failed(why: unknown): void {
    const lost = [...this.#inFlight, ...this.#pending];
    this.#inFlight = [];
    this.#pending = [];
    this.#encoded = 0;
    this.#texts.clear();
    this.#inFlightSince = null;
    this.#waiting = 0;
    this.#isLost = true;
    this.#life += 1;
    this.#parts.onFailed(why);
    for (const pending of lost) pending.settle(false);
  }

  /** Where the sequence stands after the memory was loaded anew. */
  restart(head: number): void {
    this.#lastSeq = head;
    this.#head = head;
    this.#isLost = false;
  }
}

const textOf = ({ row }: KeptRow): string => JSON.stringify(row);

function lastSeqOf({ entries }: Commit): number {
  return entries.at(-1)?.lastSeq ?? 0;
}
