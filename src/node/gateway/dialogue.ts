import { type Refusal, isRefusal } from "../../domain/refusal.ts";
import type { RefusalCode } from "../../domain/refusal.ts";
import type { AgentId, CommandId } from "../../domain/id.ts";
import type { ClientFrame } from "../../protocol/frames.ts";
import { type Actor, agentIdOf } from "../access/actor.ts";
import type { Engine } from "../engine/api.ts";
import type { AnySubscription, Feed } from "../feed/feed.ts";
import type { Wire } from "../feed/line.ts";
import { PersonSubscription } from "../feed/person-subscription.ts";
import { CommandQueue, type CommandWindow } from "./command-window.ts";
import { parseCommand } from "./frames-in.ts";

interface DialogueParts {
  readonly engine: Engine;
  readonly feed: Feed;
  readonly actor: Actor;
  readonly subscription: AnySubscription;
  readonly window: CommandWindow;
  readonly wire: Wire;
  readonly monotonic: () => number;
  readonly bye: (code: RefusalCode, detail?: string) => void;
  /** A fault in what is done now, or in what is awaited, ends the connection alone. */
  readonly contain: (work: () => void) => void;
  readonly guard: (work: Promise<unknown>) => void;
}

type Frame<F extends ClientFrame["frame"]> = Extract<ClientFrame, { frame: F }>;

const MOST_WAITING_FETCHES = 32;
const TYPING_EVERY_MS = 1000;

/** What a client says once it has been welcomed. */
export class Dialogue {
  readonly #parts: DialogueParts;
  readonly #agentId: AgentId | null;
  readonly #commands: CommandQueue;
  #fetches = 0;
  #fetching: Promise<void> = Promise.resolve();
  #lastTyping = Number.NEGATIVE_INFINITY;

  constructor(parts: DialogueParts) {
    this.#parts = parts;
    const { engine, actor, subscription, window, monotonic, contain, guard } = parts;
    this.#agentId = agentIdOf(actor);
    this.#commands = new CommandQueue({
      window,
      monotonic,
      contain,
      submit: (command) =>
        guard(engine.submit(actor, command).then((outcome) => subscription.outcome(outcome))),
    });
  }

  end(): void {
    this.#commands.end();
  }

  handle(frame: ClientFrame): void {
    const { engine, subscription, guard, bye } = this.#parts;
    if (this.#agentId !== null) engine.hear(this.#agentId);
    switch (frame.frame) {
      case "hello":
        return bye("FRAME_INVALID", "hello comes once");
      case "reconcile":
        return guard(subscription.reconcile());
      case "fetch":
        return this.#fetch(frame);
      case "commands":
        return this.#take(frame);
      case "receipt":
        return this.#receipt(frame);
      case "watch":
        return this.#watch(frame);
      case "here":
        return undefined;
      case "ping":
        return this.#parts.wire.send(`{"frame":"pong","n":${frame.n},"now":${engine.now()}}`);
      case "typing":
        return this.#typing(frame);
    }
  }

  /** One after the other: a client that asks faster than it reads waits for itself. */
  #fetch({ numbers }: Frame<"fetch">): void {
    const { subscription, guard, bye } = this.#parts;
    if (this.#fetches >= MOST_WAITING_FETCHES) return bye("RATE_LIMITED");
    this.#fetches += 1;
    this.#fetching = this.#fetching
      .then(() => subscription.fetch(numbers))
      .finally(() => (this.#fetches -= 1));
    return guard(this.#fetching);
  }

  #take({ commands }: Frame<"commands">): void {
    const { window, monotonic, bye } = this.#parts;
    // What is no command is one of those that may be sent within a while.
    const mayHear = (): boolean => window.waitMs(monotonic()) === 0;
    for (const sent of commands) {
      const command = parseCommand(sent, mayHear);
      if (isRefusal(command) && command.refused === "RATE_LIMITED")
        return bye(command.refused, command.detail);
      if (isRefusal(command)) this.#refuse(sent.id, command);
      else this.#commands.add(command);
    }
    return this.#commands.submit() ? undefined : bye("RATE_LIMITED");
  }

  /** A command that is none has its answer at once, and is not kept: it could never become one. */
  #refuse(commandId: CommandId, { refused: code, detail }: Refusal): void {
    const words = detail === undefined ? {} : { detail };
    const seq = this.#parts.feed.head;
    this.#parts.subscription.outcome({ commandId, end: "REFUSED", code, ...words, seq });
  }

  #receipt({ taskId, offerId, stage }: Frame<"receipt">): void {
    if (this.#agentId === null) return;
    this.#parts.engine.receipt({ agentId: this.#agentId, taskId, offerId, stage });
  }

  #watch({ interactionIds }: Frame<"watch">): void {
    const { subscription, guard } = this.#parts;
    if (subscription instanceof PersonSubscription) guard(subscription.watch(interactionIds));
  }

  #typing({ interactionId }: Frame<"typing">): void {
    const { feed, actor, subscription, monotonic } = this.#parts;
    const now = monotonic();
    if (now - this.#lastTyping < TYPING_EVERY_MS) return;
    this.#lastTyping = now;
    relayTyping(feed, { actor, subscription, interactionId });
  }
}

interface Typing {
  readonly actor: Actor;
  readonly subscription: AnySubscription;
  readonly interactionId: string;
}

/** Tells everybody else who has the conversation in view; the customer hears of the one who serves them alone. */
function relayTyping(feed: Feed, { actor, subscription, interactionId }: Typing): void {
  if (actor.kind === "CONNECTOR" || !subscription.holds(interactionId)) return;
  const serves = feed.mirror.interaction(interactionId)?.facts.agentId;
  const isCustomers = actor.kind === "VISITOR" || actor.userId === serves;
  const text = JSON.stringify({ frame: "typing", interactionId, name: actor.name });
  for (const other of feed.holding(interactionId)) {
    if (other === subscription) continue;
    if (isCustomers || other instanceof PersonSubscription) other.tell(text);
  }
}
