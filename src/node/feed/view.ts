import type { Instant } from "../../domain/time.ts";
import { addToHash, takeFromHash } from "../../protocol/view-hash.ts";
import type { Change, Mirror } from "./mirror.ts";
import type { InteractionPlace, OtherPlace, Place, TalkPlace, TaskPlace } from "./place.ts";
import { isOver } from "./place.ts";
import {
  RECENT_MS,
  type Scope,
  belongsInteraction,
  bringsInteraction,
  bringsQueue,
  ownsOther,
  ownsTask,
} from "./scope.ts";

/** What a view tells when it changes. */
export interface ViewNews {
  /** `fresh` when the person has not had this row before. */
  row(place: Place, fresh: boolean): void;
  gone(place: Place): void;
  /** The person's own offer began, changed or ended. */
  offer(place: TaskPlace): void;
  /** It belongs in the view as soon as its conversation has been read. */
  missing(interactionId: string): void;
  /** There was no room for it. */
  full(): void;
}

/** The rows that belong on one connection, kept up with every commit. */
export class View {
  readonly #mirror: Mirror;
  readonly #limit: number;
  readonly #rows = new Map<number, { place: Place; seq: number }>();
  /** The tasks of the view that bring each interaction. */
  readonly #brought = new Map<string, Set<number>>();
  /** Tasks on offer to this person, with the offer. */
  readonly #offers = new Map<number, string>();
  #scope: Scope;
  #hash = 0;
  #oldestEnd = Number.POSITIVE_INFINITY;

  constructor(mirror: Mirror, scope: Scope, limit: number) {
    this.#mirror = mirror;
    this.#scope = scope;
    this.#limit = limit;
  }

  get size(): number {
    return this.#rows.size;
  }
  get hash(): number {
    return this.#hash;
  }
  get scope(): Scope {
    return this.#scope;
  }
  set scope(scope: Scope) {
    this.#scope = scope;
  }

