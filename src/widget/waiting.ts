import type { Api } from "./api.ts";
import type { Standing } from "./standing.ts";
import type { Timing } from "./timing.ts";

const askEveryMs = 15_000;

export interface WaitingParts {
  readonly api: Api;
  readonly token: string;
  readonly timing: Timing;
  /** Whether somebody is waited for. */
  readonly isWaiting: () => boolean;
  readonly told: (place: Standing) => void;
}

/** Asks for the place in line as long as somebody is waited for, and no more often than it can change for a reader. */
export class Waiting {
  readonly #parts: WaitingParts;
  #callOff: () => void = () => undefined;
  #stopped = false;

  constructor(parts: WaitingParts) {
    this.#parts = parts;
    this.#later();
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  /** Something was said just now: the place is known a moment later. */
  soon(): void {
    this.#callOff();
    this.#callOff = this.#parts.timing.after(1000, () => void this.#ask());
  }

  #later(): void {
    if (this.#stopped) return;
    this.#callOff = this.#parts.timing.after(askEveryMs, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    const { api, token, isWaiting, told } = this.#parts;
    if (isWaiting()) {
      const answer = await api.wait(token);
      if (this.#stopped) return;
      if (answer.end === "DONE") told(answer.value);
    } else told(null);
    this.#later();
  }
}
