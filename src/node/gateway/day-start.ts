import type { Instant } from "../../domain/time.ts";
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
