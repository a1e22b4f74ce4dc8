import {
  type Hours,
  type Timetable,
  type Wall,
  firstOpen,
  hoursOf,
  isOpenAt,
  openBefore,
  wallAfter,
} from "./calendar/timetable.ts";
import { pieceAt } from "./calendar/zone.ts";
import type { CalendarId } from "./id.ts";
import { DAY_MS, type Instant, NEVER } from "./time.ts";

/**
 * When a workspace, a queue or a source is open (RingCentral's time sheet).
 *
 * It is open at an instant when the clock on the wall of its zone then shows a time within a period of that day.
 * So an hour that a change to summer time skips is never open, and one that is repeated is open twice.
 */
export interface Calendar extends Timetable {
  readonly id: CalendarId;
  readonly name: string;
  /** A name of the IANA database, such as Europe/Vienna. */
  readonly timezone: string;
  /** An inactive calendar restricts nothing. */
  readonly active: boolean;
}

/** Open hours as every function here takes them: no calendar is always open. The calendar has passed checkCalendar. */
export type OpenHours = Calendar | null;

export function isOpen(calendar: OpenHours, at: Instant): boolean {
  if (!restricts(calendar)) return true;
  return isOpenAt(prepared(calendar).open, at + pieceAt(calendar.timezone, at).offsetMs);
}

/** Open milliseconds in from..to; 0 where `to` is not after `from`. */
export function openMsBetween(calendar: OpenHours, from: Instant, to: Instant): number {
  if (to <= from) return 0;
  if (!restricts(calendar)) return to - from;
  const { open } = prepared(calendar);
  let sum = 0;
  for (let at = from; at < to;) {
    const stretch = stretchAt(calendar, at, to);
    sum += openIn(open, stretch);
    at = stretch.to;
  }
  return sum;
}

/** The first instant by which `ms` open milliseconds have passed since `from`; NEVER where so many never come. */
export function addOpenMs(calendar: OpenHours, from: Instant, ms: number): Instant {
  if (from >= NEVER || ms >= NEVER) return NEVER;
  if (ms <= 0) return from;
  if (!restricts(calendar)) return Math.min(NEVER, from + ms);
  const { open } = prepared(calendar);
  let left = ms;
  for (let at = from; at < NEVER;) {
    const stretch = stretchAt(calendar, at, NEVER);
    const here = openIn(open, stretch);
    if (here >= left) return wallAfter(open, [stretch.start, stretch.end], left) - stretch.offsetMs;
    left -= here;
    at = here === 0 ? earliestIn(open, stretch.to) : stretch.to;
  }
  return NEVER;
}

/** The first open instant at or after `at`: `at` itself while it is open; NEVER where it does not open again. */
export function nextOpening(calendar: OpenHours, at: Instant): Instant {
  return restricts(calendar) ? firstIn(calendar, prepared(calendar).open, at) : at;
}

/** The first closed instant at or after `at`: `at` itself while it is closed; NEVER where it does not close again. */
export function nextClosing(calendar: OpenHours, at: Instant): Instant {
  return restricts(calendar) ? firstIn(calendar, prepared(calendar).closed, at) : NEVER;
}

/** The first instant after `at` at which isOpen answers differently; NEVER where it always answers the same. */
export function nextChange(calendar: OpenHours, at: Instant): Instant {
  return isOpen(calendar, at) ? nextClosing(calendar, at) : nextOpening(calendar, at);
}

interface Prepared {
  readonly open: Hours;
  readonly closed: Hours;
}

/** Calendars do not change, so what follows from one may be kept as long as it is. */
const known = new WeakMap<Calendar, Prepared>();

function prepared(calendar: Calendar): Prepared {
  const before = known.get(calendar);
  if (before !== undefined) return before;
  const made = { open: hoursOf(calendar), closed: hoursOf(calendar, true) };
  known.set(calendar, made);
  return made;
}

function restricts(calendar: OpenHours): calendar is Calendar {
  return calendar !== null && calendar.active;
}

/** A stretch of the wall clock that runs straight, and the instant at which it ends. */
interface Stretch {
  readonly start: Wall;
  readonly end: Wall;
  readonly to: Instant;
  readonly offsetMs: number;
}

function stretchAt(calendar: Calendar, at: Instant, until: Instant): Stretch {
  const piece = pieceAt(calendar.timezone, at);
  const to = Math.min(piece.to, until);
  return { start: at + piece.offsetMs, end: to + piece.offsetMs, to, offsetMs: piece.offsetMs };
}

function openIn(hours: Hours, { start, end }: Stretch): number {
  return openBefore(hours, end) - openBefore(hours, start);
}

function firstIn(calendar: Calendar, hours: Hours, from: Instant): Instant {
  for (let at = from; at < NEVER;) {
    const { start, end, to, offsetMs } = stretchAt(calendar, at, NEVER);
    const found = firstOpen(hours, start, end);
    if (found !== null) return found - offsetMs;
    at = earliestIn(hours, to);
  }
  return NEVER;
}

/** An instant from `at` on before which nothing is open, so that years without hours cost nothing; NEVER at their end. */
function earliestIn(hours: Hours, at: Instant): Instant {
  // A wall clock is never a day off UTC.
  const wall = firstOpen(hours, at - DAY_MS, NEVER);
  return wall === null ? NEVER : Math.max(at, wall - DAY_MS);
}
