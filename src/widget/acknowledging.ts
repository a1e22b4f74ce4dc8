import type { Answer } from "./api.ts";
import { type Timing, pauseMs } from "./timing.ts";

/** Debounce: lines that come one after the other are acknowledged as one. */
const gatheredForMs = 1000;

interface AcknowledgingParts {
  readonly timing: Timing;
  send(id: string): Promise<Answer<null>>;
  /** Whether all that the node has told is on the page. */
  isWhole(): boolean;
}

/** Tells the node up to which line the page has shown the conversation: the last alone, until the node has it. */
export class Acknowledging {
  readonly #parts: AcknowledgingParts;
  #shown: string | null = null;
  /** What the node has. */
  #acknowledged: string | null = null;
  #isUnderWay = false;
  #attempt = 0;
  #stopped = false;
  #callOff: () => void = () => undefined;

  constructor(parts: AcknowledgingParts) {
    this.#parts = parts;
  }

  /** The last line that stands on the page, before the customer's eyes. */
  shown(id: string): void {
    if (id === this.#shown || this.#stopped) return;
    this.#shown = id;
    this.#later(gatheredForMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  #later(ms: number): void {
    if (this.#isUnderWay || this.#stopped) return;
    this.#isUnderWay = true;
    this.#callOff = this.#parts.timing.after(ms, () => void this.#send());
  }

  async #send(): Promise<void> {
    const { timing, send, isWhole } = this.#parts;
    const id = this.#shown;
    const answer: Answer<null> =
      id !== null && isWhole() ? await send(id) : { end: "LATER", afterMs: gatheredForMs };
    this.#isUnderWay = false;
    if (answer.end === "LATER") {
      this.#attempt += 1;
      return this.#later(answer.afterMs ?? pauseMs(this.#attempt, () => timing.random()));
    }
    this.#attempt = 0;
    // Refused is what will be refused again: only a further line is worth telling.
    this.#acknowledged = id;
    if (this.#shown !== this.#acknowledged) this.#later(gatheredForMs);
  }
}
