import { type OpenHours, addOpenMs, openMsBetween } from "../calendar.ts";
import { type SlaBand, slaBand } from "../service-level.ts";
import { type Instant, NEVER } from "../time.ts";

/**
 * A promise that runs in open hours and stands still while it is paused (hold, defer, waiting on the customer).
 * Every function takes the same open hours; where a calendar is changed, pause by the old and resume by the new.
 */
export interface SlaClock {
  readonly startedAt: Instant;
  /** Open milliseconds promised; NEVER where nothing is. */
  readonly allowedMs: number;
  /** When it is broken if nothing pauses it; while paused, what it was when the pause began. */
  readonly dueAt: Instant;
  readonly paused: { readonly at: Instant; readonly remainingMs: number } | null;
}

export function startClock(hours: OpenHours, now: Instant, allowedMs: number): SlaClock {
  return { startedAt: now, allowedMs, dueAt: addOpenMs(hours, now, allowedMs), paused: null };
}

/** A clock that is paused already stays as it is. */
export function pauseClock(hours: OpenHours, clock: SlaClock, now: Instant): SlaClock {
  if (clock.paused !== null) return clock;
  return { ...clock, paused: { at: now, remainingMs: remainingMs(hours, clock, now) } };
}

/** What was left runs on from now. A promise that was broken before the pause keeps the instant at which it broke. */
export function resumeClock(hours: OpenHours, clock: SlaClock, now: Instant): SlaClock {
  if (clock.paused === null) return clock;
  const left = clock.paused.remainingMs;
  return { ...clock, paused: null, dueAt: left > 0 ? addOpenMs(hours, now, left) : clock.dueAt };
}

/** When it breaks by itself: NEVER while paused. A promise that broke before the pause stays broken. */
export function clockDueAt({ dueAt, paused }: SlaClock): Instant {
  return paused === null || paused.remainingMs <= 0 ? dueAt : NEVER;
}

/** Open milliseconds that are left, negative by those it is overdue; NEVER where nothing is promised. */
export function remainingMs(hours: OpenHours, clock: SlaClock, now: Instant): number {
  if (clock.paused !== null) return clock.paused.remainingMs;
  if (clock.allowedMs >= NEVER) return NEVER;
  // A due instant that never comes leaves what the open hours have not yet used up.
  if (clock.dueAt === NEVER) return clock.allowedMs - openMsBetween(hours, clock.startedAt, now);
  return now < clock.dueAt
    ? openMsBetween(hours, now, clock.dueAt)
    : -openMsBetween(hours, clock.dueAt, now);
}

/** Where the promise stands, in open time: at night it gets no worse. */
export function clockBand(
  hours: OpenHours,
  clock: SlaClock,
  { now, warnPct }: { now: Instant; warnPct: number },
): { band: SlaBand; used: number } {
  if (clock.allowedMs >= NEVER) return { band: "NONE", used: 0 };
  const used = 1 - remainingMs(hours, clock, now) / Math.max(1, clock.allowedMs);
  const isBroken = clockDueAt(clock) <= now;
  const share = isBroken ? Math.max(1, used) : Math.max(0, used);
  return { band: slaBand(share, warnPct), used: share };
}
