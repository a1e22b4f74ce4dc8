import { describe, expect, test } from "vitest";
import {
  type Line,
  estimatedWaitMs,
  recentHandleMs,
} from "../../../src/domain/measures/estimated-wait.ts";
import { noneHandled } from "../../../src/domain/measures/queue-counters.ts";

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
    ["however long it is where nobody set a most", { position: 401, max: Infinity }, 12_030_000],
    ["in whole milliseconds", { position: 1, staffedAgents: 7, ahtMs: 100 }, 14],
  ])("%s", (_what, more, wanted) => {
    expect(estimatedWaitMs({ ...line, ...more })).toBe(wanted);
  });
});

describe("how long a conversation takes of late", () => {
  test("is a minute and a half where nobody knows", () => {
    expect(recentHandleMs(noneHandled)).toBe(90_000);
  });

  test("is what talk, hold and wrap-up cost on average", () => {
    const three = { handled: 2, transferred: 1, talkMs: 400_000, holdMs: 20_000, wrapUpMs: 30_000 };
    expect(recentHandleMs(three)).toBe(150_000);
  });
});
