import type { Keeper } from "./keeper.ts";
import { jsonOf, numberIn, textIn } from "./reading.ts";

/** A message the node has not acknowledged yet. Its id was made before the first send and never changes. */
export interface Unsent {
  readonly id: string;
  readonly body: string;
  readonly at: number;
  /** The node's code for never taking it as it is; null while it may still be taken. */
  readonly refused: string | null;
}

/**
 * What was written in one thread and is not acknowledged. One entry per message: two tabs of the same site then never
 * write over each other. A tab remembers what it has shown, so that what another tab has sent and struck off does not
 * vanish here before it stands in the conversation.
 */
export class UnsentMessages {
  readonly #keeper: Keeper;
  readonly #source: string;
  readonly #thread: string;
  readonly #known = new Map<string, Unsent>();

  constructor(keeper: Keeper, source: string, thread: string) {
    this.#keeper = keeper;
    this.#source = source;
    this.#thread = thread;
  }

  /** Kept before it is sent for the first time. */
  add(message: { id: string; body: string; now: number }): Unsent {
    const last = this.all().at(-1);
    // Later than all others even if the clock has gone back: their order is the order of writing.
    const at = last === undefined ? message.now : Math.max(message.now, last.at + 1);
    const added = { id: message.id, body: message.body, at, refused: null };
    return this.#write(added);
  }

  refuse(id: string, code: string): void {
    this.#change(id, code);
  }

  retry(id: string): void {
    this.#change(id, null);
  }

  remove(id: string): void {
    this.#known.delete(id);
    this.#keeper.remove(this.#prefix() + id);
  }

  /** In the order they were written. */
  all(): readonly Unsent[] {
    for (const message of this.#kept(this.#prefix())) this.#known.set(message.id, message);
    return [...this.#known.values()].sort((left, right) => left.at - right.at);
  }

  /** What an earlier thread did not take any more belongs to this one; what it took in spite of that, the node knows. */
  takeOver(from: UnsentMessages): void {
    if (from.#thread === this.#thread) return;
    for (const message of from.all()) {
      const refused = message.refused === "THREAD_CLOSED" ? null : message.refused;
      this.#write({ ...message, refused });
      from.remove(message.id);
    }
  }

  /** What a page of an earlier version left: it told no threads apart. */
  takeStrays(): void {
    const prefix = `switchyard.${this.#source}.unsent.`;
    for (const name of this.#keeper.names(prefix)) {
      const id = name.slice(prefix.length);
      if (id.includes(".")) continue;
      const message = parseUnsent(id, this.#keeper.read(name));
      this.#keeper.remove(name);
      if (message !== null) this.#write(message);
    }
  }

  #change(id: string, refused: string | null): void {
    const message = this.all().find((each) => each.id === id);
    if (message === undefined) return;
    this.#write({ ...message, refused });
  }

  #write(message: Unsent): Unsent {
    this.#known.set(message.id, message);
    this.#keeper.write(this.#prefix() + message.id, JSON.stringify(message));
    return message;
  }

  #kept(prefix: string): Unsent[] {
    return this.#keeper
      .names(prefix)
      .flatMap((name) => parseUnsent(name.slice(prefix.length), this.#keeper.read(name)) ?? []);
  }

  #prefix(): string {
    return `switchyard.${this.#source}.unsent.${this.#thread}.`;
  }
}

/** What a newer or a damaged version left behind is passed over, not trusted. */
function parseUnsent(id: string, text: string | null): Unsent | null {
  const value = jsonOf(text);
  const body = textIn(value, "body");
  const at = numberIn(value, "at");
  if (body === null || at === null) return null;
  return { id, body, at, refused: textIn(value, "refused") };
}

/** What a thread's texts are kept under: enough of its token that no two threads share it. */
export const keyOf = (token: string): string => token.slice(0, 16);
