import { refuse, type Refusal } from "../../domain/refusal.ts";
import type { Actor } from "../access/actor.ts";
import { agentIdOf } from "../access/actor.ts";
import type { Committed, Engine } from "../engine/api.ts";
import { type OfferId, brand, type TaskId } from "../../domain/id.ts";
import type { Reader } from "../store/store.ts";
import type { AudienceKey } from "./audience.ts";
import type { Timing, Wire } from "./line.ts";
import { type Change, Mirror } from "./mirror.ts";
import { PersonSubscription } from "./person-subscription.ts";
import type { TaskPlace } from "./place.ts";
import type { FeedSide } from "./subscription.ts";
import { VisitorSubscription } from "./visitor-subscription.ts";

export interface FeedParts {
  readonly engine: Engine;
  readonly reader: Reader;
  readonly workspaceId: string;
  readonly timing: Timing;
  readonly log: (line: string) => void;
  /** Rows a view may hold; the protocol's limit unless a test says otherwise. */
  readonly viewRows?: number;
}

/** A person's or a customer's. */
export type AnySubscription = PersonSubscription | VisitorSubscription;

const SLIM_EVERY_MS = 60_000;

/** Brings each commit to the connections it concerns, found by the keys of its rows, never by asking all. */
export class Feed {
  readonly mirror: Mirror;
  readonly #parts: FeedParts;
  readonly #byKey = new Map<AudienceKey, Set<AnySubscription>>();
  readonly #side: FeedSide;
  readonly #endings: (() => void)[] = [];
  #waiting: { readonly seq: number; readonly work: () => void }[] = [];
  #callOffSlim: () => void = () => undefined;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    const { engine, reader, workspaceId, timing, log } = parts;
    this.mirror = new Mirror({ engine, reader, workspaceId });
    this.#side = {
      feedId: () => engine.feedId,
      head: () => this.mirror.head,
      whenTold: (seq, work) => this.#waiting.push({ seq, work }),
      timing,
      log,
    };
    this.#endings.push(
      engine.onCommit((committed) => this.#tell(committed)),
      engine.onReload(() => this.#reload()),
    );
    this.#slimLater();
  }

  get head(): number {
    return this.mirror.head;
  }

  /** A connection's part of the feed; connectors have none. */
  join(actor: Actor, wire: Wire): AnySubscription | Refusal {
    const subscription = this.#subscribe(actor, wire);
    if ("refused" in subscription) return subscription;
    for (const key of subscription.keys) this.#index(key, subscription);
    return subscription;
  }

  leave(subscription: AnySubscription): void {
    for (const key of subscription.keys) this.#unindex(key, subscription);
    subscription.end();
    this.mirror.sweep();
  }

  /** A person's queues, teams or roles have changed: other rows concern the connection from now on. */
  async rekey(subscription: PersonSubscription, change: () => Promise<void>): Promise<void> {
    for (const key of subscription.keys) this.#unindex(key, subscription);
    const changed = change();
    for (const key of subscription.keys) this.#index(key, subscription);
    await changed;
  }

  /** Those who may see this interaction and have it in their view. */
  holding(interactionId: string): ReadonlySet<AnySubscription> {
    const place = this.mirror.interaction(interactionId);
    if (place === undefined) return new Set();
    const keys: AudienceKey[] = [...place.keys, `visitor:${place.facts.customerId}`];
    const found = keys.flatMap((key) => [...(this.#byKey.get(key) ?? [])]);
    return new Set(found.filter((each) => each.holds(interactionId)));
  }

  stop(): void {
    for (const end of this.#endings) end();
    this.#callOffSlim();
  }

  #subscribe(actor: Actor, wire: Wire): AnySubscription | Refusal {
    const { mirror } = this;
    const { reader, engine, viewRows } = this.#parts;
    switch (actor.kind) {
      case "USER": {
        const agentId = agentIdOf(actor);
        const offerSent = (place: TaskPlace): void => {
          if (agentId === null || place.facts.offerId === null) return;
          const offerId = brand<OfferId>(place.facts.offerId);
          engine.receipt({ agentId, taskId: brand<TaskId>(place.id), offerId, stage: "SENT" });
        };
        const parts = {
          feed: this.#side,
          wire,
          mirror,
          reader,
          now: () => engine.now(),
          offerSent,
        };
        const room = viewRows === undefined ? {} : { viewRows };
        return new PersonSubscription({ ...parts, ...room }, actor);
      }
      case "VISITOR":
        return new VisitorSubscription(
          { feed: this.#side, wire, mirror, reader, live: engine.live },
          actor,
        );
      case "CONNECTOR":
        return refuse("NOT_PERMITTED", "a connector speaks over HTTP");
    }
  }

  #tell(committed: Committed): void {
    const concerned: AnySubscription[] = [];
    for (const change of this.mirror.apply(committed)) {
      const { place } = change;
      for (const key of place.keys) this.#gather(key, change, concerned);
      // The customer is told how it stands; the row itself is not theirs to see, and so has no key of theirs.
      if (place.kind === "INTERACTION")
        this.#gather(`visitor:${place.facts.customerId}`, change, concerned);
      if (change.keysBefore === change.place.keys) continue;
      for (const key of change.keysBefore) this.#gather(key, change, concerned);
    }
    for (const subscription of concerned) subscription.take();
    this.mirror.sweep();
    this.#runWaiting();
  }

  #gather(key: AudienceKey, change: Change, concerned: AnySubscription[]): void {
    const subscriptions = this.#byKey.get(key);
    if (subscriptions === undefined) return;
    for (const subscription of subscriptions) {
      const { inbox } = subscription;
      if (inbox.length === 0) concerned.push(subscription);
      // Whoever holds several of its keys is found several times in a row.
      if (inbox.at(-1) !== change) inbox.push(change);
    }
  }

  #runWaiting(): void {
    if (this.#waiting.length === 0) return;
    const told = this.#waiting.filter(({ seq }) => seq <= this.mirror.head);
    if (told.length === 0) return;
    this.#waiting = this.#waiting.filter(({ seq }) => seq > this.mirror.head);
    for (const { work } of told) work();
  }

  #reload(): void {
    for (const subscription of this.#all()) subscription.fallBehind();
    this.mirror.reload();
    this.#runWaiting();
  }

  #all(): Set<AnySubscription> {
    return new Set(Array.from(this.#byKey.values(), (each) => [...each]).flat());
  }

  #slimLater(): void {
    this.#callOffSlim = this.#parts.timing.later(SLIM_EVERY_MS, () => {
      this.mirror.slim();
      this.#slimLater();
    });
  }

  #index(key: AudienceKey, subscription: AnySubscription): void {
    const present = this.#byKey.get(key);
    if (present === undefined) this.#byKey.set(key, new Set([subscription]));
    else present.add(subscription);
  }

  #unindex(key: AudienceKey, subscription: AnySubscription): void {
    const present = this.#byKey.get(key);
    present?.delete(subscription);
    if (present?.size === 0) this.#byKey.delete(key);
  }
}
