import { describe, expect, test } from "vitest";
import type { Calendar } from "../../src/domain/calendar.ts";
import { brand } from "../../src/domain/id.ts";
import {
  type LevelCounters,
  serviceLevel,
  slaAt,
  warnedAt,
} from "../../src/domain/service-level.ts";
import {
  type EntryCounters,
  type EntryOutcome,
  addCounters,
  entriesOf,
  noEntries,
} from "../../src/domain/measures/entry-counters.ts";
import {
  type QueueCounters,
  countAbandoned,
  countAnswered,
  countFlowedOut,
  countFlushed,
  countNoAgent,
  emptyQueueCounters,
} from "../../src/domain/measures/queue-counters.ts";
import { NEVER } from "../../src/domain/time.ts";
import { after, noon } from "./sample.ts";

const thresholdSec = 20;

const counts = {
  ANSWERED: countAnswered,
  ABANDONED: countAbandoned,
  NO_AGENT: countNoAgent,
  FLOWED_OUT: countFlowedOut,
  FLUSHED: countFlushed,
};
const countEntry = (
  counters: QueueCounters,
  outcome: EntryOutcome,
  wait: { waitedMs: number; thresholdSec: number },
): QueueCounters => counts[outcome](counters, { ...wait, shortAbandonSec: 0 });

/** ICMI's example: 1000 answered, 860 of them within the time; 60 gave up, 20 of them within it. */
function icmi(): QueueCounters {
  const entries: [number, EntryOutcome, number][] = [
    [860, "ANSWERED", 20_000],
    [140, "ANSWERED", 20_001],
    [20, "ABANDONED", 20_000],
    [40, "ABANDONED", 20_001],
  ];
  let counters = emptyQueueCounters;
  for (const [times, outcome, waitedMs] of entries)
    for (let n = 0; n < times; n += 1)
      counters = countEntry(counters, outcome, { waitedMs, thresholdSec });
  return counters;
}

describe("the service level of ICMI's test vector", () => {
  test.each([
    [1, "ignores who gave up early", 860, 1040, 82.7],
    [2, "counts everybody who gave up against us", 860, 1060, 81.1],
    [3, "counts who gave up early for us", 880, 1060, 83.0],
  ] as const)("by type %i, which %s", (type, _what, numerator, denominator, percent) => {
    const ratio = serviceLevel(icmi(), type);
    expect(ratio).toEqual({ numerator, denominator });
    expect(Math.round((numerator / denominator) * 1_000) / 10).toBe(percent);
  });

  test.each([1, 2, 3] as const)(
    "by type %i of nothing decided is nothing, never 100 %%",
    (type) => {
      expect(serviceLevel(noEntries, type)).toBeNull();
    },
  );

  test("is nothing too where all that was decided is left out", () => {
    const gaveUp = countEntry(emptyQueueCounters, "ABANDONED", { waitedMs: 1, thresholdSec });
    expect(serviceLevel(gaveUp, 1)).toBeNull();
    expect(serviceLevel(gaveUp, 2)).toEqual({ numerator: 0, denominator: 1 });
    expect(serviceLevel(gaveUp, 3)).toEqual({ numerator: 1, denominator: 1 });
  });

  test("counts requests for which nobody was found among those offered, never as answered", () => {
    const none = countEntry(emptyQueueCounters, "NO_AGENT", { waitedMs: 300_000, thresholdSec });
    for (const type of [1, 2, 3] as const)
      expect(serviceLevel(none, type)).toEqual({ numerator: 0, denominator: 1 });
  });

  test("leaves out what flowed to another queue or was flushed", () => {
    let counters = icmi();
    counters = countEntry(counters, "FLOWED_OUT", { waitedMs: 1, thresholdSec });
    counters = countEntry(counters, "FLUSHED", { waitedMs: 1, thresholdSec });
    expect(serviceLevel(counters, 2)).toEqual({ numerator: 860, denominator: 1060 });
  });
});

describe("a queue's own rule", () => {
  /** ICMI's example again, 10 of those who gave up within 5 s. */
  const counters = { ...icmi(), abandonedShort: 10, abandonedEarly: 20, flowedOut: 40 };
  const percent = (rule: Parameters<typeof serviceLevel>[1], of: LevelCounters = counters) => {
    const { numerator, denominator } = serviceLevel(of, rule) ?? { numerator: 0, denominator: 0 };
    return Math.round((numerator / denominator) * 1_000) / 10;
  };

  test.each([
    [1, 82.7],
    [2, 82.1],
    [3, 83.0],
  ] as const)("by type %i with a short-abandon time is %f %%", (type, wanted) => {
    expect(percent(type)).toBe(wanted);
    expect(percent({ type, includeFlowOuts: false })).toBe(wanted);
  });

  test.each([
    [1, 860, 1080],
    [2, 870, 1100],
    [3, 880, 1100],
  ] as const)(
    "by type %i counts who flowed out as not answered",
    (type, numerator, denominator) => {
      expect(serviceLevel(counters, { type, includeFlowOuts: true })).toEqual({
        numerator,
        denominator,
      });
    },
  );

  test("with a short-abandon time beyond the threshold excuses these too", () => {
    const patient = { ...counters, abandonedShort: 30, abandonedEarly: 30 };
    expect(serviceLevel(patient, 1)).toEqual({ numerator: 860, denominator: 1030 });
    expect(serviceLevel(patient, 3)).toEqual({ numerator: 890, denominator: 1060 });
  });
});

