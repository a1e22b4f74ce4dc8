import { Subscription, type Subject, skip } from "rxjs";
import { commandSpecs, type Outcome } from "../protocol/commands.ts";
import type { InteractionId, OfferId, TaskId } from "../domain/id.ts";
import type { CountersFrame, TypingNewsFrame } from "../protocol/frames.ts";
import type { DeskClock } from "./desk-clock.ts";
import type { DeskParts, Identity } from "./desk.ts";
import { Leader } from "./leader.ts";
import { Leadership } from "./leadership.ts";
import type { LineState } from "./line-state.ts";
import type { Outbox } from "./outbox.ts";
import type { Replica } from "./replica.ts";
import type { State } from "./state.ts";
import { type Stores, removeReplica } from "./stores.ts";
import { type LeaderStatus, type TabMessage, TabTalk } from "./tab-talk.ts";
import { Watching } from "./watching.ts";

export interface PageRoleParts {
  readonly desk: DeskParts;
  readonly stores: Stores;
  readonly replica: Replica;
  readonly outbox: Outbox;
  readonly state: State;
  readonly clock: DeskClock;
  readonly line: LineState;
  readonly identity: () => Identity;
  readonly identified: (identity: Identity) => void;
  readonly counters: Subject<CountersFrame>;
  readonly typingNews: Subject<TypingNewsFrame>;
  /** Another page of this person signed out. */
  readonly signedOut: () => void;
}

const TYPING_EVERY_MS = 2000;

