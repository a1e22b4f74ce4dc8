import { type OpenHours, addOpenMs, openMsBetween } from "./calendar.ts";
import { type Instant, NEVER, SECOND_MS } from "./time.ts";

/**
 * Deadline: the instant by which `sec` open seconds have passed. Every clock of a queue is reckoned here, in the hours
 * of the queue's calendar; null seconds never come. The few clocks that run by the wall stand in docs/routing.md.
 */
export function deadlineIn(hours: OpenHours, from: Instant, sec: number | null): Instant {
  return sec === null ? NEVER : addOpenMs(hours, from, sec * SECOND_MS);
}

/** Pause: what was left of a deadline when it stopped runs on from now. What had come by then stays as it was. */
export function afterPause(
  hours: OpenHours,
  dueAt: Instant,
  { since, now }: { readonly since: Instant; readonly now: Instant },
): Instant {
  if (dueAt === NEVER || dueAt <= since) return dueAt;
  return addOpenMs(hours, now, openMsBetween(hours, since, dueAt));
}

/** How long a queue gives, and the hours in which that time runs. */
export interface Term {
  readonly hours: OpenHours;
  /** Null: there is no such deadline. */
  readonly sec: number | null;
}

/**
 * A deadline under settings that change while it runs: the open time that was used by the old ones stays used, and
 * what is left by the new ones runs on from now. What is used up already came due when the new time had passed.
 */
export function reckonAnew(
  clock: { readonly startedAt: Instant; readonly dueAt: Instant },
  { was, is }: { readonly was: Term; readonly is: Term },
  now: Instant,
): Instant {
  if (is.sec === null) return NEVER;
  if (was.sec === is.sec && was.hours === is.hours) return clock.dueAt;
  // Reckoned and still never: by hours that do not open again. Any other is one that nobody owes.
  const isOwed = clock.dueAt !== NEVER || deadlineIn(was.hours, clock.startedAt, was.sec) === NEVER;
  if (!isOwed) return NEVER;
  // A request brings its time along: what no hours of this queue made is not theirs to move.
  const isTheirs =
    clock.dueAt === NEVER || clock.dueAt <= now || openMsBetween(was.hours, now, clock.dueAt) > 0;
  if (!isTheirs) return clock.dueAt;
  const leftMs = is.sec * SECOND_MS - usedMs(clock, was, now);
  if (leftMs > 0) return addOpenMs(is.hours, now, leftMs);
  if (was.sec === is.sec) return Math.min(clock.dueAt, now);
  return Math.min(now, deadlineIn(was.hours, clock.startedAt, is.sec));
}

/** Open milliseconds of the term that are used up by now; more than it has, once it is over. */
function usedMs(
  { startedAt, dueAt }: { readonly startedAt: Instant; readonly dueAt: Instant },
  { hours, sec }: Term,
  now: Instant,
): number {
  if (sec === null || dueAt === NEVER) return openMsBetween(hours, startedAt, now);
  const leftMs = dueAt > now ? openMsBetween(hours, now, dueAt) : -openMsBetween(hours, dueAt, now);
  return sec * SECOND_MS - leftMs;
}
