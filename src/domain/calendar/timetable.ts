import { DAY_MS } from "../time.ts";

/** Part of a day, in minutes of the wall clock: 0..1440, `from` before `to`, `to` no longer in it. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export interface Holiday {
  /** YYYY-MM-DD in the calendar's zone. */
  readonly date: string;
  readonly name: string;
  /** Special hours of that day; without them it is closed all day. */
  readonly periods?: readonly Period[];
}

/** Open hours on a wall clock, as yet in no zone. */
export interface Timetable {
  /** Seven days, Monday first. */
  readonly week: readonly (readonly Period[])[];
  readonly holidays: readonly Holiday[];
}

/** Milliseconds since 1970-01-01 00:00 on the wall. A day has 86,400,000 of them, whatever the zone does. */
export type Wall = number;

/** A timetable prepared for sums: what is open up to any day is a few additions, however far away. */
export interface Hours {
  readonly week: readonly Day[];
  /** What is open in a week before its nth day; the eighth is the whole week. */
  readonly before: readonly number[];
  /** Days with hours of their own, by number of the day, in order. */
  readonly special: ReadonlyMap<number, Day>;
  readonly specialDays: readonly number[];
  /** How much more than usual (or less) is open on all special days before the nth. */
  readonly corrections: readonly number[];
}

/** The periods of a day in milliseconds, in order. */
type Day = readonly Period[];

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** 1970-01-01 was a Thursday: three days after a Monday. */
const EPOCH_WEEKDAY = 3;

/** The hours in which the timetable is open, or, inverted, those in which it is closed. */
export function hoursOf({ week, holidays }: Timetable, isInverted = false): Hours {
  const day = (periods: readonly Period[]): Day =>
    inMs(isInverted ? rest(inOrder(periods)) : inOrder(periods));
  const days = week.map(day);
  const before = days.reduce((sums, each) => [...sums, last(sums) + lengthOf(each)], [0]);
  const special = new Map(
    holidays
      .map(({ date, periods }) => [dayNumber(date), day(periods ?? [])] as const)
      .sort(([left], [right]) => left - right),
  );
  const specialDays = [...special.keys()];
  const corrections = [...special].reduce(
    (sums, [number, hours]) => [
      ...sums,
      last(sums) + lengthOf(hours) - lengthOf(days[weekday(number)] ?? []),
    ],
    [0],
  );
  return { week: days, before, special, specialDays, corrections };
}

/** The number of a date on the wall, from 1970-01-01 = 0; NaN for what is no date. */
export function dayNumber(date: string): number {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (parts === null) return Number.NaN;
  const at = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Date(at).toISOString().startsWith(date) ? at / DAY_MS : Number.NaN;
}

/** Open milliseconds of the wall before an instant on it, counted from a fixed day: only differences mean anything. */
export function openBefore(hours: Hours, wall: Wall): number {
  const day = Math.floor(wall / DAY_MS);
  const within = wall - day * DAY_MS;
  let open = openBeforeDay(hours, day);
  for (const { from, to } of dayOf(hours, day)) open += Math.max(0, Math.min(within, to) - from);
  return open;
}

export function isOpenAt(hours: Hours, wall: Wall): boolean {
  const day = Math.floor(wall / DAY_MS);
  const within = wall - day * DAY_MS;
  return dayOf(hours, day).some(({ from, to }) => from <= within && within < to);
}

/** The first open instant at or after `wall` and before `until`; null when there is none. */
export function firstOpen(hours: Hours, wall: Wall, until: Wall): Wall | null {
  const passed = openBefore(hours, wall);
  if (openBefore(hours, until) === passed) return null;
  const day = firstDay(hours, [wall, until], (open) => open > passed);
  for (const { from, to } of dayOf(hours, day))
    if (day * DAY_MS + to > wall) return Math.max(wall, day * DAY_MS + from);
  return null;
}

/** The first instant by which `ms` more are open than at `wall`; at least so many are open before `until`. */
export function wallAfter(hours: Hours, [wall, until]: readonly [Wall, Wall], ms: number): Wall {
  const wanted = openBefore(hours, wall) + ms;
  const day = firstDay(hours, [wall, until], (open) => open >= wanted);
  let left = wanted - openBeforeDay(hours, day);
  for (const { from, to } of dayOf(hours, day)) {
    if (left <= to - from) return day * DAY_MS + from + left;
    left -= to - from;
  }
  throw new Error(`No ${ms} open milliseconds between ${wall} and ${until}`);
}

/** By halving: what is open before a day never becomes less from one day to the next. */
function firstDay(
  hours: Hours,
  [wall, until]: readonly [Wall, Wall],
  isEnough: (openBeforeItsEnd: number) => boolean,
): number {
  let low = Math.floor(wall / DAY_MS);
  let high = Math.floor(until / DAY_MS);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(openBeforeDay(hours, middle + 1))) high = middle;
    else low = middle + 1;
  }
  return low;
}

function openBeforeDay(hours: Hours, day: number): number {
  const inWeek = weekday(day);
  const weeks = (day + EPOCH_WEEKDAY - inWeek) / 7;
  const usual = weeks * (hours.before[7] ?? 0) + (hours.before[inWeek] ?? 0);
  return usual + (hours.corrections[countBelow(hours.specialDays, day)] ?? 0);
}

function dayOf(hours: Hours, day: number): Day {
  return hours.special.get(day) ?? hours.week[weekday(day)] ?? [];
}

/** How many of the ordered numbers are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** 0 is Monday. */
function weekday(day: number): number {
  return (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
}

const last = (sums: readonly number[]): number => sums.at(-1) ?? 0;
const lengthOf = (day: Day): number => day.reduce((sum, { from, to }) => sum + to - from, 0);
const inOrder = (periods: readonly Period[]): readonly Period[] =>
  [...periods].sort((left, right) => left.from - right.from);
const inMs = (periods: readonly Period[]): Day =>
  periods.map(({ from, to }) => ({ from: from * MINUTE_MS, to: to * MINUTE_MS }));

/** What the periods, in order, leave of a day. */
function rest(periods: readonly Period[]): readonly Period[] {
  const ends = [0, ...periods.map(({ to }) => to)];
  const starts = [...periods.map(({ from }) => from), DAY_MINUTES];
  return ends
    .map((from, at) => ({ from, to: starts[at] ?? DAY_MINUTES }))
    .filter(({ from, to }) => from < to);
}
