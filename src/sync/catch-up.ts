import type {
  AskFrame,
  ChangesFrame,
  Gone,
  ListFrame,
  NodeFrame,
  PageFrame,
  SentFrame,
} from "../protocol/frames.ts";
import type { PageSize } from "./page-size.ts";
import type { Checkpoint, Place, Ref, Replica, Wire } from "./replica.ts";

export interface CatchUpParts {
  /** Milliseconds that never jump. */
  readonly monotonic: () => number;
  readonly pages: PageSize;
  readonly replica: Replica;
  readonly send: (frame: SentFrame) => void;
  /** A row was put into memory: bring it to disk. */
  readonly wrote: (wire: Wire, feed: string) => void;
  readonly dropped: (ref: Ref, from: Place) => void;
  /** Everything up to here is in memory. */
  readonly reached: (checkpoint: Checkpoint) => void;
  readonly outcomes: (outcomes: ChangesFrame["outcomes"]) => void;
  /** Catching up or the cut has changed. */
  readonly changed: () => void;
}

const DISTRUST_AFTER = 3;
/** A question without an answer is asked again after so long, each time twice as long: the line may only be slow. */
const FIRST_PATIENCE_MS = 3000;
const MOST_PATIENCE_MS = 48_000;

/**
 * Keeps the replica equal to the node's view on one connection: reconcile, fetch what is lacking, then follow the
 * numbered frames. A hole, `behind`, or another hash where the node has not gone back begins again.
 */
export class CatchUp {
  readonly #parts: CatchUpParts;
  #feedId: string;
  #state: "LISTING" | "FETCHING" | "FOLLOWING" = "LISTING";
  #nextFrame: number | null = null;
  #reach = 0;
  #lacking = new Map<number, number>();
  #asked: readonly number[] = [];
  #mismatches = 0;
  #askedAt = 0;
  #patienceMs = FIRST_PATIENCE_MS;
  #cut = false;

  constructor(parts: CatchUpParts, feedId: string) {
    this.#parts = parts;
    this.#feedId = feedId;
  }

  get catchingUp(): boolean {
    return this.#state !== "FOLLOWING";
  }
  get cut(): boolean {
    return this.#cut;
  }

  reconcile(): void {
    this.#state = "LISTING";
    this.#nextFrame = null;
    this.#askedAt = this.#parts.monotonic();
    const checkpoint = this.#parts.replica.checkpoint;
    this.#parts.send({
      frame: "reconcile",
      feedId: checkpoint?.feedId ?? null,
      seq: checkpoint?.seq ?? 0,
    });
    this.#parts.changed();
  }

  received(frame: NodeFrame): void {
    switch (frame.frame) {
      case "list":
        return this.#list(frame);
      case "page":
        return this.#page(frame);
      case "changes":
        return this.#changes(frame);
      case "behind":
        return this.reconcile();
      case "ask":
        return this.#compare(frame);
      default:
    }
  }

  #list({ n, feedId, reach, rows, cut }: ListFrame): void {
    const { replica } = this.#parts;
    this.#feedId = feedId;
    replica.follow(feedId);
    this.#nextFrame = n + 1;
    this.#reach = reach;
    this.#cut = cut;
    this.#patienceMs = FIRST_PATIENCE_MS;
    for (const ref of replica.unlisted(new Set(rows.map(([number]) => number)))) this.#drop(ref);
    // The newest first: an offer that is counting down must not wait behind yesterday's messages.
    this.#lacking = new Map(
      rows.filter(([number, seq]) => this.#lacks(number, seq)).toSorted(([, a], [, b]) => b - a),
    );
    this.#state = "FETCHING";
    this.#fetch();
  }

  #lacks(number: number, seq: number): boolean {
    return (this.#parts.replica.seqOf(number) ?? -1) < seq;
  }

  #fetch(): void {
    for (const [number, seq] of this.#lacking)
      if (!this.#lacks(number, seq)) this.#lacking.delete(number);
    this.#asked = [...this.#lacking.keys()].slice(0, this.#parts.pages.rows);
    if (this.#asked.length === 0) return this.#complete();
    this.#askedAt = this.#parts.monotonic();
    this.#parts.send({ frame: "fetch", numbers: [...this.#asked] });
  }

  #page({ rows, missing }: PageFrame): void {
    for (const wire of rows) this.#put(wire);
    if (this.#state !== "FETCHING") return;
    this.#patienceMs = FIRST_PATIENCE_MS;
    this.#parts.pages.arrived();
    const answered = [...rows.map((wire) => wire.number), ...missing];
    // A page is cut at its size; what it leaves out is asked for again, unless it brings nothing at all.
    for (const number of answered.length === 0 ? this.#asked : answered)
      this.#lacking.delete(number);
    this.#fetch();
  }

  /** Mark and sweep: what another feed left here and the new one has not replaced goes only now. */
  #complete(): void {
    for (const ref of this.#parts.replica.stale()) this.#drop(ref);
    this.#state = "FOLLOWING";
    this.#advance();
    this.#parts.changed();
  }

  #changes(frame: ChangesFrame): void {
    for (const wire of frame.rows) this.#put(wire);
    for (const gone of frame.gone) this.#gone(gone);
    const inOrder = this.#nextFrame === null || frame.n === this.#nextFrame;
    if (this.#nextFrame !== null && inOrder) {
      this.#nextFrame += 1;
      this.#reach = Math.max(this.#reach, frame.reach);
      if (this.#state === "FOLLOWING") this.#advance();
    }
    this.#parts.outcomes(frame.outcomes);
    if (!inOrder) this.reconcile();
  }

  #compare({ reach, rows, hash }: AskFrame): void {
    if (this.#state !== "FOLLOWING") return this.#askAgain();
    const { replica } = this.#parts;
    if (replica.hash === hash && replica.size === rows) {
      this.#mismatches = 0;
      this.#reach = Math.max(this.#reach, reach);
      this.#advance();
    } else if (reach >= this.#reach) {
      // All that concerns this view up to `reach` came before the question, in order.
      this.#mismatches += 1;
      if (this.#mismatches % DISTRUST_AFTER === 0) replica.distrust();
      this.reconcile();
    }
  }

  #askAgain(): void {
    if (this.#parts.monotonic() - this.#askedAt < this.#patienceMs) return;
    this.#patienceMs = Math.min(MOST_PATIENCE_MS, 2 * this.#patienceMs);
    this.gaveUp();
    this.reconcile();
  }

  /** What was asked for has not come, and perhaps it was too much for this line. */
  gaveUp(): void {
    if (this.#state === "FETCHING") this.#parts.pages.missed();
  }

  #advance(): void {
    this.#parts.reached({ feedId: this.#feedId, seq: this.#reach });
  }

  #put(wire: Wire): void {
    if (this.#parts.replica.put(wire, this.#feedId)) this.#parts.wrote(wire, this.#feedId);
  }

  #drop(ref: Ref): void {
    const from = this.#parts.replica.drop(ref);
    if (from !== null) this.#parts.dropped(ref, from);
  }

  #gone(gone: Gone): void {
    const from = this.#parts.replica.gone(gone);
    if (from !== null) this.#parts.dropped(gone, from);
  }
}
