import { describe, expect, test } from "vitest";
import {
  addOpenMs,
  isOpen,
  nextChange,
  nextClosing,
  nextOpening,
  openMsBetween,
} from "../../src/domain/calendar.ts";
import { DAY_MS, NEVER } from "../../src/domain/time.ts";
import {
  HOUR,
  allDay,
  at,
  calendar,
  everyDay,
  hours,
  office,
  show,
  weekdays,
} from "./calendar/office.ts";

const MINUTE = 60_000;
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
