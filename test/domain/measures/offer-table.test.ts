import { describe, expect, test } from "vitest";
import {
  type OfferTable,
  type TaskEnd,
  addOfferTables,
  countTask,
  emptyOfferTable,
  offerTableLevel,
} from "../../../src/domain/measures/offer-table.ts";

const thresholdSec = 20;
const within = 20_000;
const after = 20_001;

/** Columns as domain.md 1.8 prints them: offered answered abandoned rona noAgent, then the four of the service level. */
const table = (columns: string): OfferTable => {
  const [offered, answered, abandoned, rona, noAgent, slOffered, slAnswered, slAbandoned, slRona] =
    columns.split(" ").filter(Boolean).map(Number) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
  return {
    offered,
    answered,
    abandoned,
    rona,
    noAgent,
    slOffered,
    slAnswered,
    slAbandoned,
    slRona,
  };
};

const rows: [string, TaskEnd, string][] = [
  ["1 accepted within", { end: "ACCEPTED", afterMs: within }, "1 1 0 0 0  1 1 0 0"],
  [
    "2 abandoned in queue within",
    { end: "ABANDONED_IN_QUEUE", afterMs: within },
    "1 0 1 0 0  1 0 1 0",
  ],
  [
    "3 reserved within, abandoned before accept",
    { end: "ABANDONED_RESERVED", reservedAfterMs: within },
    "1 0 1 0 0  1 0 1 0",
  ],
  [
    "4 reserved after, abandoned before accept",
    { end: "ABANDONED_RESERVED", reservedAfterMs: after },
    "1 0 1 0 0  0 0 0 0",
  ],
  ["5 accepted after", { end: "ACCEPTED", afterMs: after }, "1 1 0 0 0  0 0 0 0"],
  ["6 RONA after", { end: "RONA", afterMs: after }, "1 0 0 1 0  0 0 0 0"],
  ["7 RONA within", { end: "RONA", afterMs: within }, "1 0 0 1 0  1 0 0 1"],
  ["8 NO_AGENT_AVAILABLE", { end: "NO_AGENT_AVAILABLE" }, "1 0 0 0 1  0 0 0 0"],
];

describe("Expertflow's counters by outcome", () => {
  test.each(rows)("row %s", (_row, task, columns) => {
    expect(countTask(emptyOfferTable, task, thresholdSec)).toEqual(table(columns));
  });

  test("what its table leaves out, abandoned in the queue after the time, is as row 4", () => {
    const late: TaskEnd = { end: "ABANDONED_IN_QUEUE", afterMs: after };
    expect(countTask(emptyOfferTable, late, thresholdSec)).toEqual(table("1 0 1 0 0  0 0 0 0"));
  });

  test("a conversation that came back after a RONA is offered twice", () => {
    const missed = countTask(emptyOfferTable, { end: "RONA", afterMs: within }, thresholdSec);
    const taken = countTask(missed, { end: "ACCEPTED", afterMs: within }, thresholdSec);
    expect(taken).toEqual(table("2 1 0 1 0  2 1 0 1"));
  });

  test("make the three service levels", () => {
    const all = rows.reduce((sum, [, task]) => countTask(sum, task, thresholdSec), emptyOfferTable);
    expect(all).toEqual(table("8 2 3 2 1  4 1 2 1"));
    expect(offerTableLevel(all, 1)).toEqual({ numerator: 1, denominator: 6 });
    expect(offerTableLevel(all, 2)).toEqual({ numerator: 1, denominator: 8 });
    expect(offerTableLevel(all, 3)).toEqual({ numerator: 3, denominator: 8 });
    expect(offerTableLevel(emptyOfferTable, 3)).toBeNull();
  });

  test("add up over intervals, field by field", () => {
    const numbered = table("1 2 3 4 5 6 7 8 9");
    expect(addOfferTables(numbered, numbered)).toEqual(table("2 4 6 8 10 12 14 16 18"));
  });
});
