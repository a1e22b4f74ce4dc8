import { type AgentId, type QueueId, brand } from "../../domain/id.ts";
import { addToHash } from "../../protocol/view-hash.ts";
import type { VisitorActor } from "../access/actor.ts";
import type { KeptRow, Reader } from "../store/store.ts";
import { type AudienceKey, audienceOf, keysOf, maySee } from "./audience.ts";
import type { Wire } from "./line.ts";
import type { Change, Mirror } from "./mirror.ts";
import { wireText } from "./place.ts";
import { type FeedSide, type PageRow, Subscription } from "./subscription.ts";

interface VisitorRow {
  readonly kind: "MESSAGE";
  readonly id: string;
  readonly number: number;
  readonly seq: number;
  readonly text: string;
  readonly interactionId: string;
}

export interface VisitorParts {
  readonly feed: FeedSide;
  readonly wire: Wire;
  readonly mirror: Mirror;
  readonly reader: Pick<Reader, "thread">;
}

/** The view of a customer: the public messages of one thread, and nothing else. */
export class VisitorSubscription extends Subscription<VisitorRow> {
  readonly keys: ReadonlySet<AudienceKey>;
  readonly #actor: VisitorActor;
  readonly #parts: VisitorParts;
  readonly #rows = new Map<number, VisitorRow>();
  #hash = 0;

  constructor(parts: VisitorParts, actor: VisitorActor) {
    super(parts.feed, parts.wire);
    this.#parts = parts;
    this.#actor = actor;
    this.keys = keysOf(actor);
  }

  apply(changes: readonly Change[]): void {
    if (this.state !== "LIVE" && this.state !== "LOADING") return;
    for (const { place } of changes) {
      if (place.kind !== "MESSAGE" || place.kept?.kind !== "MESSAGE") continue;
      const row = this.#take(place.kept);
      if (row !== null && this.state === "LIVE") this.line.row(row, true);
    }
    if (this.state === "LIVE") this.line.urge();
  }

  holds(interactionId: string): boolean {
    const home = this.#parts.mirror.interaction(interactionId);
    return home?.facts.threadId === this.#actor.threadId;
  }

  protected async load(ready: (cut: boolean) => void): Promise<void> {
    // What is told while we read is taken over by `apply`: nothing falls between.
    const rows = await this.#parts.reader.thread(this.#actor.threadId, true);
    for (const row of rows) if (row.seq <= this.feed.head()) this.#take(row);
    ready(false);
  }

  #take(kept: KeptRow<"MESSAGE">): VisitorRow | null {
    const { threadId, kind, id, interactionId } = kept.row;
    if (threadId !== this.#actor.threadId || !this.#sees(kept)) return null;
    if (this.#rows.has(kept.number)) return null;
    // A customer learns what colleagues are called, not who they are in here.
    const shown = kind === "AGENT" ? { ...kept.row, authorId: "" } : kept.row;
    const text = wireText(kept, JSON.stringify(shown));
    const { number, seq } = kept;
    const row: VisitorRow = { kind: "MESSAGE", id, number, seq, text, interactionId };
    this.#rows.set(number, row);
    this.#hash = addToHash(this.#hash, number, seq);
    return row;
  }

  /** Of the customer's own thread; whoever serves it makes no difference to them. */
  #sees(kept: KeptRow<"MESSAGE">): boolean {
    const { customerId, workspaceId } = this.#actor;
    const home = {
      customerId,
      queueId: brand<QueueId>(""),
      agentId: brand<AgentId>(""),
      ownerId: brand<AgentId>(""),
    };
    return maySee(
      this.keys,
      audienceOf(kept, workspaceId, () => home),
    );
  }

  protected textOf(row: VisitorRow): string {
    return row.text;
  }

  protected wasSent(): void {
    // Nobody waits for a receipt of these.
  }

  protected list(): readonly (readonly [number, number])[] {
    return Array.from(this.#rows.values(), ({ number, seq }) => [number, seq] as const);
  }

  protected clear(): void {
    this.#rows.clear();
    this.#hash = 0;
  }

  protected summary(): { rows: number; hash: number } {
    return { rows: this.#rows.size, hash: this.#hash };
  }

  protected find(numbers: readonly number[]): Promise<readonly PageRow<VisitorRow>[]> {
    const rows = numbers.flatMap((number) => this.#rows.get(number) ?? []);
    return Promise.resolve(rows.map((what) => ({ what, text: what.text })));
  }

  protected stillHas(row: VisitorRow): boolean {
    return this.#rows.get(row.number) === row;
  }
}
