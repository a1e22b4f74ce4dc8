import { NodeClock as MeasuredClock } from "../client/node-clock.ts";
import type { Timing } from "../client/port.ts";
import type { NodeClock } from "./desk.ts";

/** The node's time in this page: measured where the page leads, told by the leading page where it follows. */
export class DeskClock implements NodeClock {
  readonly measured: MeasuredClock;
  readonly #wall: Timing["wall"];
  #told: { readonly offsetMs: number; readonly known: boolean } = { offsetMs: 0, known: false };

  constructor(timing: Pick<Timing, "monotonic" | "wall">) {
    this.measured = new MeasuredClock(timing);
    this.#wall = timing.wall;
  }

  now(): number {
    return this.measured.hasMeasured ? this.measured.now() : this.#wall() + this.#told.offsetMs;
  }

  get offsetMs(): number {
    return this.now() - this.#wall();
  }

  get known(): boolean {
    return this.measured.hasMeasured ? this.measured.known : this.#told.known;
  }

  follow(offsetMs: number, known: boolean): void {
    this.measured.forget();
    this.#told = { offsetMs, known };
  }
}
