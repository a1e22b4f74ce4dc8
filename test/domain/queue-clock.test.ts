import { describe, expect, test } from "vitest";
import { afterPause, deadlineIn, reckonAnew } from "../../src/domain/queue-clock.ts";
import { NEVER } from "../../src/domain/time.ts";
import { at, calendar, everyDay, office, show } from "./calendar/office.ts";

const never = calendar({ week: everyDay([]) });
const friday = at("2026-11-20T12:00Z");
const evening = at("2026-11-20T20:00Z");
const monday = at("2026-11-23T10:00Z");

describe("a deadline that stood still from noon on Friday to ten on Monday", () => {
  const pause = { since: friday, now: monday };

  test.each([
    ["that was an hour away is an hour away", "2026-11-20T13:00Z", "2026-11-23T11:00Z"],
    ["that came with the pause stays where it was", "2026-11-20T12:00Z", "2026-11-20T12:00Z"],
    ["that had come before stays where it was", "2026-11-20T11:59Z", "2026-11-20T11:59Z"],
  ])("%s", (_what, before, after) => {
    expect(show(afterPause(office, at(before), pause))).toBe(after);
  });

  test("and never came, never does", () => {
    expect(afterPause(office, NEVER, pause)).toBe(NEVER);
  });
});

describe("a deadline under settings that change (F5)", () => {
  const from = (startedAt: number, sec: number) => ({
    startedAt,
    dueAt: deadlineIn(office, startedAt, sec),
  });
  const terms = (was: number | null, is: number | null) => ({
    was: { hours: office, sec: was },
    is: { hours: office, sec: is },
  });

  test("of a time that is taken away never comes, and of one that is given runs from its start", () => {
    expect(reckonAnew(from(friday, 600), terms(600, null), friday + 60_000)).toBe(NEVER);
    const none = { startedAt: friday, dueAt: NEVER };
    expect(reckonAnew(none, terms(null, 600), friday + 60_000)).toBe(friday + 600_000);
  });

  test("that nobody owes any more is not owed anew by another time", () => {
    const answered = { startedAt: friday, dueAt: NEVER };
    expect(reckonAnew(answered, terms(600, 900), friday + 60_000)).toBe(NEVER);
  });

  test("that could never come in the old hours comes in the new", () => {
    const stuck = { startedAt: friday, dueAt: deadlineIn(never, friday, 600) };
    const opened = { was: { hours: never, sec: 600 }, is: { hours: office, sec: 600 } };
    expect(reckonAnew(stuck, opened, friday + 60_000)).toBe(friday + 660_000);
  });

  test("which no hours of this queue made, for it lies in the night, is not theirs to move", () => {
    const brought = { startedAt: friday, dueAt: at("2026-11-20T23:00Z") };
    const always = { was: { hours: office, sec: 600 }, is: { hours: null, sec: 600 } };
    expect(show(reckonAnew(brought, always, evening))).toBe("2026-11-20T23:00Z");
  });

  test("that a shorter time has used up already was due when that was over", () => {
    const now = friday + 300_000;
    expect(reckonAnew(from(friday, 600), terms(600, 60), now)).toBe(friday + 60_000);
  });

  test("that is over, and is given more, has what is left from now: also what ran over counts as used", () => {
    const now = friday + 160_000;
    expect(reckonAnew(from(friday, 60), terms(60, 600), now)).toBe(friday + 600_000);
  });

  test("that is over stays over when, whatever the hours become", () => {
    const late = { startedAt: friday, dueAt: friday + 30_000 };
    const opened = { was: { hours: office, sec: 60 }, is: { hours: null, sec: 60 } };
    expect(reckonAnew(late, opened, friday + 300_000)).toBe(friday + 30_000);
  });
});
