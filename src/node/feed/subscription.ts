import type { Outcome } from "../../protocol/commands.ts";
import { limits } from "../../protocol/version.ts";
import type { AudienceKey } from "./audience.ts";
import { Line, type Sendable, type Timing, type Wire, failed } from "./line.ts";
import type { Change } from "./mirror.ts";

/**
 * NEW has not asked for a view yet and gets outcomes only. LOADING has asked. LIVE is kept up. BEHIND did not
 * read fast enough, or its view was thrown away, and has to ask again.
 */
type SubscriptionState = "NEW" | "LOADING" | "LIVE" | "BEHIND" | "ENDED";

/** What all connections have of the feed. */
export interface FeedSide {
  feedId(): string;
  head(): number;
  /** Runs the work once the feed has told the sequence. */
  whenTold(seq: number, work: () => void): void;
  readonly timing: Timing;
  readonly log: (line: string) => void;
}

/** A row with its text, as pages are made of. */
export interface PageRow<W> {
  readonly what: W;
  readonly text: string;
}

/** One connection's part of the feed: its view, and the frames that keep the client's copy equal to it. */
export abstract class Subscription<W extends Sendable> {
  protected readonly line: Line<W>;
  protected state: SubscriptionState = "NEW";
  protected readonly feed: FeedSide;
  readonly #wire: Wire;
  #loads = 0;

  constructor(feed: FeedSide, wire: Wire) {
    this.feed = feed;
    this.#wire = wire;
    this.line = new Line<W>({
      wire,
      timing: feed.timing,
      reach: () => feed.head(),
      text: (what) => this.textOf(what),
      sent: (what) => this.wasSent(what),
      behind: () => this.fallBehind(),
    });
  }

  /** Changes of the commit that is being told which concern this connection. */
  readonly inbox: Change[] = [];

  /** The keys whose rows concern this connection. */
  abstract readonly keys: ReadonlySet<AudienceKey>;
  /** Looks at what a commit has changed of the rows that concern it. */
  abstract apply(changes: readonly Change[]): void;
  /** Takes what was gathered for it; a fault on its way is not the others'. */
  take(): void {
    try {
      this.apply(this.inbox.splice(0));
    } catch (error) {
      failed(this.#wire, error);
    }
  }

  /** Whether this interaction is in the view. */
  abstract holds(interactionId: string): boolean;

  protected abstract textOf(what: W): string | null;
  protected abstract wasSent(what: W): void;
  /** Makes the view anew and calls `ready` in the very turn in which it is complete. */
  protected abstract load(ready: (cut: boolean) => void): Promise<void>;
  protected abstract list(): readonly (readonly [number, number])[];
  protected abstract clear(): void;
  protected abstract summary(): { rows: number; hash: number };
  protected abstract find(numbers: readonly number[]): Promise<readonly PageRow<W>[]>;
  /** Whether a row that was looked up still belongs to the view. */
  protected abstract stillHas(what: W): boolean;

  /** The client has a part of the view, or none, and wants to be brought up to date. */
  async reconcile(): Promise<void> {
    if (this.state === "LOADING" || this.state === "ENDED") return;
    this.state = "LOADING";
    this.#loads += 1;
    const load = this.#loads;
    this.line.pause();
    this.clear();
    await this.load((cut) => {
      // Given up meanwhile: `behind` has been said, and the client asks again.
      if (this.state !== "LOADING" || this.#loads !== load) return;
      this.#sendList(cut);
      this.state = "LIVE";
      this.line.resume();
    });
  }

  #sendList(cut: boolean): void {
    const rows = this.list();
    const head = { frame: "list", n: this.line.nextNumber(), feedId: this.feed.feedId() };
    this.#wire.send(JSON.stringify({ ...head, reach: this.feed.head(), rows, cut }));
  }

  /** Answers with one page: as many rows as it takes, and what the view does not hold. The client asks on for the rest. */
  async fetch(numbers: readonly number[]): Promise<void> {
    const found = await this.find(numbers);
    await this.#wire.drained();
    if (this.state === "ENDED") return;
    const held = found.filter(({ what }) => this.stillHas(what));
    const page = firstPage(held);
    for (const { what } of page) this.line.delivered(what);
    const known = new Set(held.map(({ what }) => what.number));
    const missing = numbers.filter((number) => !known.has(number));
    const rows = page.map(({ text }) => text).join(",");
    this.#wire.send(`{"frame":"page","rows":[${rows}],"missing":${JSON.stringify(missing)}}`);
  }

  outcome(outcome: Outcome): void {
    if (outcome.end === "UNKNOWN" || outcome.seq <= this.feed.head()) this.line.outcome(outcome);
    else this.feed.whenTold(outcome.seq, () => this.outcome(outcome));
  }

  /** News that is worth nothing later: dropped when the client does not read. Whether it was sent. */
  tell(text: string): boolean {
    if (this.#wire.unsent() > limits.unsentBytes) return false;
    this.#wire.send(text);
    return true;
  }

  /** The frame that asks for a sign of life and says what the view holds; null at a moment when that is not known. */
  ask(n: number, now: number): string | null {
    this.line.flush();
    if (this.line.held) return null;
    const view = this.state === "LIVE" ? this.summary() : { rows: 0, hash: 0 };
    return JSON.stringify({ frame: "ask", n, now, reach: this.feed.head(), ...view });
  }

  /** The view is given up; the client is told once and then nothing until it reconciles. */
  fallBehind(): void {
    if (this.state !== "LIVE" && this.state !== "LOADING") return;
    this.state = "BEHIND";
    this.line.pause();
    this.clear();
    this.#wire.send('{"frame":"behind"}');
  }

  end(): void {
    this.state = "ENDED";
    this.line.end();
    this.clear();
  }
}

/** What a page's frame takes around its rows, a thousand missing numbers included. */
const FRAME_BYTES = 20_000;

function firstPage<W>(rows: readonly PageRow<W>[]): readonly PageRow<W>[] {
  let bytes = FRAME_BYTES;
  const tooFar = rows.findIndex(({ text }, at) => {
    bytes += Buffer.byteLength(text) + 1;
    return at > 0 && (at >= limits.pageRows || bytes > limits.pageBytes);
  });
  return tooFar === -1 ? rows : rows.slice(0, tooFar);
}
