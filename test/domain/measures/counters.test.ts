import { describe, expect, test } from "vitest";
import {
  type AgentCounters,
  addAgentCounters,
  countAgentHandled,
  countAgentOffer,
  countAgentTime,
  emptyAgentCounters,
} from "../../../src/domain/measures/agent-counters.ts";
import { WAIT_EDGES_MS, emptyHistogram } from "../../../src/domain/measures/histogram.ts";
import { intervalOf, partsByInterval } from "../../../src/domain/measures/interval.ts";
import {
  abandonRate,
  averageAbandonMs,
  averageAnswerMs,
  averageHandleMs,
  averageRingMs,
  longestWaitMs,
  occupancy,
  offered,
  ronaRate,
  utilisation,
  waitPercentileMs,
} from "../../../src/domain/measures/measure.ts";
import {
  type QueueCounters,
  addQueueCounters,
  countAbandoned,
  countAnswered,
  countFlowedOut,
  countFlushed,
  countNoAgent,
  countQueueHandled,
  countQueueOffer,
  emptyQueueCounters,
} from "../../../src/domain/measures/queue-counters.ts";
import { after, noon } from "../sample.ts";

const rule = { thresholdSec: 20, shortAbandonSec: 5 };

function answeredAfter(...waits: number[]): QueueCounters {
  return waits.reduce(
    (counters, waitedMs) => countAnswered(counters, { waitedMs, ...rule }),
    emptyQueueCounters,
  );
}

describe("a queue's entry", () => {
  test.each([
    ["at the threshold", 20_000, 1],
    ["a moment after it", 20_001, 0],
  ])("answered %s counts once, with its wait", (_when, waitedMs, answeredWithin) => {
    const { waits, ...counters } = answeredAfter(waitedMs);
    const { waits: _none, ...nothing } = emptyQueueCounters;
    expect(counters).toEqual({
      ...nothing,
      answered: 1,
      answeredWithin,
      answerWaitMs: waitedMs,
      shortestWaitMs: waitedMs,
      longestWaitMs: waitedMs,
    });
    expect(waits.reduce((sum, count) => sum + count)).toBe(1);
  });

  test.each([
    ["before the short-abandon time", 4_999, rule, { short: 1, within: 1, early: 1 }],
    ["at the short-abandon time", 5_000, rule, { short: 0, within: 1, early: 1 }],
    ["at the threshold", 20_000, rule, { short: 0, within: 1, early: 1 }],
    ["after the threshold", 20_001, rule, { short: 0, within: 0, early: 0 }],
    [
      "after the threshold, which is the shorter",
      20_001,
      { thresholdSec: 20, shortAbandonSec: 30 },
      { short: 1, within: 0, early: 1 },
    ],
  ])("abandoned %s", (_when, waitedMs, rule, { short, within, early }) => {
    expect(countAbandoned(emptyQueueCounters, { waitedMs, ...rule })).toEqual({
      ...emptyQueueCounters,
      abandoned: 1,
      abandonedShort: short,
      abandonedWithin: within,
      abandonedEarly: early,
      abandonWaitMs: waitedMs,
    });
  });

  test("that ended otherwise counts there and nowhere else", () => {
    expect(countNoAgent(emptyQueueCounters)).toEqual({ ...emptyQueueCounters, noAgent: 1 });
    expect(countFlowedOut(emptyQueueCounters)).toEqual({ ...emptyQueueCounters, flowedOut: 1 });
    expect(countFlushed(emptyQueueCounters)).toEqual({ ...emptyQueueCounters, flushed: 1 });
  });

  test("is offered when it is decided; what is flushed was decided by nobody", () => {
    let counters = answeredAfter(1_000, 2_000);
    counters = countAbandoned(counters, { waitedMs: 9_000, ...rule });
    counters = countFlushed(countFlowedOut(countNoAgent(counters)));
    expect(offered(counters)).toBe(5);
    expect(abandonRate(counters)).toEqual({ numerator: 1, denominator: 5 });
  });

  test("is not offered again by a RONA", () => {
    const missed = countQueueOffer(emptyQueueCounters, { end: "RONA", ringMs: 20_000 });
    expect(offered(missed)).toBe(0);
    expect(ronaRate(missed)).toEqual({ numerator: 1, denominator: 1 });
  });
});

