import { describe, expect, test } from "vitest";
import type { Calendar } from "../../../src/domain/calendar.ts";
import { checkCalendar } from "../../../src/domain/calendar/check.ts";
import { calendar, hours, office, weekdays } from "./office.ts";

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
