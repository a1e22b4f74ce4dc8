import type { Timing } from "../client/port.ts";

/** Simulated time: runs `speed` times as fast as the machine's, and ends for all at once. */
export class Pace {
  readonly #timing: Pick<Timing, "monotonic" | "after">;
  readonly #speed: number;
  readonly #startedAt: number;
  readonly #pending = new Set<() => void>();
  #stopped = false;

  constructor(timing: Pick<Timing, "monotonic" | "after">, speed: number) {
    this.#timing = timing;
    this.#speed = speed;
    this.#startedAt = timing.monotonic();
  }

  /** Simulated milliseconds since the start. */
  now(): number {
    return (this.#timing.monotonic() - this.#startedAt) * this.#speed;
  }

  after(simulatedMs: number, run: () => void): () => void {
    if (this.#stopped) return () => undefined;
    const callOff = this.#timing.after(simulatedMs / this.#speed, () => {
      this.#pending.delete(callOff);
      run();
    });
    this.#pending.add(callOff);
    return () => {
      this.#pending.delete(callOff);
      callOff();
    };
  }

  stop(): void {
    this.#stopped = true;
    for (const callOff of this.#pending) callOff();
    this.#pending.clear();
  }
}
