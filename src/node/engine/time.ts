import type { Instant } from "../../domain/time.ts";

/** Clock and timers: the only way in which the node reads the time or waits. All in milliseconds. */
export interface TimeSource {
  wall(): number;
  monotonic(): number;
  /** Like `monotonic`, and it counts while the machine sleeps; left out where that is never known. */
  uptime?(): number;
  /** Calls `wake` once, not earlier than `ms` from now. Returns how to call it off. */
  wakeIn(ms: number, wake: () => void): () => void;
  /** Calls `run` at the end of the present turn, after whatever else has arrived in it. */
  endOfTurn(run: () => void): void;
}

const FORWARD_JUMP_MS = 5000;
/** No correction is so large: more than this is a wrong clock, now or before. */
const LEAP_MS = 3_600_000;

export type Followed =
  | { readonly what: "NOTHING" }
  | { readonly what: "HELD" }
  /** By how much the wall clock was ahead. */
  | { readonly what: "FOLLOWED" | "LEAPT" | "CAME_BACK" | "WENT_ON"; readonly aheadMs: number };

/**
 * Node time: the later of the wall clock at start and the last committed instant, plus what has passed since.
 * It never goes back. When the wall has jumped ahead (a sleep, a corrected clock) it follows; never backwards.
 *
 * A leap of more than an hour that no sleep explains is not followed: time stands still, until the wall clock is back
 * where it should be or somebody says that it is right.
 */
export class EngineClock {
  readonly #time: TimeSource;
  #anchor: Instant;
  #anchoredAt: number;
  #upAt: number;
  #heldAt: Instant | null = null;
  #isRight = false;

  constructor(time: TimeSource, lastCommitted: Instant) {
    this.#time = time;
    this.#anchor = Math.max(time.wall(), lastCommitted);
    this.#anchoredAt = time.monotonic();
    this.#upAt = this.#uptime();
  }

  now(): Instant {
    return this.#heldAt ?? this.#reckoned();
  }

  /** True while it stands still. */
  get isHeld(): boolean {
    return this.#heldAt !== null;
  }

  /** How far the wall clock is ahead of what has passed. */
  get aheadMs(): number {
    return this.#time.wall() - this.#reckoned();
  }

  /** Follows a small forward jump of the wall clock; holds still at a leap, for as long as it lasts. */
  followWall(): Followed {
    const { aheadMs } = this;
    const isLeap = aheadMs - this.#asleepMs() > LEAP_MS;
    if (this.#heldAt !== null) {
      if (this.#isRight) return this.#reanchor("WENT_ON", aheadMs);
      if (isLeap) return { what: "HELD" };
      this.#heldAt = null;
      return { what: "CAME_BACK", aheadMs };
    }
    if (isLeap) {
      this.#heldAt = this.#reckoned();
      return { what: "LEAPT", aheadMs };
    }
    if (aheadMs < FORWARD_JUMP_MS) return { what: "NOTHING" };
    return this.#reanchor("FOLLOWED", aheadMs);
  }

  /** Somebody says that the wall clock is right: followed at the next look at it. False where time does not stand still. */
  go(): boolean {
    this.#isRight = this.isHeld;
    return this.isHeld;
  }

  #reckoned(): Instant {
    return Math.floor(this.#anchor + (this.#time.monotonic() - this.#anchoredAt));
  }

  #reanchor(what: "FOLLOWED" | "WENT_ON", aheadMs: number): Followed {
    this.#heldAt = null;
    this.#isRight = false;
    this.#anchor = Math.max(this.#time.wall(), this.#reckoned());
    this.#anchoredAt = this.#time.monotonic();
    this.#upAt = this.#uptime();
    return { what, aheadMs };
  }

  #uptime(): number {
    return this.#time.uptime?.() ?? this.#time.monotonic();
  }

  /** How long the machine has slept since the anchor. */
  #asleepMs(): number {
    return Math.max(0, this.#uptime() - this.#upAt - (this.#time.monotonic() - this.#anchoredAt));
  }
}
