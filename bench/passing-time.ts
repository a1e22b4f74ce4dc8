import type { TimeSource } from "../src/node/engine/time.ts";
import { systemTime } from "../src/node/time-source.ts";

/** The machine's clocks, with a wall that can be put on: the node follows it as after a sleep. */
export class PassingTime implements TimeSource {
  #aheadMs = 0;

  readonly monotonic = systemTime.monotonic;
  readonly wakeIn = systemTime.wakeIn;
  readonly endOfTurn = systemTime.endOfTurn;

  wall(): number {
    return systemTime.wall() + this.#aheadMs;
  }

  /** Counts the sleep too: without it the node would take the wall for wrong, and stand still. */
  uptime(): number {
    return systemTime.monotonic() + this.#aheadMs;
  }

  pass(ms: number): void {
    this.#aheadMs += ms;
  }
}
