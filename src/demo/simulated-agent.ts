import type { TaskRow } from "../protocol/rows/task-row.ts";
import { type MessageId, brand } from "../domain/id.ts";
import type { BodyOf, CommandType } from "../protocol/commands.ts";
import type { Desk } from "./contact.ts";
import type { Dice } from "./dice.ts";
import type { Pace } from "./pace.ts";
import { type KnownLine, addressed, keyOf, phrase } from "./stories.ts";

export interface AgentParts {
  readonly newId: () => string;
  readonly desk: Desk;
  readonly pace: Pace;
  readonly dice: Dice;
  readonly known: ReadonlyMap<string, KnownLine>;
}

const looksEveryMs = 5000;
/** Of the looks at which nothing waits, so many end in a rest: one in some five minutes. */
const restChance = 0.016;
/** A rest, also the one after a missed offer, is over by itself: the demo has to hold all day. */
const restMs = { least: 20_000, most: 90_000 };
const customerQuietMs = 60_000;
const tryAgainMs = 20_000;

/** Somebody at a desk: takes offers, sometimes too late, answers, notes, resolves, and fills in the form. */
export class SimulatedAgent {
  readonly #parts: AgentParts;
  /** What is already being done, by what it is about, and how to leave it: each is begun once. */
  readonly #begun = new Map<string, () => void>();
  /** Tasks in which both sides have said goodbye. */
  readonly #goodbyes = new Set<string>();
  #restsUntil: number | null = null;

  constructor(parts: AgentParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#look();
    this.changed();
  }

  /** Something on the desk has changed. */
  changed(): void {
    const { view } = this.#parts.desk;
    const me = view.agent?.id;
    if (me === undefined) return;
    const own = view.tasks.filter((task) => task.agentId === me && task.taskState !== "CLOSED");
    const wanted = new Set(own.map((task) => this.#turnTo(task)));
    for (const [about, callOff] of this.#begun) {
      if (wanted.has(about)) continue;
      callOff();
      this.#begun.delete(about);
    }
  }

  /** Sees to it that what this task needs now is under way; the answer names it. */
  #turnTo(task: TaskRow): string {
    if (task.mediaState === "RESERVED") {
      const about = `offer ${task.offer?.id}`;
      return this.#once(about, () => this.#answerOffer(about, task));
    }
    if (task.taskState === "WRAP_UP") {
      const about = `wrap-up ${task.id}`;
      return this.#once(about, () => this.#wrapUp(about, task));
    }
    const about = `${task.lastLineBy} ${task.id} ${task.lastMessageAt}`;
    const answers = task.lastLineBy === "CUSTOMER";
    return this.#once(about, () =>
      answers ? this.#reply(about, task) : this.#closeWhenQuiet(about, task),
    );
  }

  #once(about: string, begin: () => () => void): string {
    if (!this.#begun.has(about)) this.#begun.set(about, begin());
    return about;
  }

  /** Done, or, when the node would not have it, looked at once more in a while. */
  #do<T extends CommandType>(about: string, type: T, body: BodyOf<T>): void {
    void this.#parts.desk.command(type, body).then((outcome) => {
      if (outcome.end === "APPLIED") return;
      this.#parts.pace.after(tryAgainMs, () => {
        this.#begun.delete(about);
        this.changed();
      });
    });
  }

  #answerOffer(about: string, task: TaskRow): () => void {
    const { desk, dice, pace } = this.#parts;
    const { offer } = task;
    if (offer?.state !== "PENDING") return () => undefined;
    desk.received(task);
    desk.shown(task);
    const ids = { taskId: task.id, offerId: offer.id };
    // Away from the desk: the offer runs out.
    if (dice.chance(0.05)) return () => undefined;
    if (dice.chance(0.05)) {
      const reason = phrase(dice, "declines");
      const declines = () => this.#do(about, "offer.decline", { ...ids, reason });
      return pace.after(dice.between(2000, 6000), declines);
    }
    return pace.after(dice.between(2000, 9000), () => this.#do(about, "offer.accept", ids));
  }

  #reply(about: string, task: TaskRow): () => void {
    const { desk, dice, pace } = this.#parts;
    const line = this.#parts.known.get(keyOf(task.lastLine));
    const { interactionId } = task;
    const thinkingMs = dice.between(7000, 26_000);
    const body = addressed(line?.answer ?? phrase(dice, "replies"), task.customerName);
    const note = dice.chance(0.12) ? phrase(dice, "notes") : null;
    const typing = pace.after(thinkingMs * 0.6, () => desk.typing(task));
    const writing = pace.after(thinkingMs, () => {
      if (line?.last === true) this.#goodbyes.add(task.id);
      this.#do(about, "message.post", { interactionId, messageId: this.#messageId(), body });
      if (note === null) return;
      const messageId = this.#messageId();
      this.#do(about, "note.add", { interactionId, messageId, body: note });
    });
    return () => {
      typing();
      writing();
    };
  }

  /** After the goodbyes soon; after an answer only when the customer stays silent. */
  #closeWhenQuiet(about: string, task: TaskRow): () => void {
    const { dice, pace } = this.#parts;
    const saidGoodbye = this.#goodbyes.has(task.id);
    const wait = saidGoodbye
      ? dice.between(3000, 9000)
      : customerQuietMs + dice.exponential(customerQuietMs);
    const givesBack = !saidGoodbye && dice.chance(0.05);
    return pace.after(wait, () => {
      this.#do(about, givesBack ? "task.requeue" : "task.resolve", { taskId: task.id });
    });
  }

  #wrapUp(about: string, task: TaskRow): () => void {
    const { desk, dice, pace } = this.#parts;
    this.#goodbyes.delete(task.id);
    // Forgotten now and then: the time runs out.
    if (dice.chance(0.06)) return () => undefined;
    const choices = desk.view.queues.find((each) => each.id === task.queueId)?.dispositions ?? [];
    const told = this.#parts.known.get(keyOf(task.subject))?.story.disposition;
    const chosen = choices.find((each) => each.id === told) ?? dice.pick(choices);
    const dispositions = chosen === undefined ? [] : [chosen.id];
    const note = phrase(dice, "wrapUps");
    return pace.after(dice.between(5000, 28_000), () => {
      this.#do(about, "wrapup.submit", { taskId: task.id, dispositions, note });
    });
  }

  #messageId(): MessageId {
    return brand(this.#parts.newId());
  }

  /** Now and then: is there so little that one may rest, or has one rested long enough? */
  #look(): void {
    const { desk, dice, pace } = this.#parts;
    pace.after(dice.between(0.5, 1.5) * looksEveryMs, () => this.#look());
    const { agent } = desk.view;
    if (agent === null) return;
    if (!agent.mrds.some((mrd) => mrd.toggle)) return this.#rest();
    this.#restsUntil = null;
    if (this.#waits() || !dice.chance(restChance)) return;
    const reason = dice.chance(0.8) ? "break" : "meeting";
    void desk.command("agent.setState", { state: "NOT_READY", reason });
  }

  #rest(): void {
    const { desk, dice, pace } = this.#parts;
    this.#restsUntil ??= pace.now() + dice.between(restMs.least, restMs.most);
    if (pace.now() < this.#restsUntil) return;
    this.#restsUntil = null;
    void desk.command("agent.setState", { state: "READY", reason: null });
  }

  /** Whether anybody waits in a queue of one's own. */
  #waits(): boolean {
    const { agent, tasks } = this.#parts.desk.view;
    const served: readonly string[] = agent?.queueIds ?? [];
    return tasks.some((task) => task.mediaState === "QUEUED" && served.includes(task.queueId));
  }
}
