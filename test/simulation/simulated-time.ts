import type { TimeSource } from "../../src/node/engine/time.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

export const START = Date.UTC(2026, 10, 20, 12);

/** Lets every promise that waits for nothing but its turn go on. */
export const breathe = (): Promise<void> => new Promise((done) => void setImmediate(done));

/** A clock that only the simulation moves. The wall may be set apart from the time that passes. */
export class SimulatedTime implements TimeSource {
  #wall = START;
  #monotonic = 0;
  #order = 0;
  #timers: Timer[] = [];
  #turns: (() => void)[] = [];

  wall(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  wakeIn(ms: number, wake: () => void): () => void {
    this.#order += 1;
    const timer = { at: this.#monotonic + ms, order: this.#order, wake };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  endOfTurn(run: () => void): void {
    this.#turns.push(run);
  }

  /** Runs all that stands at the end of a turn, and what follows from it, until nothing is left to do now. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await breathe();
      while (this.#turns.length > 0) {
        const turns = this.#turns;
        this.#turns = [];
        for (const run of turns) run();
        quiet = 0;
        await breathe();
      }
    }
  }

  /** Time passes; whoever is due is woken in order, and each finishes before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    for (let next = this.#due(end); next !== undefined; next = this.#due(end)) {
      const timer = next;
      this.#timers = this.#timers.filter((each) => each !== timer);
      this.#move(Math.max(0, timer.at - this.#monotonic));
      timer.wake();
      await this.settle();
    }
    this.#move(end - this.#monotonic);
  }

  /** The wall is set, forwards or backwards: nobody is woken by it. */
  setWall(byMs: number): void {
    this.#wall += byMs;
  }

  /** The process is gone: nothing of it is ever woken or run again. */
  forget(): void {
    this.#timers = [];
    this.#turns = [];
  }

  #move(ms: number): void {
    this.#monotonic += ms;
    this.#wall += ms;
  }

  #due(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > end) continue;
      const earlier =
        first === undefined ||
        timer.at < first.at ||
        (timer.at === first.at && timer.order < first.order);
      if (earlier) first = timer;
    }
    return first;
  }
}
