import { type QueueId, type TeamId, brand } from "../../../src/domain/id.ts";
import type { UserActor, VisitorActor } from "../../../src/node/access/actor.ts";
import { type AnySubscription, Feed } from "../../../src/node/feed/feed.ts";
import type { Timing, Wire } from "../../../src/node/feed/line.ts";
import type { AskFrame, ChangesFrame, ListFrame, NodeFrame } from "../../../src/protocol/frames.ts";
import type { WireRow } from "../../../src/protocol/rows.ts";
import { addToHash } from "../../../src/protocol/view-hash.ts";
import type { FakeCentre } from "./fake-centre.ts";

/** Time that a test moves by hand. */
export class HandTiming implements Timing {
  #soon: (() => void)[] = [];
  #later: { at: number; work: () => void }[] = [];
  now = 0;

  soon(work: () => void): void {
    this.#soon.push(work);
  }

  later(ms: number, work: () => void): () => void {
    const entry = { at: this.now + ms, work };
    this.#later.push(entry);
    return () => {
      this.#later = this.#later.filter((each) => each !== entry);
    };
  }

  /** Ends the present turn. */
  turn(): void {
    for (const work of this.#soon.splice(0)) work();
  }

  pass(ms: number): void {
    this.turn();
    this.now += ms;
    const due = this.#later.filter(({ at }) => at <= this.now);
    this.#later = this.#later.filter(({ at }) => at > this.now);
    for (const { work } of due) work();
    this.turn();
  }
}

/** One connection as its client sees it. */
export class Desk implements Wire {
  readonly frames: NodeFrame[] = [];
  readonly raw: string[] = [];
  readonly rows = new Map<number, WireRow>();
  readonly list = new Map<number, number>();
  readonly subscription: AnySubscription;
  holes = 0;
  stuffed = false;
  #lastN: number | null = null;

  readonly feed: Feed;

  constructor(feed: Feed, actor: UserActor | VisitorActor) {
    this.feed = feed;
    const subscription = feed.join(actor, this);
    if ("refused" in subscription) throw new Error(subscription.refused);
    this.subscription = subscription;
  }

  unsent(): number {
    return this.stuffed ? 10_000_000 : 0;
  }

  drained(): Promise<void> {
    return Promise.resolve();
  }

  send(text: string): void {
    this.raw.push(text);
    const frame = JSON.parse(text) as NodeFrame;
    this.frames.push(frame);
    if (frame.frame === "list") this.#list(frame);
    if (frame.frame === "page") {
      for (const row of frame.rows) this.#put(row);
      for (const number of frame.missing) this.list.delete(number);
    }
    if (frame.frame === "changes") this.#changes(frame);
  }

  get changes(): ChangesFrame[] {
    return this.frames.filter((each) => each.frame === "changes");
  }

  get isBehind(): boolean {
    return this.frames.at(-1)?.frame === "behind";
  }

  /** Reconciles and fetches whatever is lacking. */
  async sync(): Promise<void> {
    await this.subscription.reconcile();
    await this.fetchLacking();
  }

  async fetchLacking(): Promise<void> {
    for (;;) {
      const lacking = [...this.list].filter(
        ([number, seq]) => (this.rows.get(number)?.seq ?? 0) < seq,
      );
      if (lacking.length === 0) return;
      const numbers = lacking.slice(0, 1000).map(([number]) => number);
      await this.subscription.fetch(numbers);
    }
  }

  ids(kind?: string): string[] {
    const rows = [...this.rows.values()].filter((each) => kind === undefined || each.kind === kind);
    return rows.map(({ row }) => row.id).toSorted();
  }

  get hash(): number {
    let hash = 0;
    for (const { number, seq } of this.rows.values()) hash = addToHash(hash, number, seq);
    return hash;
  }

  ask(): AskFrame | null {
    const text = this.subscription.ask(1, 0);
    return text === null ? null : (JSON.parse(text) as AskFrame);
  }

  #list(frame: ListFrame): void {
    this.#lastN = frame.n;
    this.list.clear();
    for (const [number, seq] of frame.rows) this.list.set(number, seq);
    for (const number of this.rows.keys()) if (!this.list.has(number)) this.rows.delete(number);
  }

  #changes(frame: ChangesFrame): void {
    if (this.#lastN !== null && frame.n !== this.#lastN + 1) this.holes += 1;
    this.#lastN = frame.n;
    for (const row of frame.rows) this.#put(row);
    for (const { number } of frame.gone) {
      this.rows.delete(number);
      this.list.delete(number);
    }
  }

  #put(row: WireRow): void {
    if ((this.rows.get(row.number)?.seq ?? 0) < row.seq) this.rows.set(row.number, row);
  }
}

export function feedOver(centre: FakeCentre, timing: Timing, viewRows?: number): Feed {
  const { engine, reader } = centre;
  const room = viewRows === undefined ? {} : { viewRows };
  return new Feed({ engine, reader, workspaceId: "ws", timing, log: () => undefined, ...room });
}

export function person(
  id: string,
  role: "agent" | "supervisor" | "admin",
  queues: readonly string[],
  teams: readonly string[] = [],
): UserActor {
  return {
    kind: "USER",
    userId: brand(id),
    workspaceId: brand("ws"),
    name: id,
    username: id,
    roles: [role],
    teamIds: teams.map((each) => brand<TeamId>(each)),
    queueIds: queues.map((each) => brand<QueueId>(each)),
  };
}

export function visitorOf(interactionId: string): VisitorActor {
  return {
    kind: "VISITOR",
    workspaceId: brand("ws"),
    customerId: brand(`c-${interactionId}`),
    threadId: brand(`t-${interactionId}`),
    sourceId: brand("web"),
    name: "Vera",
  };
}
