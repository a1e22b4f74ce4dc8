import { type OpenHours, addOpenMs, openMsBetween } from "../calendar.ts";
import { type SlaBand, slaBand } from "../service-level.ts";
import { type Instant, NEVER } from "../time.ts";

/**
 * A promise that runs in open hours and stands still while it is paused (hold, defer, waiting on the customer).
 * A calendar that changes under a running clock: pause by the old one and resume by the new.
 */
export interface SlaClock {
  readonly startedAt: Instant;
  /** Open milliseconds promised; NEVER where nothing is. */
  readonly allowedMs: number;
  /** When the clock was last started or stopped, and the open milliseconds that were left then. */
  readonly since: Instant;
  readonly leftMs: number;
  /** When it breaks, or broke; NEVER while it is paused unbroken. */
  readonly dueAt: Instant;
  readonly isPaused: boolean;
}

export function startClock(hours: OpenHours, now: Instant, allowedMs: number): SlaClock {
  const dueAt = addOpenMs(hours, now, allowedMs);
  return { startedAt: now, allowedMs, since: now, leftMs: allowedMs, dueAt, isPaused: false };
}

/** A promise that is broken already stays so. A clock that is paused already stays as it is. */
export function pauseClock(hours: OpenHours, clock: SlaClock, now: Instant): SlaClock {
  if (clock.isPaused) return clock;
  const dueAt = clock.dueAt <= now ? clock.dueAt : NEVER;
  return { ...clock, since: now, leftMs: remainingMs(hours, clock, now), dueAt, isPaused: true };
}

/** What was left runs on from now. A promise that broke before the pause keeps the instant at which it did. */
export function resumeClock(hours: OpenHours, clock: SlaClock, now: Instant): SlaClock {
  if (!clock.isPaused) return clock;
  const dueAt = clock.leftMs > 0 ? addOpenMs(hours, now, clock.leftMs) : clock.dueAt;
  return { ...clock, since: now, dueAt, isPaused: false };
}

/** Open milliseconds that are left, negative by those it is overdue; NEVER where nothing is promised. */
export function remainingMs(hours: OpenHours, clock: SlaClock, now: Instant): number {
  if (clock.isPaused || clock.allowedMs >= NEVER) return clock.leftMs;
  return clock.leftMs - openMsBetween(hours, clock.since, now);
}

/** Where the promise stands, in open time: at night it gets no worse. Used is 0..1, and above once broken. */
export function clockBand(
  hours: OpenHours,
  clock: SlaClock,
  { now, warnPct }: { now: Instant; warnPct: number },
): { band: SlaBand; used: number } {
  if (clock.allowedMs >= NEVER) return { band: "NONE", used: 0 };
  const used = 1 - remainingMs(hours, clock, now) / Math.max(1, clock.allowedMs);
  return { band: slaBand(used, warnPct), used };
}
