import type { Command } from "../../protocol/commands.ts";
import { limits } from "../../protocol/version.ts";
import { type Actor, agentIdOf, subjectOf } from "../access/actor.ts";

/** A device that has just come back may send what it has saved up. */
const CATCHING_UP_MS = 60_000;

/** How many commands a device may send within a window; those beyond it wait for the next one. */
export class CommandWindow {
  readonly #firstSeen: number;
  readonly #savesUp: boolean;
  #begunAt: number;
  #count = 0;

  constructor(now: number, savesUp = true) {
    this.#firstSeen = now;
    this.#savesUp = savesUp;
    this.#begunAt = now;
  }

  /** 0 when the command may go now, else how long it has to wait. */
  waitMs(now: number): number {
    if (now - this.#begunAt >= limits.commandWindowMs) {
      this.#begunAt = now;
      this.#count = 0;
    }
    if (this.#count >= this.#most(now)) return this.#begunAt + limits.commandWindowMs - now;
    this.#count += 1;
    return 0;
  }

  isIdle(now: number): boolean {
    return now - this.#begunAt > limits.commandWindowMs && now - this.#firstSeen > CATCHING_UP_MS;
  }

  #most(now: number): number {
    const catchingUp = this.#savesUp && now - this.#firstSeen < CATCHING_UP_MS;
    return catchingUp ? limits.commandsPerWindowCatchingUp : limits.commandsPerWindow;
  }
}

/** One window per person and device, whatever number of sockets they open. */
export class CommandWindows {
  readonly #windows = new Map<string, CommandWindow>();

  /** Only a desk saves up what it could not send. */
  of(device: string, now: number, savesUp = true): CommandWindow {
    const present = this.#windows.get(device);
    if (present !== undefined) return present;
    const fresh = new CommandWindow(now, savesUp);
    this.#windows.set(device, fresh);
    return fresh;
  }

  sweep(now: number): void {
    for (const [device, window] of this.#windows) {
      if (window.isIdle(now)) this.#windows.delete(device);
    }
  }
}

interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** A program that has gone wild, and everybody else's. */
const programRate: Rate = { burst: 200, perSecond: 20 };
const usualRate: Rate = { burst: 2000, perSecond: 200 };
const MOST_ACTORS = 20_000;

/** Token bucket of each actor over HTTP, whatever number of tokens, addresses and keys they have. */
export class ActorRates {
  readonly #buckets = new Map<string, { left: number; at: number }>();
  readonly #monotonic: () => number;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** 0 when the command may be looked at now, else how long its sender has to wait. */
  waitMs(actor: Actor): number {
    const now = this.#monotonic();
    const { burst, perSecond } = isProgram(actor) ? programRate : usualRate;
    const key = deviceless(actor);
    const { left, at } = this.#buckets.get(key) ?? { left: burst, at: now };
    const filled = Math.min(burst, left + ((now - at) * perSecond) / 1000);
    this.#buckets.delete(key);
    this.#buckets.set(key, { left: Math.max(0, filled - 1), at: now });
    const oldest = this.#buckets.keys().next().value;
    if (this.#buckets.size > MOST_ACTORS && oldest !== undefined) this.#buckets.delete(oldest);
    return filled >= 1 ? 0 : ((1 - filled) * 1000) / perSecond;
  }
}

/** Whoever is no agent has one window, whatever devices they say they have. */
export function windowOf(actor: Actor, device: string): string {
  return agentIdOf(actor) === null ? deviceless(actor) : `${deviceless(actor)} ${device}`;
}

const deviceless = (actor: Actor): string => `${actor.kind} ${subjectOf(actor)}`;

function isProgram(actor: Actor): boolean {
  return actor.kind === "USER" && actor.roles.includes("bot");
}

const MOST_WAITING = 1000;

interface QueueParts {
  readonly window: CommandWindow;
  readonly monotonic: () => number;
  readonly submit: (command: Command) => void;
  /** Runs what a timer wakes, where a fault ends the connection alone. */
  readonly contain: (work: () => void) => void;
}

/** A connection's commands in the order they came, handed over as fast as the device may send. */
export class CommandQueue {
  readonly #parts: QueueParts;
  readonly #waiting: Command[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  add(command: Command): void {
    this.#waiting.push(command);
  }

  /** Hands over what may go now; the rest waits for the next window. False when too much waits. */
  submit(): boolean {
    if (this.#timer === null) this.#handOver();
    return this.#waiting.length <= MOST_WAITING;
  }

  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #handOver(): void {
    const { window, monotonic, submit, contain } = this.#parts;
    let sent = 0;
    let waitMs = 0;
    for (const command of this.#waiting) {
      waitMs = window.waitMs(monotonic());
      if (waitMs > 0) break;
      submit(command);
      sent += 1;
    }
    this.#waiting.splice(0, sent);
    if (waitMs === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      contain(() => this.#handOver());
    }, waitMs);
  }
}
