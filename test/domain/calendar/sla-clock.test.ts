import { describe, expect, test } from "vitest";
import {
  clockBand,
  pauseClock,
  remainingMs,
  resumeClock,
  startClock,
} from "../../../src/domain/calendar/sla-clock.ts";
import { DAY_MS, NEVER } from "../../../src/domain/time.ts";
import { HOUR, at, office, show } from "./office.ts";

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
