import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Calendar,
  addOpenMs,
  isOpen,
  nextChange,
  nextClosing,
  nextOpening,
  openMsBetween,
} from "../../src/domain/calendar.ts";
import { checkCalendar } from "../../src/domain/calendar/check.ts";
import type { Period } from "../../src/domain/calendar/timetable.ts";
import { afterPause, deadlineIn, reckonAnew } from "../../src/domain/queue-clock.ts";
import { brand } from "../../src/domain/id.ts";
import { DAY_MS, NEVER } from "../../src/domain/time.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Whole seconds, as settings give them, and gaps between two changes. */
const seconds = fc.integer({ min: 1, max: 30 * 86_400 });
const gap = fc.integer({ min: 0, max: 3 * DAY_MS });

/** Where clocks do something odd: a zone and an instant near which it does. */
const oddities = [
  ["Europe/Vienna", "2026-03-29T01:00Z"],
  ["Europe/Vienna", "2026-10-25T01:00Z"],
  ["America/New_York", "2026-11-01T06:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30Z"],
  ["Pacific/Chatham", "2026-09-26T14:00Z"],
  ["Asia/Kathmandu", "2026-06-01T00:00Z"],
  ["America/Sao_Paulo", "2018-02-18T02:00Z"],
  ["America/Sao_Paulo", "2018-11-04T03:00Z"],
  ["Pacific/Apia", "2011-12-30T10:00Z"],
  ["Africa/Casablanca", "2026-03-22T02:00Z"],
  ["America/Scoresbysund", "2024-03-31T01:00Z"],
  ["UTC", "2026-01-01T00:00Z"],
] as const;

const someEdges = [0, 1, 59, 60, 90, 119, 120, 121, 149, 150, 180, 240, 540, 1020, 1439, 1440];
const edge = fc.oneof(fc.constantFrom(...someEdges), fc.nat(1440));

/** Edges in order make periods that cannot overlap; some touch. */
const day: fc.Arbitrary<Period[]> = fc
  .uniqueArray(edge, { maxLength: 7 })
  .map((edges) => edges.sort((left, right) => left - right))
  .chain((edges) =>
    fc.constantFrom(1, 2).map((step) => {
      const periods: Period[] = [];
      for (let at = 0; at + 1 < edges.length; at += step)
        periods.push({ from: edges[at] ?? 0, to: edges[at + 1] ?? 0 });
      return periods;
    }),
  );

interface Scene {
  readonly calendar: Calendar;
  /** Near the oddity, on a whole minute. */
  readonly at: number;
}

const scenes: fc.Arbitrary<Scene> = fc
  .record({
    oddity: fc.constantFrom(...oddities),
    week: fc.array(day, { minLength: 7, maxLength: 7 }),
    holidays: fc.uniqueArray(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.option(day)), {
      selector: ([days]) => days,
      maxLength: 4,
    }),
    minutes: fc.integer({ min: -3 * 1440, max: 2 * 1440 }),
  })
  .map(({ oddity: [timezone, near], week, holidays, minutes }) => ({
    at: Date.parse(near) + minutes * MINUTE_MS,
    calendar: {
      id: brand("calendar"),
      name: "Any",
      timezone,
      week,
      holidays: holidays.map(([days, periods]) => ({
        date: new Date(Date.parse(near) + days * DAY_MS).toISOString().slice(0, 10),
        name: "Holiday",
        ...(periods === null ? {} : { periods }),
      })),
      active: true,
    },
  }));

/** What the clock on the wall shows, asked of the platform in another way than the code under test does. */
const walls = new Map<string, Intl.DateTimeFormat>();
function wall(timezone: string, at: number) {
  let format = walls.get(timezone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: timezone,
      hourCycle: "h23",
      dateStyle: "short",
      timeStyle: "short",
    });
    walls.set(timezone, format);
  }
  const [date = "", time = ""] = format.format(at).split(", ");
  const [hour, minute] = time.split(":").map(Number);
  return { date, minute: (hour ?? 0) * 60 + (minute ?? 0) };
}

const weekdayOf = (date: string): number => (new Date(`${date}T12:00Z`).getUTCDay() + 6) % 7;

function naiveIsOpen({ timezone, week, holidays }: Calendar, at: number): boolean {
  const { date, minute } = wall(timezone, at);
  const holiday = holidays.find((each) => each.date === date);
  const periods = holiday === undefined ? week[weekdayOf(date)] : holiday.periods;
  return (periods ?? []).some(({ from, to }) => from <= minute && minute < to);
}

/** Whether it is open, minute by minute. */
function naiveMinutes({ calendar, at }: Scene, minutes: number): boolean[] {
  return Array.from({ length: minutes }, (_none, n) => naiveIsOpen(calendar, at + n * MINUTE_MS));
}

