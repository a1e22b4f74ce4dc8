import type { Calendar } from "../calendar.ts";
import { type Period, dayNumber } from "./timetable.ts";
import { isTimezone } from "./zone.ts";

export interface CalendarProblem {
  /** Where it is, as in `week.0.1.to`; days count from Monday = 0. */
  readonly path: string;
  readonly message: string;
}

const HOLIDAYS_MAX = 1000;
const PERIODS_MAX = 24;
const NAME_MAX = 100;
const DAY_MINUTES = 1440;

/** Everything that is wrong with a calendar; the functions of calendar.ts take only those with nothing wrong. */
export function checkCalendar(
  calendar: Pick<Calendar, "name" | "timezone" | "week" | "holidays">,
): readonly CalendarProblem[] {
  const { name, timezone, week, holidays } = calendar;
  const problems: CalendarProblem[] = [];
  const say = (path: string, message: string) => problems.push({ path, message });
  if (name.trim() === "" || name.length > NAME_MAX)
    say("name", `A name has 1 to ${NAME_MAX} characters.`);
  if (!isTimezone(timezone))
    say("timezone", `"${timezone}" is no time zone of the IANA database, such as Europe/Vienna.`);
  if (week.length !== 7) say("week", `A week has 7 days, Monday first; here are ${week.length}.`);
  week.forEach((periods, day) => problems.push(...checkPeriods(`week.${day}`, periods)));
  return [...problems, ...checkHolidays(holidays)];
}

function checkHolidays(holidays: Calendar["holidays"]): readonly CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  if (holidays.length > HOLIDAYS_MAX)
    problems.push({ path: "holidays", message: `At most ${HOLIDAYS_MAX} holidays.` });
  const seen = new Set<string>();
  holidays.forEach(({ date, periods }, at) => {
    const path = `holidays.${at}`;
    if (Number.isNaN(dayNumber(date)))
      problems.push({ path: `${path}.date`, message: `"${date}" is no date such as 2026-12-24.` });
    if (seen.has(date))
      problems.push({ path: `${path}.date`, message: `${date} is named more than once.` });
    seen.add(date);
    problems.push(...checkPeriods(`${path}.periods`, periods ?? []));
  });
  return problems;
}

function checkPeriods(path: string, periods: readonly Period[]): readonly CalendarProblem[] {
  if (periods.length > PERIODS_MAX)
    return [{ path, message: `At most ${PERIODS_MAX} periods a day.` }];
  const wrong = periods.flatMap(({ from, to }, at) => {
    const message = faultOf(from, to);
    return message === null ? [] : [{ path: `${path}.${at}`, message }];
  });
  return wrong.length > 0 ? wrong : overlaps(path, periods);
}

function faultOf(from: number, to: number): string | null {
  if (![from, to].every((at) => Number.isInteger(at) && at >= 0 && at <= DAY_MINUTES))
    return `A period is in whole minutes from 0 to ${DAY_MINUTES}; here ${from} to ${to}.`;
  return from < to
    ? null
    : `A period begins before it ends; here ${clock(from)} to ${clock(to)}. What goes past midnight is two periods.`;
}

/** Periods may touch; an hour in two of them would be a slip of the pen. */
function overlaps(path: string, periods: readonly Period[]): readonly CalendarProblem[] {
  const inOrder = periods
    .map((period, at) => ({ ...period, at }))
    .sort((left, right) => left.from - right.from);
  return inOrder.flatMap((period, n) => {
    const before = inOrder[n - 1];
    if (before === undefined || before.to <= period.from) return [];
    const message = `${clock(period.from)} to ${clock(period.to)} overlaps ${clock(before.from)} to ${clock(before.to)}.`;
    return [{ path: `${path}.${period.at}`, message }];
  });
}

function clock(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
