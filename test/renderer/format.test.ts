import { describe, expect, test } from "vitest";
import {
  clockTime,
  dayAndTime,
  exactClockTime,
  percent,
  shortDuration,
  spokenDuration,
  wholeNumber,
} from "../../src/renderer/words/format.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const noon = Date.UTC(2026, 10, 20, 12, 0, 5);

describe("a duration", () => {
  test.each([
    [0, "0:00"],
    [48 * second, "0:48"],
    [6 * minute + 5 * second, "6:05"],
    [hour - 1, "59:59"],
    [hour, "1h 00m"],
    [2 * hour + 10 * minute, "2h 10m"],
    [52 * hour, "2d 4h"],
    [-(3 * minute + 10 * second), "−3:10"],
    [-(2 * hour), "−2h 00m"],
  ])("of %i ms reads %s", (lengthMs, text) => {
    expect(shortDuration(lengthMs)).toBe(text);
  });

  test("less than a second late shows no minus", () => {
    expect(shortDuration(-400)).toBe("0:00");
  });

  test("uses the letters of the language", () => {
    expect(shortDuration(30 * hour, { day: "T", hour: "h", minute: "m" })).toBe("1T 6h");
  });

  test.each([
    [48 * second, "en", "48 seconds"],
    [2 * hour + 10 * minute, "en", "2 hours, 10 minutes"],
    [2 * hour + 10 * minute, "de", "2 Stunden, 10 Minuten"],
    [0, "en", "0 seconds"],
  ])("of %i ms is spoken in %s as %s", (lengthMs, language, text) => {
    expect(spokenDuration(lengthMs, language)).toBe(text);
  });
});

describe("a clock time", () => {
  const lisbon = { language: "en", timeZone: "Europe/Lisbon" };

  test("stands in the zone asked for", () => {
    expect(clockTime(noon, lisbon)).toBe("12:00");
    expect(clockTime(noon, { language: "de", timeZone: "Europe/Berlin" })).toBe("13:00");
    expect(exactClockTime(noon, lisbon)).toBe("12:00:05");
  });

  test("carries its day only when that is not today", () => {
    expect(dayAndTime(noon, noon + hour, lisbon)).toBe("12:00");
    expect(dayAndTime(noon - 8 * 24 * hour, noon, lisbon)).toBe("12 Nov, 12:00");
  });
});

test("shares and numbers follow the language", () => {
  expect(percent(0.824, "en")).toBe("82%");
  expect(percent(0.824, "de")).toBe("82\u00a0%");
  expect(percent(0.031, "en", 1)).toBe("3.1%");
  expect(wholeNumber(12_345.6, "de")).toBe("12.346");
});
