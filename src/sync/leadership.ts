import type { Observable, Subscription } from "rxjs";
import type { Timing } from "../client/port.ts";
import type { DeskParts } from "./desk.ts";
import type { Locks } from "./tabs.ts";

export interface LeadershipParts extends Pick<Timing, "monotonic" | "after" | "random"> {
  /** The lock's name: that of the database. */
  readonly name: string;
  readonly locks: Locks;
  readonly leads: DeskParts["leads"];
  readonly visible$: Observable<boolean>;
  readonly began: () => void;
  /** The lead is lost to another page: from here on nothing may be written or sent. */
  readonly lost: () => void;
  /** Asks the leader to say that it is there, and whether it can be seen. */
  readonly ask: () => void;
}

const HIDDEN_FOR_MS = 10_000;
const JITTER_MS = 500;

/** One page of a profile leads: the holder of the lock. A page that is seen takes it from one that has not been for 10 s. */
export class Leadership {
  readonly #parts: LeadershipParts;
  #leading = false;
  #queued = false;
  #closed = false;
  #visible = false;
  #askedAt: number | null = null;
  #leaderHiddenAt: number | null = null;
  #release: (() => void) | null = null;
  #watching: Subscription | null = null;
  #cancelLook: (() => void) | null = null;

  constructor(parts: LeadershipParts) {
    this.#parts = parts;
  }

  get leading(): boolean {
    return this.#leading;
  }

  start(): void {
    const { leads, visible$ } = this.#parts;
    if (leads === "NEVER") return;
    if (leads === "ALWAYS") return this.#steal();
    this.#queue();
    this.#watching = visible$.subscribe((visible) => {
      this.#visible = visible;
      if (visible && !this.#leading) this.#askLeader();
    });
  }

  /** The leader was heard of; `hiddenForMs` is null while it can be seen. */
  heard(hiddenForMs: number | null): void {
    this.#askedAt = null;
    this.#leaderHiddenAt = hiddenForMs === null ? null : this.#parts.monotonic() - hiddenForMs;
    if (hiddenForMs !== null) this.#lookAfter(HIDDEN_FOR_MS - hiddenForMs);
  }

  close(): void {
    this.#closed = true;
    this.#leading = false;
    this.#watching?.unsubscribe();
    this.#cancelLook?.();
    this.#release?.();
  }

  #askLeader(): void {
    this.#askedAt = this.#parts.monotonic();
    this.#parts.ask();
    this.#lookAfter(HIDDEN_FOR_MS);
  }

  #lookAfter(ms: number): void {
    this.#cancelLook?.();
    const jittered = Math.max(0, ms) + this.#parts.random() * JITTER_MS;
    this.#cancelLook = this.#parts.after(jittered, () => this.#look());
  }

  /** A leader that has not answered for as long is asleep: hidden, only deeper. */
  #look(): void {
    if (this.#closed || this.#leading || !this.#visible || this.#parts.leads !== "BY_LOCK") return;
    const longAgo = this.#parts.monotonic() - HIDDEN_FOR_MS;
    const since = this.#leaderHiddenAt ?? this.#askedAt;
    if (since !== null && since <= longAgo) this.#steal();
  }

  #queue(): void {
    if (this.#queued || this.#closed) return;
    this.#queued = true;
    void this.#request({}, () => (this.#queued = false));
  }

  #steal(): void {
    void this.#request({ steal: true }, () => {});
  }

  async #request(options: { steal?: boolean }, granted: () => void): Promise<void> {
    let held = false;
    try {
      await this.#parts.locks.request(this.#parts.name, options, async () => {
        granted();
        if (this.#closed || this.#leading) return;
        held = true;
        await this.#hold();
      });
    } catch {
      // Stolen: another page leads from here on.
      if (!held || !this.#leading) return;
      this.#leading = false;
      this.#askedAt = null;
      this.#leaderHiddenAt = null;
      this.#parts.lost();
      this.#queue();
    }
  }

  #hold(): Promise<void> {
    this.#leading = true;
    const until = new Promise<void>((resolve) => (this.#release = resolve));
    this.#parts.began();
    return until;
  }
}