describe("waits", () => {
  const counters = answeredAfter(4_000, 61_000, 500, 12_000);

  test("have a mean, a least and a most", () => {
    expect(averageAnswerMs(counters)).toBe(19_375);
    expect([counters.shortestWaitMs, counters.longestWaitMs]).toEqual([500, 61_000]);
  });

  test("have percentiles, rounded up to an edge and never above the longest", () => {
    expect([25, 50, 75, 100].map((percent) => waitPercentileMs(counters, percent))).toEqual([
      1_000, 5_000, 15_000, 61_000,
    ]);
    expect(waitPercentileMs(answeredAfter(700), 50)).toBe(700);
    expect(waitPercentileMs(answeredAfter(900, 1_900, 2_900), 50)).toBe(2_000);
  });

  test("longer than the last edge are counted too", () => {
    expect(waitPercentileMs(answeredAfter(90_000_000), 95)).toBe(90_000_000);
  });

  test("at an edge belong below it", () => {
    const at = (ms: number) => answeredAfter(ms).waits.indexOf(1);
    expect([at(0), at(1_000), at(1_001), at(86_400_000), at(86_400_001)]).toEqual([
      0, 0, 1, 30, 31,
    ]);
    expect(emptyHistogram).toHaveLength(WAIT_EDGES_MS.length + 1);
  });

  test("of those who gave up are kept apart", () => {
    const left = countAbandoned(counters, { waitedMs: 7_000, ...rule });
    expect(averageAnswerMs(left)).toBe(19_375);
    expect(averageAbandonMs(left)).toBe(7_000);
  });

  test("are longest of whoever came first, and 0 in an empty queue", () => {
    expect(longestWaitMs(noon, after(42_000))).toBe(42_000);
    expect(longestWaitMs(null, noon)).toBe(0);
    expect(longestWaitMs(after(1), noon)).toBe(0);
  });
});

describe("offers", () => {
  test.each([
    ["ACCEPTED", "accepted"],
    ["DECLINED", "declined"],
    ["RONA", "rona"],
    ["WITHDRAWN", "withdrawn"],
    ["CANCELED", "canceled"],
  ] as const)("that end %s are kept apart from the others", (end, field) => {
    const wanted = { offers: 1, ringMs: 8_000, [field]: 1 };
    const offer = { end, ringMs: 8_000 };
    expect(countAgentOffer(emptyAgentCounters, offer)).toEqual({
      ...emptyAgentCounters,
      ...wanted,
    });
    expect(countQueueOffer(emptyQueueCounters, offer)).toEqual({
      ...emptyQueueCounters,
      ...wanted,
    });
  });

  test("have a mean ring and a rate of RONA", () => {
    let counters = countAgentOffer(emptyAgentCounters, { end: "RONA", ringMs: 20_000 });
    counters = countAgentOffer(counters, { end: "ACCEPTED", ringMs: 4_000 });
    counters = countAgentOffer(counters, { end: "ACCEPTED", ringMs: 6_000 });
    expect(averageRingMs(counters)).toBe(10_000);
    expect(ronaRate(counters)).toEqual({ numerator: 1, denominator: 3 });
  });
});

describe("finished work", () => {
  const done = { reason: "DONE", talkMs: 120_000, holdMs: 30_000, wrapUpMs: 30_000 } as const;
  const passedOn = { reason: "TRANSFERRED", talkMs: 60_000, holdMs: 0, wrapUpMs: 0 } as const;

  test("costs talk, hold and wrap-up on average; what was passed on is not handled", () => {
    let counters = countAgentHandled(emptyAgentCounters, done);
    counters = countAgentHandled(counters, passedOn);
    expect([counters.handled, counters.transferred]).toEqual([1, 1]);
    expect(averageHandleMs(counters)).toBe(120_000);
    expect(averageHandleMs(countQueueHandled(emptyQueueCounters, done))).toBe(180_000);
  });
});

