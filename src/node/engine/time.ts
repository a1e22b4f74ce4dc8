import type { Instant } from "../../domain/time.ts";

/** The only door through which the node reads a clock or waits. All in milliseconds. */
export interface TimeSource {
  wall(): number;
  monotonic(): number;
  /** Calls `wake` once, not earlier than `ms` from now. Returns how to call it off. */
  wakeIn(ms: number, wake: () => void): () => void;
  /** Calls `run` at the end of the present turn, after whatever else has arrived in it. */
  endOfTurn(run: () => void): void;
}

const FORWARD_JUMP_MS = 5000;

/**
 * Node time: the later of the wall clock at start and the last committed instant, plus what has passed since.
 * It never goes back. When the wall has jumped ahead (a sleep, a corrected clock) it follows; never backwards.
 */
export class EngineClock {
  readonly #time: TimeSource;
  #anchor: Instant;
  #anchoredAt: number;

  constructor(time: TimeSource, lastCommitted: Instant) {
    this.#time = time;
    this.#anchor = Math.max(time.wall(), lastCommitted);
    this.#anchoredAt = time.monotonic();
  }

  now(): Instant {
    return Math.floor(this.#anchor + (this.#time.monotonic() - this.#anchoredAt));
  }

  /** Follows a forward jump of the wall clock; answers by how much, 0 when there was none. */
  followWall(): number {
    const ahead = this.#time.wall() - this.now();
    if (ahead < FORWARD_JUMP_MS) return 0;
    this.#anchor = this.#time.wall();
    this.#anchoredAt = this.#time.monotonic();
    return ahead;
  }
}
