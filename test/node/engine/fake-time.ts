import type { TimeSource } from "../../../src/node/engine/time.ts";
import { noon } from "../../domain/sample.ts";

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

/** Lets everything run that waits for nothing but its turn: reads, decisions, commits. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 8; round += 1) {
    await new Promise<void>((done) => void setImmediate(done));
  }
}

/** A clock cranked by hand. Both of its hands start at noon and at zero, and move only in `pass`. */
export class FakeTime implements TimeSource {
  #wall: number;
  #monotonic = 0;
  #timers: Timer[] = [];

  constructor(wall = noon) {
    this.#wall = wall;
  }

  wall(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  wakeIn(ms: number, wake: () => void): () => void {
    const timer = { at: this.#monotonic + ms, wake };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  endOfTurn(run: () => void): void {
    setImmediate(run);
  }

  /** Lets time pass, waking everybody at their instant and letting each finish before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    await settle();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#move(next.at - this.#monotonic);
      next.wake();
      await settle();
    }
    this.#move(end - this.#monotonic);
  }

  /** Time passes and nobody is woken: the process was busy with something else. */
  passUnnoticed(ms: number): void {
    this.#move(ms);
  }

  /** The wall clock alone moves: a sleep, or somebody sets it. */
  jumpWall(ms: number): void {
    this.#wall += ms;
  }

  /** All that waited for this process is gone with it. */
  forgetTimers(): void {
    this.#timers = [];
  }

  #next(end: number): Timer | undefined {
    const due = this.#timers.filter((timer) => timer.at <= end);
    return due.sort((left, right) => left.at - right.at)[0];
  }

  #move(ms: number): void {
    this.#monotonic += ms;
    this.#wall += ms;
  }
}
