import type { Answer } from "./api.ts";
import { type Timing, pauseMs } from "./timing.ts";
import type { Unsent, UnsentMessages } from "./unsent.ts";

const taken = "ALREADY_EXISTS";

export interface SenderPort {
  readonly timing: Timing;
  post(message: Unsent): Promise<Answer<number | null>>;
  /** The node has it; `at` is the node's time if it said so. */
  sent(message: Unsent, at: number | null): void;
  /** The token is worth nothing any more. */
  tokenRefused(): void;
  changed(): void;
  /** Whether the node could be reached. */
  reached(isReached: boolean): void;
}

/**
 * Sends what was written, in order and one at a time, until the node acknowledges it or refuses it for
 * good. A message whose answer was lost is sent again under its own id, so it arrives once.
 */
export class Sender {
  readonly #unsent: UnsentMessages;
  readonly #port: SenderPort;
  #sending = false;
  #stopped = false;
  #attempt = 0;
  #callOff: () => void = () => undefined;

  constructor(unsent: UnsentMessages, port: SenderPort) {
    this.#unsent = unsent;
    this.#port = port;
  }

  /** There is something to send, or a reason to believe that it will get through now. */
  wake(): void {
    if (this.#sending || this.#stopped) return;
    this.#callOff();
    void this.#sendAll();
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    let message = this.#next();
    while (message !== undefined && !this.#stopped) {
      const answer = await this.#port.post(message);
      if (this.#stopped || !this.#settle(message, answer)) break;
      message = this.#next();
    }
    this.#sending = false;
  }

  #next(): Unsent | undefined {
    return this.#unsent.all().find((message) => message.refused === null);
  }

  /** Whether the next one may follow. */
  #settle(message: Unsent, answer: Answer<number | null>): boolean {
    this.#port.reached(answer.end !== "LATER");
    if (answer.end === "LATER") {
      this.#waitAgain(answer.afterMs);
      return false;
    }
    this.#attempt = 0;
    if (answer.end === "DONE") {
      this.#port.sent(message, answer.value);
      this.#unsent.remove(message.id);
    } else if (answer.status === 401) {
      this.#port.tokenRefused();
      return false;
    } else if (answer.code === taken) {
      // By a thread that has ended since; its answer was lost.
      this.#unsent.remove(message.id);
    } else {
      this.#unsent.refuse(message.id, answer.code);
    }
    this.#port.changed();
    return true;
  }

  #waitAgain(afterMs: number | null): void {
    const wait = afterMs ?? pauseMs(this.#attempt, () => this.#port.timing.random());
    this.#attempt += 1;
    this.#callOff();
    this.#callOff = this.#port.timing.after(wait, () => this.wake());
  }
}
