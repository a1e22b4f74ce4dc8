import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import {
  addOpenMs,
  nextClosing,
  nextOpening,
  openMsBetween,
} from "../../../src/domain/calendar.ts";
import { DAY_MS, NEVER } from "../../../src/domain/time.ts";
import { HOUR, allDay, at, calendar, everyDay, show } from "./office.ts";

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
