import { type Timing, pauseMs } from "./timing.ts";

/**
 * Reads something again until it has worked, one reading at a time. Asked for while one is under way,
 * another follows it: its answer may be older than what was asked for.
 */
export class Reload {
  readonly #timing: Timing;
  readonly #read: () => Promise<{ readonly readAgainAfterMs: number | null } | "DONE">;
  #reading = false;
  #again = false;
  #stopped = false;
  #attempt = 0;
  #callOff: () => void = () => undefined;

  constructor(
    timing: Timing,
    read: () => Promise<{ readonly readAgainAfterMs: number | null } | "DONE">,
  ) {
    this.#timing = timing;
    this.#read = read;
  }

  /** What is shown may have holes: the whole is asked for, or was not got. */
  get isPending(): boolean {
    return this.#again || this.#reading || this.#attempt > 0;
  }

  ask(): void {
    this.#again = true;
    this.#callOff();
    if (!this.#reading && !this.#stopped) void this.#run();
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  async #run(): Promise<void> {
    this.#reading = true;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const end = await this.#read();
      if (end === "DONE") this.#attempt = 0;
      else this.#later(end.readAgainAfterMs);
    }
    this.#reading = false;
  }

  #later(afterMs: number | null): void {
    const wait = afterMs ?? pauseMs(this.#attempt, () => this.#timing.random());
    this.#attempt += 1;
    this.#callOff();
    if (!this.#stopped) this.#callOff = this.#timing.after(wait, () => this.ask());
  }
}
