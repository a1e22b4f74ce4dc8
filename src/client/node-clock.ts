import type { Timing } from "./port.ts";

interface Sample {
  readonly roundTripMs: number;
  /** Node time minus monotonic time. */
  readonly offset: number;
}

const SAMPLES_KEPT = 8;
const STEP_MS = 250;

/**
 * The node's clock as seen from here: an offset over the monotonic clock, taken from the ping with the least round
 * trip of the last eight, so that a jump of the machine's own clock moves no countdown.
 */
export class NodeClock {
  readonly #timing: Pick<Timing, "monotonic" | "wall">;
  #samples: Sample[] = [];
  #offset: number | null = null;
  #lastRoundTripMs: number | null = null;
  #drift: number;

  constructor(timing: Pick<Timing, "monotonic" | "wall">) {
    this.#timing = timing;
    this.#drift = timing.wall() - timing.monotonic();
  }

  /** Node time; the machine's own until the node has been heard of. */
  now(): number {
    return this.#offset === null
      ? this.#timing.wall()
      : Math.round(this.#timing.monotonic() + this.#offset);
  }

  get offsetMs(): number {
    return this.now() - this.#timing.wall();
  }

  /** Ever; `known` is false while a jump has made the measure doubtful. */
  get hasMeasured(): boolean {
    return this.#offset !== null;
  }

  get known(): boolean {
    return this.#samples.length > 0;
  }

  get roundTripMs(): number | null {
    return this.#lastRoundTripMs;
  }

  /** A question sent at `sentAt` (monotonic) was answered just now with the node's time. */
  measure(sentAt: number, nodeNow: number): void {
    const receivedAt = this.#timing.monotonic();
    const roundTripMs = receivedAt - sentAt;
    this.#lastRoundTripMs = roundTripMs;
    this.#samples = [
      ...this.#samples,
      { roundTripMs, offset: nodeNow - (sentAt + receivedAt) / 2 },
    ].slice(-SAMPLES_KEPT);
    this.#offset = this.#samples.reduce((best, each) =>
      each.roundTripMs < best.roundTripMs ? each : best,
    ).offset;
    this.#drift = this.#timing.wall() - receivedAt;
  }

  forget(): void {
    this.#samples = [];
    this.#offset = null;
  }

  /** True when the machine's two clocks have parted since the last look: it slept, or its clock was set. Measure anew. */
  stepped(): boolean {
    const drift = this.#timing.wall() - this.#timing.monotonic();
    if (Math.abs(drift - this.#drift) <= STEP_MS) return false;
    this.#drift = drift;
    this.#samples = [];
    return true;
  }
}
