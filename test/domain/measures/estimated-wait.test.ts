import { describe, expect, test } from "vitest";
import {
  type HandleTimes,
  type Line,
  addHandleTime,
  estimatedWaitMs,
  noHandleTimes,
  recentHandleMs,
} from "../../../src/domain/measures/estimated-wait.ts";
import { after, noon } from "../sample.ts";

const minute = 60_000;
const line: Line = {
  position: 5,
  readyAgents: 0,
  staffedAgents: 4,
  ahtMs: 2 * minute,
  min: 0,
  max: 60 * minute,
};

describe("what a customer is told of the wait", () => {
  test.each<[string, Partial<Line>, number | null]>([
    ["five in line before four agents wait for five fourths of a conversation", {}, 150_000],
    ["those for whom an agent is free already are not waited for", { readyAgents: 3 }, 60_000],
    ["there is no wait where enough agents are free", { readyAgents: 6 }, 0],
    ["but never less than the queue says", { readyAgents: 6, min: minute }, minute],
    ["and never more", { position: 500 }, 60 * minute],
    ["nothing where nobody is signed in", { staffedAgents: 0 }, null],
    ["in whole milliseconds", { position: 1, staffedAgents: 7, ahtMs: 100 }, 14],
  ])("%s", (_what, more, wanted) => {
    expect(estimatedWaitMs({ ...line, ...more })).toBe(wanted);
  });
});

describe("how long a conversation takes of late", () => {
  const handled = (...told: [endedAfterMin: number, min: number][]): HandleTimes =>
    told.reduce(
      (times, [ended, min]) =>
        addHandleTime(times, { endedAt: after(ended * minute), ms: min * minute }),
      noHandleTimes,
    );

  test("is a minute and a half where nobody knows", () => {
    expect(recentHandleMs(noHandleTimes, noon)).toBe(90_000);
    expect(recentHandleMs(handled([0, 8]), after(30 * minute))).toBe(90_000);
  });

  test("is the mean of what ended within half an hour", () => {
    const times = handled([-31, 60], [-29, 2], [-1, 4]);
    expect(recentHandleMs(times, noon)).toBe(3 * minute);
  });

  test("is the mean of no more than the last fifteen, in whatever order they were told", () => {
    const fifteen = Array.from({ length: 15 }, (_none, at): [number, number] => [-15 + at, 2]);
    const times = handled(...fifteen, [-20, 99]);
    expect(times).toHaveLength(15);
    expect(recentHandleMs(times, noon)).toBe(2 * minute);
  });
});