describe("Expertflow's table of outcomes", () => {
  test.each<[string, EntryOutcome, number, Partial<EntryCounters>]>([
    ["accepted within the time", "ANSWERED", 20_000, { answered: 1, answeredWithin: 1 }],
    ["accepted after it", "ANSWERED", 20_001, { answered: 1, answeredWithin: 0 }],
    [
      "abandoned within it",
      "ABANDONED",
      20_000,
      { abandoned: 1, abandonedWithin: 1, abandonedEarly: 1 },
    ],
    ["abandoned after it", "ABANDONED", 20_001, { abandoned: 1, abandonedWithin: 0 }],
    ["nobody found", "NO_AGENT", 300_000, { noAgent: 1, answered: 0, abandoned: 0 }],
    ["flowed out", "FLOWED_OUT", 1, { flowedOut: 1 }],
    ["flushed", "FLUSHED", 1, { flushed: 1 }],
  ])("%s: offered once, and nowhere else", (_what, outcome, waitedMs, counted) => {
    const answerWaitMs = outcome === "ANSWERED" ? waitedMs : 0;
    const counters = countEntry(emptyQueueCounters, outcome, { waitedMs, thresholdSec });
    expect(entriesOf(counters)).toEqual({
      ...noEntries,
      // What a supervisor clears away was never decided by anybody (domain.md 5.2).
      offered: outcome === "FLUSHED" ? 0 : 1,
      answerWaitMs,
      ...counted,
    });
  });

  test("adds up over intervals, field by field", () => {
    const numbered = Object.fromEntries(
      Object.keys(noEntries).map((field, at) => [field, at + 1]),
    ) as unknown as EntryCounters;
    const twice = addCounters(numbered, numbered);
    for (const field of Object.keys(noEntries) as (keyof EntryCounters)[])
      expect([field, twice[field]]).toEqual([field, numbered[field] * 2]);
  });
});

describe("a running promise", () => {
  const clock = { startedAt: noon, dueAt: after(100_000) };

  test.each([
    ["at its start", 0, "ON_TRACK", 0],
    ["before half", 49_999, "ON_TRACK", 0.49999],
    ["from half", 50_000, "SOON", 0.5],
    ["from four fifths", 80_000, "CRITICAL", 0.8],
    ["in its last instant", 99_999, "CRITICAL", 0.99999],
    ["when it is due", 100_000, "BREACHED", 1],
    ["long after", 250_000, "BREACHED", 2.5],
    ["before it began, on a clock behind", -5_000, "ON_TRACK", 0],
  ] as const)("%s", (_when, afterMs, band, used) => {
    expect(slaAt(clock, after(afterMs))).toEqual({ band, used });
  });

  test("warns from the share the queue says, and is never soon after critical", () => {
    expect(slaAt(clock, after(74_999), { warnPct: 75, hours: null }).band).toBe("ON_TRACK");
    expect(slaAt(clock, after(75_000), { warnPct: 75, hours: null }).band).toBe("SOON");
    expect(slaAt(clock, after(85_000), { warnPct: 90, hours: null }).band).toBe("ON_TRACK");
    expect(slaAt(clock, after(90_000), { warnPct: 90, hours: null }).band).toBe("CRITICAL");
  });

  test("uses up open time alone, and is not at risk for a night (kind 3)", () => {
    // Open from nine to five. Arrived a quarter to five, due a quarter past nine.
    const nineToFive: Calendar = {
      id: brand("office"),
      name: "Office",
      timezone: "UTC",
      week: Array.from({ length: 7 }, () => [{ from: 9 * 60, to: 17 * 60 }]),
      holidays: [],
      active: true,
    };
    const minutes = (count: number) => after(count * 60_000);
    const overnight = { startedAt: minutes(4 * 60 + 45), dueAt: minutes(21 * 60 + 15) };
    const promise = { warnPct: 60, hours: nineToFive };
    const at = (count: number) => slaAt(overnight, minutes(count), promise);
    // Closing time, deep in the night, and opening time: half of it is used.
    for (const count of [5 * 60, 15 * 60, 21 * 60])
      expect(at(count)).toEqual({ band: "ON_TRACK", used: 0.5 });
    expect(at(21 * 60 + 3)).toEqual({ band: "SOON", used: 0.6 });
    expect(warnedAt(overnight, promise)).toBe(minutes(21 * 60 + 3));
    expect(at(21 * 60 + 15)).toEqual({ band: "BREACHED", used: 1 });
  });

  test("that nobody gave has no band", () => {
    expect(slaAt({ startedAt: noon, dueAt: NEVER }, noon)).toEqual({ band: "NONE", used: 0 });
  });

  test("of no length is broken at once", () => {
    expect(slaAt({ startedAt: noon, dueAt: noon }, after(1)).band).toBe("BREACHED");
  });
});
