import type { Socket } from "node:net";
import type { Faults, Way } from "./faults.ts";
import { FrameSplitter } from "./frame-splitter.ts";

export interface PipeParts {
  readonly way: Way;
  readonly to: Socket;
  readonly faults: () => Faults;
  readonly roll: () => number;
  /** Breaks the whole connection, both ways. */
  readonly reset: () => void;
  readonly rewrite: (handshake: Buffer) => Buffer;
}

const SLOW_TICK_MS = 100;
/** Of how many earlier frames one may come again. */
const REMEMBERED = 200;

/** One way of one connection: frames in, and what the line leaves of them out. */
export class Pipe {
  readonly #parts: PipeParts;
  readonly #splitter = new FrameSplitter();
  readonly #earlier: Buffer[] = [];
  /** Not let through yet, in order. */
  #waiting: { readonly due: number; bytes: Buffer }[] = [];
  #overtaken: Buffer | null = null;
  #timer: NodeJS.Timeout | null = null;
  #silent = false;
  #begun = false;
  #ending = false;

  constructor(parts: PipeParts) {
    this.#parts = parts;
  }

  /** From now on it swallows everything. */
  fallSilent(): void {
    this.#silent = true;
    this.#waiting = [];
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  take(chunk: Buffer): void {
    if (this.#silent) return;
    for (const frame of this.#splitter.push(chunk)) {
      if (this.#begun) this.#suffer(frame);
      else this.#let(this.#parts.rewrite(frame));
      this.#begun = true;
    }
  }

  /** The sender is done: the other side hears of it after all that is on its way. */
  end(): void {
    this.#ending = true;
    this.#pump();
  }

  /** The line is good again: what was held goes on at once. */
  heal(): void {
    this.#waiting = this.#waiting.map(({ bytes }) => ({ due: 0, bytes }));
    this.#passOvertaken();
    this.#pump();
  }

  #faults(): Faults {
    const faults = this.#parts.faults();
    return faults.only === undefined || faults.only === this.#parts.way ? faults : {};
  }

  #suffer(frame: Buffer): void {
    const { drop = 0, duplicate = 0, reorder = 0, replay = 0, cutMidFrame = 0 } = this.#faults();
    const { roll } = this.#parts;
    if (roll() < drop) return;
    if (roll() < cutMidFrame) {
      this.#parts.to.write(frame.subarray(0, Math.ceil(frame.length / 2)));
      this.#parts.reset();
      return;
    }
    if (this.#overtaken === null && roll() < reorder) {
      this.#overtaken = frame;
      return;
    }
    this.#let(frame);
    if (roll() < duplicate) this.#let(frame);
    this.#passOvertaken();
    const old = this.#earlier[Math.floor(roll() * this.#earlier.length)];
    if (roll() < replay && old !== undefined) this.#let(old);
    this.#earlier.push(frame);
    if (this.#earlier.length > REMEMBERED) this.#earlier.shift();
  }

  #passOvertaken(): void {
    const frame = this.#overtaken;
    this.#overtaken = null;
    if (frame !== null) this.#let(frame);
  }

  #let(bytes: Buffer): void {
    const { delayMs: [least, most] = [0, 0] } = this.#faults();
    const due = Date.now() + least + this.#parts.roll() * (most - least);
    this.#waiting.push({ due, bytes });
    this.#pump();
  }

  #pump(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { bytesPerSecond } = this.#faults();
    if (bytesPerSecond === undefined) this.#passDue();
    else this.#trickle(bytesPerSecond);
    const [first] = this.#waiting;
    if (first === undefined) {
      if (this.#ending) this.#parts.to.end();
      return;
    }
    const wait = bytesPerSecond === undefined ? first.due - Date.now() : SLOW_TICK_MS;
    this.#timer = setTimeout(() => this.#pump(), Math.max(0, wait));
  }

  #passDue(): void {
    const now = Date.now();
    for (let [first] = this.#waiting; first !== undefined && first.due <= now;) {
      this.#parts.to.write(first.bytes);
      this.#waiting.shift();
      [first] = this.#waiting;
    }
  }

  #allowed = 0;
  #trickledAt = 0;

  #trickle(bytesPerSecond: number): void {
    const now = Date.now();
    const passed = Math.min(1000, now - this.#trickledAt);
    this.#trickledAt = now;
    this.#allowed = Math.min(bytesPerSecond, this.#allowed + (passed * bytesPerSecond) / 1000);
    for (let [first] = this.#waiting; first !== undefined && this.#allowed >= 1;) {
      const some = first.bytes.subarray(0, Math.floor(this.#allowed));
      this.#allowed -= some.length;
      this.#parts.to.write(some);
      first.bytes = first.bytes.subarray(some.length);
      if (first.bytes.length === 0) this.#waiting.shift();
      [first] = this.#waiting;
    }
  }
}