  list(): (readonly [number, number])[] {
    return Array.from(this.#rows, ([number, { seq }]) => [number, seq] as const);
  }

  get(number: number): Place | undefined {
    return this.#rows.get(number)?.place;
  }

  /** Whether something in it has been over for so long that it no longer belongs. */
  isStale(now: Instant): boolean {
    return this.#oldestEnd <= now - RECENT_MS;
  }

  /** Looks at what a commit has changed, tasks first, then their interactions, then what was said in them. */
  apply(changes: readonly Change[], now: Instant, news: ViewNews): void {
    const touched: string[] = [];
    for (const { place } of changes) {
      switch (place.kind) {
        case "TASK":
          if (this.#lookAtTask(place, now, news)) touched.push(place.facts.interactionId);
          break;
        case "INTERACTION":
          this.#lookAtInteraction(place.id, { now, news, changed: true });
          break;
        default:
          this.#lookAtRest(place, news);
      }
    }
    // Those of the commit itself have been looked at after its tasks; looking again changes nothing.
    for (const id of touched) this.#lookAtInteraction(id, { now, news, changed: false });
  }

  /** Looks anew at interactions whose rows have not changed: their conversation has come, or they are watched. */
  reconsider(interactionIds: Iterable<string>, now: Instant, news: ViewNews): void {
    for (const id of interactionIds) this.#lookAtInteraction(id, { now, news, changed: false });
  }

  /** Makes the view exactly these rows and tells the difference. */
  become(target: ReadonlyMap<number, Place>, news: ViewNews): void {
    for (const [number, { place }] of this.#rows) {
      if (target.get(number) !== place) this.#remove(place, news);
    }
    this.#oldestEnd = Number.POSITIVE_INFINITY;
    for (const place of target.values()) {
      if (place.kind === "TASK") this.#followOffer(place, news);
      this.#put(place, news);
      this.#noteEnd(place);
    }
  }

  /** Lets go of every row without telling anybody. */
  clear(): void {
    for (const { place } of this.#rows.values()) this.#mirror.release(place);
    for (const map of [this.#rows, this.#brought, this.#offers]) map.clear();
    this.#hash = 0;
    this.#oldestEnd = Number.POSITIVE_INFINITY;
  }

  /** True when its interaction is brought here by it now, or no longer. */
  #lookAtTask(place: TaskPlace, now: Instant, news: ViewNews): boolean {
    const had = this.#rows.has(place.number);
    const belongs = ownsTask(this.#scope, place, now);
    this.#followOffer(place, news);
    if (!had && !belongs) return false;
    const brought = this.#brought.has(place.facts.interactionId);
    if (!belongs) this.#remove(place, news);
    else if (had || this.#hasRoom(place, news)) this.#put(place, news);
    const queue = bringsQueue(this.#scope, place) ? this.#mirror.queue(place.facts.queueId) : null;
    if (queue) this.#put(queue, news);
    return brought !== this.#brought.has(place.facts.interactionId);
  }

  #followOffer(place: TaskPlace, news: ViewNews): void {
    const mine = place.facts.agentId !== "" && place.facts.agentId === this.#scope.agentId;
    const offerId = mine ? place.facts.offerId : null;
    const before = this.#offers.get(place.number) ?? null;
    if (offerId === before) return;
    if (offerId === null) this.#offers.delete(place.number);
    else this.#offers.set(place.number, offerId);
    news.offer(place);
  }

  #lookAtInteraction(id: string, look: { now: Instant; news: ViewNews; changed: boolean }): void {
    const { now, news, changed } = look;
    const place = this.#mirror.interaction(id);
    if (place === undefined) return;
    const had = this.#rows.has(place.number);
    const brought = this.#brought.has(id);
    if (!belongsInteraction(this.#scope, place, { now, brought })) {
      if (had) this.#leave(place, news);
      return;
    }
    if (had) {
      if (changed) this.#put(place, news);
      return;
    }
    if (!this.#mirror.conversations.isComplete(id)) return news.missing(id);
    if (!this.#hasRoom(place, news)) return;
    this.#put(place, news);
    for (const talk of this.#mirror.conversations.of(id)) this.#put(talk, news);
  }

  #leave(place: InteractionPlace, news: ViewNews): void {
    this.#remove(place, news);
    for (const talk of this.#mirror.conversations.of(place.id)) this.#remove(talk, news);
  }

  #lookAtRest(place: TalkPlace | OtherPlace, news: ViewNews): void {
    if ("interactionId" in place) {
      const home = this.#mirror.interaction(place.interactionId);
      if (home !== undefined && this.#rows.has(home.number)) this.#put(place, news);
    } else if (ownsOther(this.#scope, place) || this.#isBroughtQueue(place)) this.#put(place, news);
    else this.#remove(place, news);
  }

  /** Asked where a setting has changed, which is seldom. */
  #isBroughtQueue(place: OtherPlace): boolean {
    for (const { place: task } of this.#rows.values())
      if (task.kind === "TASK" && bringsQueue(this.#scope, task))
        if (this.#mirror.queue(task.facts.queueId) === place) return true;
    return false;
  }

  /** Own work always finds room; what merely waits does not displace what is there. */
  #hasRoom(place: TaskPlace | InteractionPlace, news: ViewNews): boolean {
    if (this.#rows.size < this.#limit) return true;
    const own = place.facts.agentId !== "" && place.facts.agentId === this.#scope.agentId;
    if (!own) news.full();
    return own;
  }

  #put(place: Place, news: ViewNews): void {
    const had = this.#rows.get(place.number);
    if (had?.place === place) {
      if (had.seq === place.seq) return;
      this.#hash = takeFromHash(this.#hash, place.number, had.seq);
      had.seq = place.seq;
    } else {
      this.#rows.set(place.number, { place, seq: place.seq });
      this.#mirror.hold(place);
    }
    this.#hash = addToHash(this.#hash, place.number, place.seq);
    if (place.kind === "TASK") this.#bring(place, bringsInteraction(place));
    this.#noteEnd(place);
    news.row(place, had === undefined);
  }

  #remove(place: Place, news: ViewNews): void {
    const had = this.#rows.get(place.number);
    if (had === undefined) return;
    this.#rows.delete(place.number);
    this.#hash = takeFromHash(this.#hash, place.number, had.seq);
    this.#mirror.release(place);
    if (place.kind === "TASK") this.#bring(place, false);
    news.gone(place);
  }

  #bring(task: TaskPlace, brings: boolean): void {
    const { interactionId } = task.facts;
    const by = this.#brought.get(interactionId);
    if (brings && by === undefined) this.#brought.set(interactionId, new Set([task.number]));
    else if (brings) by?.add(task.number);
    else if (by?.delete(task.number) === true && by.size === 0) this.#brought.delete(interactionId);
  }

  #noteEnd(place: Place): void {
    if (place.kind === "TASK" && isOver(place)) this.#endsAt(place.facts.closedAt);
    // What is watched may be as old as it likes: it would make the view stale for ever.
    if (place.kind !== "INTERACTION" || this.#scope.watched.has(place.id)) return;
    if (isOver(place)) this.#endsAt(place.facts.completedAt);
  }

  #endsAt(instant: Instant): void {
    this.#oldestEnd = Math.min(this.#oldestEnd, instant);
  }
}
