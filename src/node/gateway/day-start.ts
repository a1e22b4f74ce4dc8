import type { Instant } from "../../domain/time.ts";
import { dayNumber } from "../../domain/calendar/timetable.ts";
import { pieceAt } from "../../domain/calendar/zone.ts";
import { DAY_MS } from "../../domain/time.ts";

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timezone: string): Intl.DateTimeFormat {
  const present = clocks.get(timezone);
  if (present !== undefined) return present;
  const parts = {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  } as const;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: timezone, ...parts });
  clocks.set(timezone, clock);
  return clock;
}

/** What the clock on the wall of that zone shows, in milliseconds since its midnight. */
function sinceMidnight(timezone: string, at: Instant): number {
  const shown = clockOf(timezone).format(at).split(":").map(Number);
  const [hours = 0, minutes = 0, seconds = 0] = shown;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + (at % 1000);
}

/** The instant at which the day that holds `now` began in a zone, also on days of 23 or 25 hours. */
export function dayStart(timezone: string, now: Instant): Instant {
  let start = now - sinceMidnight(timezone, now);
  // A clock change since midnight puts us beside it: an hour after it, or in the evening before.
  const off = sinceMidnight(timezone, start);
  if (off !== 0) start += off < DAY_MS / 2 ? -off : DAY_MS - off;
  return start;
}

/** The same of a date such as 2026-03-29; NaN for what is no date. */
export function dateStart(timezone: string, date: string): Instant {
  const noon = (dayNumber(date) + 0.5) * DAY_MS;
  if (Number.isNaN(noon)) return noon;
  // Noon is far from where clocks are changed: one look at the offset is near enough.
  return dayStart(timezone, noon - pieceAt(timezone, noon).offsetMs);
}

/** The beginning of the day that comes so many days later. */
export function dayAfter(timezone: string, start: Instant, days: number): Instant {
  return dayStart(timezone, start + (days + 0.5) * DAY_MS);
}
