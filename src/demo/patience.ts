import type { Timing } from "../client/port.ts";
import { NodeProblem } from "../client/request.ts";

const tries = 8;
const firstPauseMs = 400;

/** Asks again while nobody knows the answer: the same question, so that nothing happens twice. */
export class Patience {
  readonly #timing: Pick<Timing, "after" | "random">;
  readonly #pauses = new Set<() => void>();
  #ended = false;

  constructor(timing: Pick<Timing, "after" | "random">) {
    this.#timing = timing;
  }

  /** Resolves with the answer; rejects with the refusal, with the last problem, or when patience has ended. */
  async persist<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        if (this.#ended || attempt === tries || !mayPass(error)) throw error;
      }
      await this.#pause(firstPauseMs * 2 ** attempt * (0.5 + this.#timing.random()));
    }
  }

  /** Nobody waits any longer, and no timer is left. */
  end(): void {
    this.#ended = true;
    for (const giveUp of this.#pauses) giveUp();
    this.#pauses.clear();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const callOff = this.#timing.after(ms, () => {
        this.#pauses.delete(giveUp);
        resolve();
      });
      const giveUp = (): void => {
        callOff();
        reject(new Error("Stopped while waiting to ask again"));
      };
      this.#pauses.add(giveUp);
    });
  }
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof NodeProblem)) return false;
  return error.status === 0 || error.status === 429 || error.status >= 500;
}
