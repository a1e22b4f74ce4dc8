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
import { type Piece, pieceAt } from "./calendar/zone.ts";
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
  for (const { start, end } of stretches(calendar, from, to))
    sum += openBefore(open, end) - openBefore(open, start);
  return sum;
}

/** The first instant by which `ms` open milliseconds have passed since `from`; NEVER where so many never come. */
export function addOpenMs(calendar: OpenHours, from: Instant, ms: number): Instant {
  if (from >= NEVER || ms >= NEVER) return NEVER;
  if (ms <= 0) return from;
  if (!restricts(calendar)) return Math.min(NEVER, from + ms);
  const { open } = prepared(calendar);
  let left = ms;
  for (const { start, end, offsetMs } of stretches(calendar, from, lastOpening(open))) {
    const here = openBefore(open, end) - openBefore(open, start);
    if (here >= left) return wallAfter(open, [start, end], left) - offsetMs;
    left -= here;
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

/** A stretch of the wall clock that runs straight. */
interface Stretch {
  readonly start: Wall;
  readonly end: Wall;
  readonly offsetMs: number;
}

function* stretches(calendar: Calendar, from: Instant, until: Instant): Generator<Stretch> {
  const end = Math.min(until, NEVER);
  let at = from;
  while (at < end) {
    const { to, offsetMs }: Piece = pieceAt(calendar.timezone, at);
    yield { start: at + offsetMs, end: Math.min(to, end) + offsetMs, offsetMs };
    at = to;
  }
}

/** An instant after which these hours hold nothing: search ends there, however little was found. */
function lastOpening(hours: Hours): Instant {
  if ((hours.before[7] ?? 0) > 0) return NEVER;
  const day = hours.specialDays.at(-1);
  // A wall clock is never two days off UTC.
  return day === undefined ? -NEVER : (day + 3) * DAY_MS;
}

function firstIn(calendar: Calendar, hours: Hours, at: Instant): Instant {
  for (const { start, end, offsetMs } of stretches(calendar, at, lastOpening(hours))) {
    const found = firstOpen(hours, start, end);
    if (found !== null) return found - offsetMs;
  }
  return NEVER;
}