/** What this page is to its profile: the one that leads and speaks with the node, or one that follows it. */
export class PageRole {
  readonly #parts: PageRoleParts;
  readonly #talk: TabTalk;
  readonly #leadership: Leadership;
  readonly #watching: Watching;
  readonly #subscriptions = new Subscription();
  #leader: Leader | null = null;
  #hiddenAt: number | null = null;
  #typedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: PageRoleParts) {
    this.#parts = parts;
    const { desk, stores } = parts;
    this.#talk = new TabTalk(desk.channel(stores.name), (message) => this.#heard(message));
    this.#watching = new Watching(desk.newId());
    this.#leadership = new Leadership({
      name: stores.name,
      locks: desk.locks,
      leads: desk.leads,
      visible$: desk.visible$,
      monotonic: desk.monotonic,
      after: desk.after,
      random: desk.random,
      began: () => this.#lead(),
      lost: () => this.#loseLead(),
      ask: () => this.#talk.post({ say: "WHO" }),
    });
  }

  start(): void {
    const { desk, line } = this.#parts;
    this.#subscriptions.add(desk.visible$.subscribe((visible) => this.#seen(visible)));
    this.#subscriptions.add(line.connection.pipe(skip(1)).subscribe(() => this.#tellStatus()));
    this.#talk.post({ say: "WHO" });
    this.#leadership.start();
  }

  get leads(): boolean {
    return this.#leader !== null;
  }

  pump(): void {
    this.#leader?.pump();
  }

  receipt(taskId: TaskId, offerId: OfferId, stage: "RECEIVED" | "SHOWN"): void {
    this.#toLeader({ say: "RECEIPT", taskId, offerId, stage });
  }

  watch(interactionIds: readonly InteractionId[]): void {
    this.#toLeader(this.#watching.own(interactionIds));
  }

  hurry(): void {
    this.#toLeader({ say: "HURRY" });
  }

  /** Called at every key: the node hears of it now and then. */
  typing(interactionId: InteractionId): void {
    const now = this.#parts.desk.monotonic();
    if (now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    this.#toLeader({ say: "TYPED", interactionId });
  }

  sayGoodbye(): void {
    this.#talk.post({ say: "SIGNED_OUT" });
  }

  async close(): Promise<void> {
    this.#subscriptions.unsubscribe();
    if (this.#leader === null) this.#talk.post(this.#watching.own([]));
    const leader = this.#leader;
    this.#leader = null;
    await leader?.close();
    this.#leadership.close();
    this.#talk.close();
  }

  #lead(): void {
    const { desk, stores, replica, outbox, clock, line, state } = this.#parts;
    this.#leader = new Leader({
      desk,
      identity: this.#parts.identity(),
      stores,
      replica,
      outbox,
      clock,
      line,
      isSeen: () => this.#hiddenAt === null,
      saveCheckpoint: (checkpoint) => state.saveCheckpoint(checkpoint),
      saveHeardAt: (at) => state.saveHeardAt(at),
      watched: () => this.#watching.frame(),
      welcomed: ({ nodeId, nodeName, me }) => this.#parts.identified({ nodeId, nodeName, me }),
      told: (outcome) => this.#talk.post({ say: "OUTCOME", outcome }),
      counters: (frame) => this.#news({ say: "COUNTERS", frame }),
      typing: (frame) => this.#news({ say: "TYPING", frame }),
    });
    this.#watching.forgetOthers();
    this.#talk.post({ say: "WATCHING?" });
    void this.#removeOldReplicas();
  }

  #loseLead(): void {
    this.#leader?.stop();
    this.#leader = null;
    this.#parts.clock.follow(this.#parts.clock.offsetMs, this.#parts.clock.known);
    this.#talk.post({ say: "WHO" });
    this.#talk.post(this.#watching.mine());
  }

  /** Replicas of earlier shapes, which no page of this version opens again. */
  async #removeOldReplicas(): Promise<void> {
    const { state, stores, desk } = this.#parts;
    const older = (await state.replicas()).filter((name) => name !== stores.replicaName);
    if (older.length === 0) return;
    await Promise.all(older.map((name) => removeReplica(name, desk.storage)));
    await state.keepReplicas([stores.replicaName]);
  }

  #toLeader(message: TabMessage): void {
    if (this.#leader === null) this.#talk.post(message);
    else this.#serve(message);
  }

  #news(message: TabMessage & ({ say: "COUNTERS" } | { say: "TYPING" })): void {
    this.#talk.post(message);
    this.#heard(message);
  }

  #heard(message: TabMessage): void {
    switch (message.say) {
      case "COUNTERS":
        return this.#parts.counters.next(message.frame);
      case "TYPING":
        return this.#parts.typingNews.next(message.frame);
      case "SIGNED_OUT":
        this.#parts.line.refused("SIGNED_OUT");
        return this.#parts.signedOut();
      case "STATUS":
        return this.#leader === null ? this.#follow(message.status) : undefined;
      case "OUTCOME":
        return this.#leader === null ? this.#settle(message.outcome) : undefined;
      case "WATCHING?":
        return this.#talk.post(this.#watching.mine());
      default:
        if (this.#leader !== null) this.#serve(message);
    }
  }

  /** What the leading page does for the others, and for itself. */
  #serve(message: TabMessage): void {
    switch (message.say) {
      case "WHO":
        return this.#tellStatus();
      case "HURRY":
        return this.#leader?.hurry();
      case "RECEIPT": {
        const { taskId, offerId, stage } = message;
        return this.#leader?.send({ frame: "receipt", taskId, offerId, stage });
      }
      case "WATCH":
        this.#watching.hear(message);
        return this.#leader?.send(this.#watching.frame());
      case "TYPED":
        return this.#leader?.send({ frame: "typing", interactionId: message.interactionId });
      default:
    }
  }

  #seen(visible: boolean): void {
    this.#hiddenAt = visible ? null : this.#parts.desk.monotonic();
    if (visible) this.#leader?.hurry();
    this.#tellStatus();
  }

  #tellStatus(): void {
    if (this.#leader === null) return;
    const { line, clock, identity, desk } = this.#parts;
    const hiddenForMs = this.#hiddenAt === null ? null : desk.monotonic() - this.#hiddenAt;
    const { offsetMs, known: clockKnown } = clock;
    const connection = line.value;
    this.#talk.post({
      say: "STATUS",
      status: { connection, identity: identity(), offsetMs, clockKnown, hiddenForMs },
    });
  }

  #follow({ connection, identity, offsetMs, clockKnown, hiddenForMs }: LeaderStatus): void {
    this.#leadership.heard(hiddenForMs);
    this.#parts.clock.follow(offsetMs, clockKnown);
    this.#parts.identified(identity);
    this.#parts.line.follow(connection);
  }

  /** The outcome of a command this page asked for, which the leading page sent. */
  #settle(outcome: Outcome): void {
    const { outbox } = this.#parts;
    const id = outcome.commandId;
    if (!outbox.isAsked(id) || outcome.end === "UNKNOWN") return;
    if (outcome.end === "APPLIED")
      return outbox.settle(id, { end: "APPLIED", reply: outcome.reply });
    const { code, detail } = outcome;
    outbox.settle(id, { end: "REFUSED", code, ...(detail === undefined ? {} : { detail }) });
    const entry = outbox.entry(id);
    if (entry !== null && commandSpecs[entry.command.type].offline === "refused")
      void outbox.erase([id]);
  }
}
