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

/** One entry per message: two tabs of the same site then never write over each other. */
export class UnsentMessages {
  readonly #keeper: Keeper;
  readonly #prefix: string;

  constructor(keeper: Keeper, source: string) {
    this.#keeper = keeper;
    this.#prefix = `switchyard.${source}.unsent.`;
  }

  /** Kept before it is sent for the first time. */
  add(message: { id: string; body: string; now: number }): Unsent {
    const last = this.all().at(-1);
    // Later than all others even if the clock has gone back: their order is the order of writing.
    const at = last === undefined ? message.now : Math.max(message.now, last.at + 1);
    return this.#write({ id: message.id, body: message.body, at, refused: null });
  }

  refuse(id: string, code: string): void {
    const message = this.#read(id);
    if (message !== null) this.#write({ ...message, refused: code });
  }

  retry(id: string): void {
    const message = this.#read(id);
    if (message !== null) this.#write({ ...message, refused: null });
  }

  remove(id: string): void {
    this.#keeper.remove(this.#prefix + id);
  }

  /** In the order they were written. */
  all(): readonly Unsent[] {
    return this.#keeper
      .names(this.#prefix)
      .map((name) => this.#read(name.slice(this.#prefix.length)))
      .filter((message) => message !== null)
      .sort((left, right) => left.at - right.at);
  }

  #write(message: Unsent): Unsent {
    this.#keeper.write(this.#prefix + message.id, JSON.stringify(message));
    return message;
  }

  #read(id: string): Unsent | null {
    const text = this.#keeper.read(this.#prefix + id);
    return text === null ? null : parseUnsent(id, text);
  }
}

/** What a newer or a damaged version left behind is passed over, not trusted. */
function parseUnsent(id: string, text: string): Unsent | null {
  const value = jsonOf(text);
  const body = textIn(value, "body");
  const at = numberIn(value, "at");
  if (body === null || at === null) return null;
  return { id, body, at, refused: textIn(value, "refused") };
}
