import type { InteractionId } from "../../domain/id.ts";
import type { Instant } from "../../domain/time.ts";
import type { FeedEvent } from "../../protocol/changes.ts";
import type { Outcome } from "../../protocol/commands.ts";
import { storedText } from "../store/sparse-statistic.ts";
import type { Commit, FeedEntry, KeptRow, Ref, Store } from "../store/store.ts";
import type { Answered, Committed, CommittedRow } from "./api.ts";
import type { Draft } from "./draft.ts";
import type { Entity } from "./entities.ts";
import type { World } from "./world.ts";

const HANGS_AFTER_MS = 1000;

interface Pending {
  readonly entry: FeedEntry;
  readonly written: readonly Ref[];
  readonly settle: (durable: boolean) => void;
}

export interface LedgerParts {
  readonly store: Store;
  readonly world: () => World;
  readonly now: () => Instant;
  readonly epoch: number;
  /** True while node time stands still. */
  readonly isClockHeld: () => boolean;
  /** A row was put into memory by a decision; it is not durable yet. */
  readonly onPut: (item: Entity) => void;
  /** The disk has done one commit and can begin the next: what can still be decided for it is, and it is flushed. */
  readonly onFree: () => void;
  readonly onCommitted: (committed: Committed, written: readonly KeptRow[]) => void;
  readonly onFailed: (why: unknown) => void;
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
  /** From a failed commit until memory was loaded anew: nothing that is decided then can hold. */
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

  /** While a commit hangs, memory is being loaded anew, or the clock is held, nothing fires and nobody is matched. */
  get isHeld(): boolean {
    if (this.#isLost || this.#parts.isClockHeld()) return true;
    return this.#inFlightSince !== null && this.#parts.now() - this.#inFlightSince > HANGS_AFTER_MS;
  }

  /** Applies a decision. `durable` tells whether its commit succeeded; false means unknown. */
  enter(
    draft: Draft,
    answered: Answered | null,
  ): { outcome: Outcome | null; durable: Promise<boolean> } {
    if (this.#isLost) return { outcome: null, durable: Promise.resolve(false) };
    const { steps } = draft;
    const firstSeq = this.#lastSeq + 1;
    this.#lastSeq += steps.length;
    this.#waiting += steps.length;
    const at = draft.now;
    const events = steps.map(({ type, kind, id, data }, place): FeedEvent => {
      const seq = firstSeq + place;
      return data === undefined ? { seq, at, type, kind, id } : { seq, at, type, kind, id, data };
    });
    const written = this.#applyWhole(draft, firstSeq);
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
  #applyWhole(draft: Draft, firstSeq: number): Ref[] {
    try {
      return this.#apply(draft, firstSeq);
    } catch (why) {
      this.#failed(why);
      throw why;
    }
  }

  /** Tasks last: their rows repeat their interaction's. */
  #apply(draft: Draft, firstSeq: number): Ref[] {
    const items = draft.written();
    const lastSteps = draft.lastSteps();
    const refs: Ref[] = [];
    const put = (item: Entity, place: number): void => {
      const step = lastSteps[place] ?? -1;
      refs.push(this.#put(item, step < 0 ? this.#lastSeq : firstSeq + step));
    };
    items.forEach((item, place) => (item.kind === "TASK" ? undefined : put(item, place)));
    items.forEach((item, place) => (item.kind === "TASK" ? put(item, place) : undefined));
    return refs;
  }

  #put(item: Entity, seq: number): Ref {
    const world = this.#parts.world();
    const ref = { kind: item.kind, id: item.entity.id };
    const isNew = item.kind === "INTERACTION" && !world.has(ref);
    world.put(item, seq);
    if (isNew) world.markWhole(item.entity.id satisfies InteractionId);
    this.#parts.onPut(item);
    return ref;
  }

  /** Begins the next commit if none is in flight and something waits; else makes ready what waits. */
  flush(): void {
    if (this.#inFlight.length > 0) return this.#encodeAhead();
    if (this.#pending.length === 0) return;
    const now = this.#parts.now();
    const rows = this.#rowsOf(this.#pending);
    const writes = rows.map((row) => ({ row, json: this.#texts.get(row) ?? storedText(row) }));
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
    for (const row of rows) if (row.kind !== "STATISTIC") this.#texts.set(row, storedText(row));
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
    this.#parts.onFree();
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

function lastSeqOf({ entries }: Commit): number {
  return entries.at(-1)?.lastSeq ?? 0;
}