describe(`a calendar against a clock on the wall that is read every minute (seed ${seed})`, () => {
  const minutes = 2 * 1440;

  test("is open when the wall says so, for as long, and changes when it does", () => {
    let changes = 0;
    fc.assert(
      fc.property(scenes, fc.nat(600), (scene, wanted) => {
        const { calendar, at } = scene;
        expect(checkCalendar(calendar)).toEqual([]);
        const open = naiveMinutes(scene, minutes);
        const end = at + minutes * MINUTE_MS;
        expect(open.map((_open, n) => isOpen(calendar, at + n * MINUTE_MS))).toEqual(open);
        expect(openMsBetween(calendar, at, end)).toBe(open.filter(Boolean).length * MINUTE_MS);

        const within = (n: number) => (n === -1 ? null : at + n * MINUTE_MS);
        const found = (instant: number) => (instant < end ? instant : null);
        expect(found(nextOpening(calendar, at))).toBe(within(open.indexOf(true)));
        expect(found(nextClosing(calendar, at))).toBe(within(open.indexOf(false)));
        expect(found(nextChange(calendar, at))).toBe(within(open.indexOf(!open[0])));

        let passed = 0;
        const due = open.findIndex((isOpen) => (passed += isOpen ? 1 : 0) > wanted);
        expect(found(addOpenMs(calendar, at, (wanted + 1) * MINUTE_MS - 1))).toBe(
          due === -1 ? null : at + (due + 1) * MINUTE_MS - 1,
        );
        changes += open.filter((isOpen, n) => n > 0 && isOpen !== open[n - 1]).length;
      }),
      { numRuns: 250, seed },
    );
    expect(changes).toBeGreaterThan(250);
  });
});

describe(`sums of open time (seed ${seed})`, () => {
  const span = fc.integer({ min: 0, max: 800 * DAY_MS });

  test("add up, wherever a stretch is cut", () => {
    fc.assert(
      fc.property(scenes, span, span, ({ calendar, at }, first, second) => {
        const middle = at + first;
        const end = middle + second;
        expect(openMsBetween(calendar, at, middle) + openMsBetween(calendar, middle, end)).toBe(
          openMsBetween(calendar, at, end),
        );
      }),
      { numRuns: 1_500, seed },
    );
  });

  test("are undone by adding: the deadline is the first instant by which so much was open", () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: 1, max: 3_000 * HOUR_MS }), ({ calendar, at }, ms) => {
        const due = addOpenMs(calendar, at, ms);
        if (due === NEVER) {
          expect(openMsBetween(calendar, at, at + 30 * 365 * DAY_MS)).toBeLessThan(ms);
          return;
        }
        expect(openMsBetween(calendar, at, due)).toBe(ms);
        expect(openMsBetween(calendar, at, due - 1)).toBe(ms - 1);
        expect(isOpen(calendar, due - 1)).toBe(true);
      }),
      { numRuns: 1_500, seed },
    );
  });

  test("do not change between two changes", () => {
    fc.assert(
      fc.property(scenes, ({ calendar, at }) => {
        const change = nextChange(calendar, at);
        const end = Math.min(change, at + 400 * DAY_MS);
        const isAllOpen = openMsBetween(calendar, at, end) === end - at;
        const isAllClosed = openMsBetween(calendar, at, end) === 0;
        expect(isOpen(calendar, at) ? isAllOpen : isAllClosed).toBe(true);
        if (change !== NEVER) expect(isOpen(calendar, change)).toBe(!isOpen(calendar, at));
      }),
      { numRuns: 1_500, seed },
    );
  });

  test("make a deadline that pauses cost exactly what ran while it was not paused", () => {
    const gaps = fc.array(fc.tuple(gap, gap), { maxLength: 6 });
    fc.assert(
      fc.property(scenes, gaps, seconds, ({ calendar, at }, turns, sec) => {
        let dueAt = deadlineIn(calendar, at, sec);
        let now = at;
        let ran = 0;
        for (const [on, off] of turns) {
          if (dueAt <= now + on) break;
          ran += openMsBetween(calendar, now, now + on);
          const since = now + on;
          now = since + off;
          dueAt = afterPause(calendar, dueAt, { since, now });
        }
        expect(dueAt).toBe(addOpenMs(calendar, now, sec * 1000 - ran));
      }),
      { numRuns: 2_000, seed },
    );
  });

  test("never let a deadline come due while they are closed (F9, F10)", () => {
    fc.assert(
      fc.property(scenes, scenes, seconds, gap, (one, other, sec, later) => {
        const was = { hours: one.calendar, sec };
        const is = { hours: other.calendar, sec };
        const first = deadlineIn(was.hours, one.at, sec);
        const now = one.at + later;
        const moved = reckonAnew({ startedAt: one.at, dueAt: first }, { was, is }, now);
        for (const [{ hours }, dueAt] of [
          [was, first],
          [is, moved <= now ? NEVER : moved],
        ] as const)
          if (dueAt !== NEVER) expect(isOpen(hours, dueAt - 1)).toBe(true);
      }),
      { numRuns: 3_000, seed },
    );
  });

  test("that change give a running deadline what was left of it, in the new hours (F5)", () => {
    fc.assert(
      fc.property(scenes, scenes, seconds, gap, (one, other, sec, later) => {
        const startedAt = one.at;
        const now = startedAt + later;
        const dueAt = deadlineIn(one.calendar, startedAt, sec);
        const change = {
          was: { hours: one.calendar, sec },
          is: { hours: other.calendar, sec: sec * 2 },
        };
        const used = openMsBetween(one.calendar, startedAt, now);
        const moved = reckonAnew({ startedAt, dueAt }, change, now);
        if (used < sec * 2000)
          expect(moved).toBe(addOpenMs(other.calendar, now, sec * 2000 - used));
        else expect(moved).toBe(addOpenMs(one.calendar, startedAt, sec * 2000));
        const same = { was: change.was, is: { ...change.was } };
        expect(reckonAnew({ startedAt, dueAt }, same, now)).toBe(dueAt);
      }),
      { numRuns: 2_000, seed },
    );
  });
});
