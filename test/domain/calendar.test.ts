import { execFileSync } from "node:child_process";
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
import {
  clockBand,
  pauseClock,
  remainingMs,
  resumeClock,
  startClock,
} from "../../src/domain/calendar/sla-clock.ts";
import type { Period } from "../../src/domain/calendar/timetable.ts";
import { brand } from "../../src/domain/id.ts";
import { DAY_MS, NEVER } from "../../src/domain/time.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const at = (text: string): number => Date.parse(text);
const show = (instant: number): string =>
  instant === NEVER ? "NEVER" : new Date(instant).toISOString().replace(":00.000Z", "Z");

const hours = (from: number, to: number): Period => ({ from: from * 60, to: to * 60 });
const allDay = [hours(0, 24)];

function calendar(more: Partial<Calendar>): Calendar {
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

function weekdays(day: readonly Period[], weekend: readonly Period[] = []) {
  return [day, day, day, day, day, weekend, weekend];
}

const everyDay = (day: readonly Period[]) => weekdays(day, day);
const office = calendar({});
const always = calendar({ week: everyDay(allDay) });
const never = calendar({ week: everyDay([]) });

describe("Monday to Friday, nine to five", () => {
  test("an hour from Friday 16:30 is over on Monday at 09:30", () => {
    expect(show(addOpenMs(office, at("2026-11-20T16:30Z"), HOUR))).toBe("2026-11-23T09:30Z");
  });

  test.each([
    ["in the morning before it opens", "2026-11-20T06:00Z", HOUR, "2026-11-20T10:00Z"],
    ["on Saturday", "2026-11-21T12:00Z", MINUTE, "2026-11-23T09:01Z"],
    ["for exactly what is left of the day", "2026-11-20T16:30Z", HOUR / 2, "2026-11-20T17:00Z"],
    ["for a whole working week", "2026-11-16T09:00Z", 40 * HOUR, "2026-11-20T17:00Z"],
    [
      "for a working week and a moment",
      "2026-11-16T09:00Z",
      40 * HOUR + 60_000,
      "2026-11-23T09:01Z",
    ],
    ["for no time at all, though it is closed", "2026-11-21T12:00Z", 0, "2026-11-21T12:00Z"],
  ])("a clock that starts %s", (_when, from, ms, due) => {
    expect(show(addOpenMs(office, at(from), ms))).toBe(due);
  });

  test.each([
    ["2026-11-20T08:59:59.999Z", false],
    ["2026-11-20T09:00Z", true],
    ["2026-11-20T16:59:59.999Z", true],
    ["2026-11-20T17:00Z", false],
    ["2026-11-21T12:00Z", false],
  ])("at %s it is open: %s", (when, open) => {
    expect(isOpen(office, at(when))).toBe(open);
  });

  test.each([
    ["2026-11-20T12:00Z", "2026-11-20T12:00Z", "2026-11-20T17:00Z", "2026-11-20T17:00Z"],
    ["2026-11-20T17:00Z", "2026-11-23T09:00Z", "2026-11-20T17:00Z", "2026-11-23T09:00Z"],
    ["2026-11-22T12:00Z", "2026-11-23T09:00Z", "2026-11-22T12:00Z", "2026-11-23T09:00Z"],
  ])("from %s it is open at %s, closed at %s, other at %s", (when, opening, closing, change) => {
    expect(show(nextOpening(office, at(when)))).toBe(opening);
    expect(show(nextClosing(office, at(when)))).toBe(closing);
    expect(show(nextChange(office, at(when)))).toBe(change);
  });

  test("counts the open part of any stretch, and nothing backwards", () => {
    expect(openMsBetween(office, at("2026-11-20T16:00Z"), at("2026-11-23T10:00Z"))).toBe(2 * HOUR);
    expect(openMsBetween(office, at("2026-01-05T00:00Z"), at("2027-01-04T00:00Z"))).toBe(
      52 * 40 * HOUR,
    );
    expect(openMsBetween(office, at("2026-11-23T10:00Z"), at("2026-11-20T16:00Z"))).toBe(0);
  });
});

describe("several periods a day", () => {
  const lunch = calendar({ week: weekdays([hours(14, 18), hours(8, 12)]) });
  const night = calendar({ week: everyDay([hours(0, 6), hours(22, 24)]) });
  const touching = calendar({ week: weekdays([hours(9, 12), hours(12, 17)]) });

  test("the lunch hour does not count, in whatever order the periods were written", () => {
    expect(show(addOpenMs(lunch, at("2026-11-20T11:30Z"), HOUR))).toBe("2026-11-20T14:30Z");
    expect(show(nextOpening(lunch, at("2026-11-20T12:00Z")))).toBe("2026-11-20T14:00Z");
    expect(show(nextClosing(lunch, at("2026-11-20T09:00Z")))).toBe("2026-11-20T12:00Z");
  });

  test("a night shift goes on past midnight without closing", () => {
    expect(show(nextClosing(night, at("2026-11-20T23:00Z")))).toBe("2026-11-21T06:00Z");
    expect(show(addOpenMs(night, at("2026-11-20T23:00Z"), 8 * HOUR))).toBe("2026-11-21T23:00Z");
  });

  test("periods that touch are one", () => {
    expect(show(nextChange(touching, at("2026-11-20T10:00Z")))).toBe("2026-11-20T17:00Z");
  });
});

describe("holidays", () => {
  const christmas = calendar({
    holidays: [
      { date: "2026-12-26", name: "Boxing Day sale", periods: [hours(10, 12)] },
      { date: "2026-12-25", name: "Christmas" },
      { date: "2026-12-24", name: "Christmas Eve", periods: [hours(9, 12)] },
    ],
  });

  test("are closed, or have hours of their own, on weekends too", () => {
    const open = (from: string, to: string) => openMsBetween(christmas, at(from), at(to)) / HOUR;
    expect(open("2026-12-24T00:00Z", "2026-12-25T00:00Z")).toBe(3);
    expect(open("2026-12-25T00:00Z", "2026-12-26T00:00Z")).toBe(0);
    expect(open("2026-12-26T00:00Z", "2026-12-27T00:00Z")).toBe(2);
    expect(open("2026-12-21T00:00Z", "2026-12-28T00:00Z")).toBe(29);
  });

  test("push a deadline past them", () => {
    expect(show(addOpenMs(christmas, at("2026-12-24T11:00Z"), 4 * HOUR))).toBe("2026-12-28T10:00Z");
    expect(show(nextOpening(christmas, at("2026-12-25T09:00Z")))).toBe("2026-12-26T10:00Z");
  });

  test("are dates of the calendar's zone, not of UTC", () => {
    const auckland = calendar({
      timezone: "Pacific/Auckland",
      week: everyDay(allDay),
      holidays: [{ date: "2026-02-06", name: "Waitangi Day" }],
    });
    expect(show(nextClosing(auckland, at("2026-02-01T00:00Z")))).toBe("2026-02-05T11:00Z");
    expect(show(nextOpening(auckland, at("2026-02-05T11:00Z")))).toBe("2026-02-06T11:00Z");
  });

  test("are all there is where the week is closed", () => {
    const once = calendar({
      week: everyDay([]),
      holidays: [{ date: "2031-07-01", name: "Jubilee", periods: [hours(10, 11)] }],
    });
    expect(show(addOpenMs(once, at("2026-01-01T00:00Z"), HOUR))).toBe("2031-07-01T11:00Z");
    expect(addOpenMs(once, at("2026-01-01T00:00Z"), HOUR + 1)).toBe(NEVER);
    expect(nextOpening(once, at("2031-07-01T11:00Z"))).toBe(NEVER);
  });
});

describe("days that are not 24 hours long", () => {
  const whole = (timezone: string) => calendar({ timezone, week: everyDay(allDay) });
  const daily = (timezone: string, from: number, to: number) =>
    calendar({ timezone, week: everyDay([{ from, to }]) });

  test.each([
    ["Vienna springs forward", "Europe/Vienna", "2026-03-29", "2026-03-28T23:00Z", 23],
    ["Vienna falls back", "Europe/Vienna", "2026-10-25", "2026-10-24T22:00Z", 25],
    ["New York springs forward", "America/New_York", "2026-03-08", "2026-03-08T05:00Z", 23],
    [
      "Lord Howe moves by half an hour",
      "Australia/Lord_Howe",
      "2026-04-05",
      "2026-04-04T13:00Z",
      24.5,
    ],
    ["Lord Howe moves on again", "Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30Z", 23.5],
    ["Chatham falls back", "Pacific/Chatham", "2026-04-05", "2026-04-04T10:15Z", 25],
    ["Kathmandu stays", "Asia/Kathmandu", "2026-03-29", "2026-03-28T18:15Z", 24],
    [
      "Sao Paulo, whose midnight is skipped",
      "America/Sao_Paulo",
      "2018-11-04",
      "2018-11-04T03:00Z",
      23,
    ],
    [
      "Sao Paulo, whose last hour comes twice",
      "America/Sao_Paulo",
      "2018-02-17",
      "2018-02-17T02:00Z",
      25,
    ],
    [
      "Sao Paulo, since it gave this up",
      "America/Sao_Paulo",
      "2026-11-01",
      "2026-11-01T03:00Z",
      24,
    ],
  ])("%s: %s, %s begins at %s and has %d h", (_what, timezone, date, begins, length) => {
    const oneDay = calendar({
      timezone,
      week: everyDay([]),
      holidays: [{ date, name: "The day", periods: allDay }],
    });
    expect(show(nextOpening(oneDay, at("2010-01-01T00:00Z")))).toBe(begins);
    const ends = nextClosing(oneDay, at(begins));
    expect((ends - at(begins)) / HOUR).toBe(length);
    expect(openMsBetween(oneDay, 0, at("2030-01-01T00:00Z")) / HOUR).toBe(length);
  });

  test("the day that Apia skipped never was, and opens nothing", () => {
    const skipped = calendar({
      timezone: "Pacific/Apia",
      week: everyDay([]),
      holidays: [{ date: "2011-12-30", name: "Nobody's day", periods: allDay }],
    });
    expect(nextOpening(skipped, at("2011-12-01T00:00Z"))).toBe(NEVER);
    expect(openMsBetween(skipped, at("2011-12-01T00:00Z"), at("2012-02-01T00:00Z"))).toBe(0);
    expect(
      openMsBetween(whole("Pacific/Apia"), at("2011-12-29T10:00Z"), at("2011-12-31T10:00Z")),
    ).toBe(2 * DAY_MS);
    // Thursday the 29th ends at 10:00 UTC, and Saturday the 31st begins.
    const work = calendar({ timezone: "Pacific/Apia" });
    expect(show(addOpenMs(work, at("2011-12-30T02:30Z"), HOUR))).toBe("2012-01-01T19:30Z");
  });

  test("hours within the gap do not exist: the shop opens when the gap is over", () => {
    const early = daily("Europe/Vienna", 2 * 60 + 30, 4 * 60);
    const gap = daily("Europe/Vienna", 2 * 60, 3 * 60);
    expect(show(nextOpening(early, at("2026-03-29T00:00Z")))).toBe("2026-03-29T01:00Z");
    expect(show(nextOpening(gap, at("2026-03-28T12:00Z")))).toBe("2026-03-30T00:00Z");
  });

  test("hours that come twice are open twice", () => {
    const early = daily("Europe/Vienna", 2 * 60, 2 * 60 + 30);
    const day = at("2026-10-24T22:00Z");
    expect(openMsBetween(early, day, day + 25 * HOUR)).toBe(HOUR);
    expect(show(nextClosing(early, at("2026-10-25T00:00Z")))).toBe("2026-10-25T00:30Z");
    expect(show(nextOpening(early, at("2026-10-25T00:30Z")))).toBe("2026-10-25T01:00Z");
    expect(show(addOpenMs(early, at("2026-10-25T00:15Z"), HOUR / 2))).toBe("2026-10-25T01:15Z");
  });

  test("an office day keeps its hours on the wall across the change", () => {
    const vienna = calendar({ timezone: "Europe/Vienna" });
    expect(show(addOpenMs(vienna, at("2026-03-27T15:30Z"), HOUR))).toBe("2026-03-30T07:30Z");
    expect(show(addOpenMs(vienna, at("2026-10-23T14:30Z"), HOUR))).toBe("2026-10-26T08:30Z");
  });

  test("quarter-hour zones open on their own wall", () => {
    expect(
      show(nextOpening(calendar({ timezone: "Asia/Kathmandu" }), at("2026-11-20T00:00Z"))),
    ).toBe("2026-11-20T03:15Z");
    expect(
      show(nextOpening(calendar({ timezone: "Pacific/Chatham" }), at("2026-11-19T12:00Z"))),
    ).toBe("2026-11-19T19:15Z");
  });
});

describe("what never changes", () => {
  const from = at("2026-11-20T12:00Z");

  test.each([
    ["no calendar", null],
    ["an inactive calendar", { ...never, active: false }],
    ["a calendar open around the clock", always],
  ])("%s is always open, and its clocks are plain", (_what, open) => {
    expect(isOpen(open, from)).toBe(true);
    expect(addOpenMs(open, from, HOUR)).toBe(from + HOUR);
    expect(openMsBetween(open, from, from + HOUR)).toBe(HOUR);
    expect([nextOpening(open, from), nextClosing(open, from)]).toEqual([from, NEVER]);
    expect(nextChange(open, from)).toBe(NEVER);
  });

  test("a calendar without hours never opens, and its deadlines never come", () => {
    expect(isOpen(never, from)).toBe(false);
    expect(addOpenMs(never, from, 1)).toBe(NEVER);
    expect([nextOpening(never, from), nextClosing(never, from)]).toEqual([NEVER, from]);
    expect(openMsBetween(never, 0, from)).toBe(0);
  });

  test("no deadline stays no deadline", () => {
    expect(addOpenMs(office, NEVER, 1)).toBe(NEVER);
    expect(addOpenMs(office, from, NEVER)).toBe(NEVER);
    expect(addOpenMs(null, from, NEVER - 1)).toBe(NEVER);
  });

  test("work is bounded however far the deadline lies", () => {
    const daily = calendar({ week: everyDay([hours(9, 10)]), timezone: "Europe/Vienna" });
    expect(show(addOpenMs(daily, at("2026-01-01T00:00Z"), 1_000 * 365 * HOUR))).toBe(
      // 365,000 open days: counted in a few steps, the last nine centuries in one.
      show(at("2026-01-01T09:00Z") + (365_000 - 1) * DAY_MS),
    );
  });
});

describe("a calendar is checked", () => {
  test("and a good one has no problems", () => {
    expect(checkCalendar(office)).toEqual([]);
    expect(checkCalendar(calendar({ week: weekdays([hours(9, 12), hours(12, 24)]) }))).toEqual([]);
  });

  test.each<[string, Partial<Calendar>, string]>([
    ["no name", { name: " " }, "name"],
    ["a zone nobody knows", { timezone: "Europe/Atlantis" }, "timezone"],
    ["a mere offset", { timezone: "+02:00" }, "timezone"],
    ["an empty zone", { timezone: "" }, "timezone"],
    ["a week of six days", { week: weekdays([]).slice(1) }, "week"],
    ["an overlap", { week: weekdays([hours(13, 17), hours(9, 14)]) }, "week.0.0"],
    ["a day that ends before it begins", { week: weekdays([hours(22, 6)]) }, "week.0.0"],
    ["no length", { week: weekdays([hours(9, 9)]) }, "week.0.0"],
    ["a 25th hour", { week: weekdays([hours(9, 25)]) }, "week.0.0"],
    ["a time before midnight", { week: weekdays([{ from: -1, to: 60 }]) }, "week.0.0"],
    ["half minutes", { week: weekdays([{ from: 0.5, to: 60 }]) }, "week.0.0"],
    ["a date that is none", { holidays: [{ date: "2026-02-29", name: "x" }] }, "holidays.0.date"],
    ["a date of another form", { holidays: [{ date: "1.2.2026", name: "x" }] }, "holidays.0.date"],
    [
      "a date twice",
      { holidays: ["a", "b"].map((name) => ({ date: "2026-12-25", name })) },
      "holidays.1.date",
    ],
    [
      "special hours that overlap",
      { holidays: [{ date: "2026-12-24", name: "x", periods: [hours(9, 12), hours(11, 13)] }] },
      "holidays.0.periods.1",
    ],
  ])("%s is refused where it stands", (_what, more, path) => {
    expect(checkCalendar(calendar(more))[0]).toEqual({ path, message: expect.any(String) });
  });

  test("and the problem says what overlaps what", () => {
    const problems = checkCalendar(
      calendar({ week: [[hours(9, 12), hours(11, 17)], [], [], [], [], [], []] }),
    );
    expect(problems).toEqual([
      { path: "week.0.1", message: "11:00 to 17:00 overlaps 09:00 to 12:00." },
    ]);
  });
});

describe("a promise in open hours that can be paused", () => {
  const friday = at("2026-11-20T16:00Z");
  const started = startClock(office, friday, 2 * HOUR);

  test("is due by the calendar", () => {
    expect(show(started.dueAt)).toBe("2026-11-23T10:00Z");
    expect(remainingMs(office, started, at("2026-11-21T00:00Z"))).toBe(HOUR);
  });

  test("has no due instant while paused, and what was left runs on afterwards", () => {
    const paused = pauseClock(office, started, friday + HOUR / 2);
    expect(paused.dueAt).toBe(NEVER);
    expect(remainingMs(office, paused, at("2026-12-01T00:00Z"))).toBe(1.5 * HOUR);
    const resumed = resumeClock(office, paused, at("2026-11-24T16:30Z"));
    expect(show(resumed.dueAt)).toBe("2026-11-25T10:00Z");
    expect(remainingMs(office, resumed, at("2026-11-24T17:00Z"))).toBe(HOUR);
  });

  test("paused or resumed twice is paused or resumed once", () => {
    const paused = pauseClock(office, started, friday + HOUR / 2);
    expect(pauseClock(office, paused, friday + HOUR)).toBe(paused);
    const resumed = resumeClock(office, paused, friday + HOUR);
    expect(resumeClock(office, resumed, friday + 2 * HOUR)).toBe(resumed);
  });

  test("that was broken before it was paused stays broken at the same instant", () => {
    const late = at("2026-11-23T12:00Z");
    const paused = pauseClock(office, started, late);
    expect([show(paused.dueAt), paused.leftMs]).toEqual(["2026-11-23T10:00Z", -2 * HOUR]);
    expect(show(resumeClock(office, paused, late + DAY_MS).dueAt)).toBe("2026-11-23T10:00Z");
  });

  test("gets no worse at night", () => {
    const band = (now: string) => clockBand(office, started, { now: at(now), warnPct: 50 });
    expect(band("2026-11-20T17:00Z")).toEqual({ band: "SOON", used: 0.5 });
    expect(band("2026-11-23T09:00Z")).toEqual({ band: "SOON", used: 0.5 });
    expect(band("2026-11-23T10:00Z")).toEqual({ band: "BREACHED", used: 1 });
    expect(band("2026-11-23T12:00Z")).toEqual({ band: "BREACHED", used: 2 });
  });

  test("that nobody gave has no band and never comes due", () => {
    const none = startClock(office, friday, NEVER);
    expect(none.dueAt).toBe(NEVER);
    expect(clockBand(office, none, { now: NEVER, warnPct: 50 })).toEqual({ band: "NONE", used: 0 });
    const again = resumeClock(office, pauseClock(office, none, friday + 1), friday + 2);
    expect([again.dueAt, remainingMs(office, again, friday + 3)]).toEqual([NEVER, NEVER]);
  });

  test("is taken over by another calendar with what was left", () => {
    const paused = pauseClock(office, started, friday + HOUR);
    expect(show(resumeClock(null, paused, friday + HOUR).dueAt)).toBe("2026-11-20T18:00Z");
  });
});

describe("the machine's own zone and language", () => {
  const script = `
    import { addOpenMs, nextOpening, openMsBetween } from "./src/domain/calendar.ts";
    const vienna = JSON.parse(process.argv[1]);
    const from = Date.UTC(2026, 9, 23, 14, 30);
    console.log(JSON.stringify([
      addOpenMs(vienna, from, ${HOUR}),
      openMsBetween(vienna, from, from + ${30 * DAY_MS}),
      nextOpening(vienna, Date.UTC(2026, 9, 24)),
    ]));`;

  test.each([
    ["UTC", "C"],
    ["Pacific/Apia", "ar_EG.UTF-8"],
    ["Australia/Lord_Howe", "th_TH.UTF-8"],
  ])("have no say: %s, %s", (TZ, language) => {
    const vienna = calendar({
      timezone: "Europe/Vienna",
      holidays: [{ date: "2026-10-26", name: "National day" }],
    });
    const told = execFileSync(
      process.execPath,
      ["--input-type=module", "-e", script, JSON.stringify(vienna)],
      { env: { ...process.env, TZ, LANG: language, LC_ALL: language }, encoding: "utf8" },
    );
    // Half an hour, then 19 days of eight hours: four weeks and a Sunday, less the holiday.
    expect(JSON.parse(told)).toEqual([
      at("2026-10-27T08:30Z"),
      152.5 * HOUR,
      at("2026-10-27T08:00Z"),
    ]);
  });
});
