import { type AgentId, type QueueId, brand } from "../../domain/id.ts";
import type { ConversationFrame } from "../../protocol/frames.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { addToHash } from "../../protocol/view-hash.ts";
import type { VisitorActor } from "../access/actor.ts";
import type { LiveRows } from "../engine/api.ts";
import type { KeptRow, Reader } from "../store/store.ts";
import { type AudienceKey, audienceOf, keysOf, maySee } from "./audience.ts";
import type { Wire } from "./line.ts";
import type { Change, Mirror } from "./mirror.ts";
import { wireText } from "./place.ts";
import { conversationShown, rowShown } from "./shown-to-customer.ts";
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
  readonly reader: Pick<Reader, "thread" | "fetch">;
  readonly live: Pick<LiveRows, "row">;
}

/** The view of a customer: what of one thread is for them, how their conversation stands, and nothing else. */
export class VisitorSubscription extends Subscription<VisitorRow> {
  readonly keys: ReadonlySet<AudienceKey>;
  readonly #actor: VisitorActor;
  readonly #parts: VisitorParts;
  readonly #rows = new Map<number, VisitorRow>();
  #hash = 0;
  /** The present conversation, or the last. */
  #interaction: InteractionRow | null = null;
  /** How it stood when that was told last. */
  #told = "";

  constructor(parts: VisitorParts, actor: VisitorActor) {
    super(parts.feed, parts.wire);
    this.#parts = parts;
    this.#actor = actor;
    this.keys = keysOf(actor);
  }

  apply(changes: readonly Change[]): void {
    if (this.state !== "LIVE" && this.state !== "LOADING") return;
    for (const { place } of changes) {
      if (place.kept?.kind === "INTERACTION") this.#look(place.kept.row);
      if (place.kind !== "MESSAGE" || place.kept?.kind !== "MESSAGE") continue;
      const row = this.#take(place.kept);
      if (row !== null && this.state === "LIVE") this.line.row(row, true);
    }
    if (this.state !== "LIVE") return;
    this.line.urge();
    this.#tellConversation();
  }

  /** What was dropped because the customer did not read is told here at last. */
  override ask(n: number, now: number): string | null {
    if (this.state === "LIVE") this.#tellConversation();
    return super.ask(n, now);
  }

  holds(interactionId: string): boolean {
    const home = this.#parts.mirror.interaction(interactionId);
    return home?.facts.threadId === this.#actor.threadId;
  }

  protected async load(ready: (cut: boolean) => void): Promise<void> {
    // What is told while we read is taken over by `apply`: nothing falls between.
    const rows = await this.#parts.reader.thread(this.#actor.threadId, true);
    for (const row of rows) if (row.seq <= this.feed.head()) this.#take(row);
    await this.#lookUp(rows.at(-1)?.row.interactionId ?? null);
    ready(false);
    this.#told = "";
    if (this.state === "LIVE") this.#tellConversation();
  }

  /** A committed one alone: what is decided and not kept yet comes with its commit. */
  async #lookUp(lastId: string | null): Promise<void> {
    if (this.#interaction !== null || lastId === null) return;
    const place = this.#parts.mirror.interaction(lastId);
    if (place?.kept?.kind === "INTERACTION") return this.#look(place.kept.row);
    const found = await this.#parts.reader.fetch([{ kind: "INTERACTION", id: lastId }]);
    // What a commit has told meanwhile is as new or newer.
    if (this.#interaction !== null) return;
    for (const kept of found) if (kept.kind === "INTERACTION") this.#look(kept.row);
  }

  /** A conversation begun later takes the place of the one before. */
  #look(row: InteractionRow): void {
    if (row.threadId !== this.#actor.threadId) return;
    const present = this.#interaction;
    if (present === null || present.id === row.id || present.createdAt <= row.createdAt)
      this.#interaction = row;
  }

  #tellConversation(): void {
    const conversation = conversationShown(this.#interaction, this.#parts.live);
    const text = JSON.stringify({
      frame: "conversation",
      conversation,
    } satisfies ConversationFrame);
    if (text !== this.#told && this.tell(text)) this.#told = text;
  }

  #take(kept: KeptRow<"MESSAGE">): VisitorRow | null {
    const { threadId, id, interactionId } = kept.row;
    if (threadId !== this.#actor.threadId || !this.#sees(kept)) return null;
    if (this.#rows.has(kept.number)) return null;
    const shown = rowShown(kept.row);
    if (shown === null) return null;
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
    this.#interaction = null;
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
