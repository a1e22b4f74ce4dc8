import type { Calendar } from "../../../src/domain/calendar.ts";
import type { Period } from "../../../src/domain/calendar/timetable.ts";
import { brand } from "../../../src/domain/id.ts";
import { NEVER } from "../../../src/domain/time.ts";

/** An office and its hours, and how the calendars' tests write instants. */

export const HOUR = 3_600_000;

export const at = (text: string): number => Date.parse(text);
export const show = (instant: number): string =>
  instant === NEVER ? "NEVER" : new Date(instant).toISOString().replace(":00.000Z", "Z");

export const hours = (from: number, to: number): Period => ({ from: from * 60, to: to * 60 });
export const allDay = [hours(0, 24)];

/** Monday to Friday from nine to five in UTC, where nothing else is said. */
export function calendar(more: Partial<Calendar>): Calendar {
  return {
    id: brand("calendar"),
    name: "Office",
    timezone: "UTC",
    week: weekdays([hours(9, 17)]),
    holidays: [],
    active: true,
    ...more,
  };
}

export function weekdays(day: readonly Period[], weekend: readonly Period[] = []) {
  return [day, day, day, day, day, weekend, weekend];
}

export const everyDay = (day: readonly Period[]) => weekdays(day, day);
export const office = calendar({});