describe("an agent's time", () => {
  const spent = (ready: number, notReady: number, busy: number): AgentCounters => {
    let counters = countAgentTime(emptyAgentCounters, { spent: "READY", ms: ready });
    counters = countAgentTime(counters, { spent: "NOT_READY", ms: notReady });
    return countAgentTime(counters, { spent: "BUSY", ms: busy });
  };

  test("is ready, not ready or busy, and all of it signed in", () => {
    expect(spent(1, 2, 4)).toEqual({
      ...emptyAgentCounters,
      readyMs: 1,
      notReadyMs: 2,
      busyMs: 4,
      loggedInMs: 7,
    });
  });

  test("is occupied by what was there for work, and used by what was signed in", () => {
    const counters = spent(20_000, 20_000, 60_000);
    expect(occupancy(counters)).toEqual({ numerator: 60_000, denominator: 80_000 });
    expect(utilisation(counters)).toEqual({ numerator: 60_000, denominator: 100_000 });
  });

  test("is cut where intervals meet", () => {
    const from = intervalOf(noon) + 299_000;
    expect(partsByInterval(from, from + 302_000)).toEqual([
      { interval: intervalOf(noon), ms: 1_000 },
      { interval: intervalOf(noon) + 300_000, ms: 300_000 },
      { interval: intervalOf(noon) + 600_000, ms: 1_000 },
    ]);
    expect(partsByInterval(noon, noon)).toEqual([]);
  });
});

describe("nothing", () => {
  test.each<[string, unknown]>([
    ["abandon rate", abandonRate(emptyQueueCounters)],
    ["speed of answer", averageAnswerMs(emptyQueueCounters)],
    ["time of giving up", averageAbandonMs(emptyQueueCounters)],
    ["ring", averageRingMs(emptyAgentCounters)],
    ["handling time", averageHandleMs(emptyAgentCounters)],
    ["RONA rate", ronaRate(emptyAgentCounters)],
    ["occupancy", occupancy(emptyAgentCounters)],
    ["utilisation", utilisation(emptyAgentCounters)],
    ["percentile", waitPercentileMs(emptyQueueCounters, 95)],
  ])("has no %s", (_what, measured) => {
    expect(measured).toBeNull();
  });
});

describe("counters of several intervals, queues or agents", () => {
  test("add up field by field", () => {
    const numbered = <T extends object>(empty: T): T =>
      Object.fromEntries(Object.keys(empty).map((field, at) => [field, at + 1])) as unknown as T;
    const queue = { ...numbered(emptyQueueCounters), waits: emptyHistogram.map((_none, at) => at) };
    const twice = addQueueCounters(queue, queue);
    for (const field of Object.keys(emptyQueueCounters) as (keyof QueueCounters)[])
      if (field === "waits") expect(twice.waits).toEqual(queue.waits.map((count) => count * 2));
      else if (/^(short|long)estWaitMs$/.test(field)) expect(twice[field]).toBe(queue[field]);
      else expect([field, twice[field]]).toEqual([field, (queue[field] ?? 0) * 2]);
    const agent = numbered(emptyAgentCounters);
    const both = addAgentCounters(agent, agent);
    for (const field of Object.keys(emptyAgentCounters) as (keyof AgentCounters)[])
      expect([field, both[field]]).toEqual([field, agent[field] * 2]);
  });

  test("keep the least and the most wait of all", () => {
    const both = addQueueCounters(answeredAfter(3_000), answeredAfter(1_000, 9_000));
    expect([both.shortestWaitMs, both.longestWaitMs]).toEqual([1_000, 9_000]);
    expect(addQueueCounters(emptyQueueCounters, both)).toEqual(both);
    expect(addQueueCounters(both, emptyQueueCounters)).toEqual(both);
  });
});
