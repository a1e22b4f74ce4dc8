/**
 * Times and numbers as text. Pure: the instant, the language and the zone are handed in.
 * A time under an hour is mm:ss, above it two units; a late one carries a real minus (U+2212).
 */
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export interface UnitLetters {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
}

const plainLetters: UnitLetters = { day: "d", hour: "h", minute: "m" };

export function shortDuration(lengthMs: number, letters: UnitLetters = plainLetters): string {
  // Late by half a second reads "0:00", not "−0:01": both directions round towards zero.
  const whole = Math.trunc(lengthMs / second) * second;
  const size = Math.abs(whole);
  const sign = whole < 0 ? "−" : "";
  if (size < hour)
    return `${sign}${Math.floor(size / minute)}:${two(Math.floor((size % minute) / second))}`;
  if (size < day) {
    return `${sign}${Math.floor(size / hour)}${letters.hour} ${two(Math.floor((size % hour) / minute))}${letters.minute}`;
  }
  return `${sign}${Math.floor(size / day)}${letters.day} ${Math.floor((size % day) / hour)}${letters.hour}`;
}

/** For screen readers and tooltips: "2 hours, 10 minutes". */
export function spokenDuration(lengthMs: number, language: string): string {
  const size = Math.abs(Math.trunc(lengthMs / second)) * second;
  const days = Math.floor(size / day);
  const hours = Math.floor((size % day) / hour);
  const minutes = Math.floor((size % hour) / minute);
  const seconds = Math.floor((size % minute) / second);
  const parts =
    size >= day ? { days, hours } : size >= hour ? { hours, minutes } : { minutes, seconds };
  const text = new Intl.DurationFormat(language, { style: "long" }).format(parts);
  return text === ""
    ? new Intl.DurationFormat(language, { style: "long", secondsDisplay: "always" }).format({
        seconds: 0,
      })
    : text;
}

interface Place {
  readonly language: string;
  readonly timeZone?: string;
}

export function clockTime(at: number, place: Place): string {
  return formatter(place, { hour: "2-digit", minute: "2-digit" }).format(at);
}

export function exactClockTime(at: number, place: Place): string {
  return formatter(place, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);
}

/** "14:03" today, "12 Nov, 14:03" on any other day. */
export function dayAndTime(at: number, now: number, place: Place): string {
  const dayOf = formatter(place, { year: "numeric", month: "numeric", day: "numeric" });
  if (dayOf.format(at) === dayOf.format(now)) return clockTime(at, place);
  return formatter(place, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
}

/** `digits` only where a rate is small, as abandonment is. */
export function percent(fraction: number, language: string, digits = 0): string {
  return new Intl.NumberFormat(language, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(fraction);
}

export function wholeNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making one costs far more than using one, and rows use them by the hundred. */
function formatter(place: Place, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const wanted = {
    ...options,
    ...(place.timeZone === undefined ? {} : { timeZone: place.timeZone }),
  };
  const key = `${place.language} ${JSON.stringify(wanted)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  // English here is British: the 24-hour clock and the day before the month, unless the zone's user says otherwise.
  const made = new Intl.DateTimeFormat(place.language === "en" ? "en-GB" : place.language, wanted);
  formatters.set(key, made);
  return made;
}
