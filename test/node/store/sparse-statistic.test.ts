import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyAgentCounters } from "../../../src/domain/measures/agent-counters.ts";
import { noOfferEnds } from "../../../src/domain/measures/offer-ends.ts";
import { emptyOfferTable } from "../../../src/domain/measures/offer-table.ts";
import { emptyQueueCounters, noneHandled } from "../../../src/domain/measures/queue-counters.ts";
import { statisticText, wholeStatistic } from "../../../src/node/store/sparse-statistic.ts";
import type { StatisticRow } from "../../../src/node/store/stored-rows.ts";

const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9_000_000 }));
/** Each counter counted or not, and the histogram likewise. */
const counted = <T extends object>(empty: T): fc.Arbitrary<T> =>
  fc.record(
    Object.fromEntries(
      Object.entries(empty).map(([name, value]) => [
        name,
        Array.isArray(value)
          ? fc.tuple(...value.map(() => count)).map((all) => [...all])
          : value === null
            ? fc.option(count)
            : count,
      ]),
    ),
  ) as fc.Arbitrary<T>;
const byMrd = fc.dictionary(
  fc.constantFrom("chat", "voice", "mail"),
  counted({ ...noOfferEnds, ...noneHandled }),
);
const row = fc.oneof(
  fc
    .record({ counters: counted(emptyQueueCounters), table: counted(emptyOfferTable) })
    .map(
      (rest) =>
        ({ id: "billing:0", of: "QUEUE", queueId: "billing", from: 0, ...rest }) as StatisticRow,
    ),
  fc
    .record({ counters: counted(emptyAgentCounters), byMrd })
    .map(
      (rest) => ({ id: "@ana:0", of: "AGENT", agentId: "ana", from: 0, ...rest }) as StatisticRow,
    ),
);
const read = (text: string) => JSON.parse(text) as StatisticRow;

describe("a row of statistics on the disk", () => {
  test("has what was counted and reads as what it was, whatever was counted", () => {
    fc.assert(
      fc.property(row, (whole) => {
        expect(wholeStatistic(read(statisticText(whole)))).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  test("that was written whole, before, reads the same", () => {
    fc.assert(
      fc.property(row, (whole) => {
        expect(wholeStatistic(read(JSON.stringify(whole)))).toEqual(whole);
      }),
      {
        numRuns: 200,
      },
    );
  });

  test("says nothing of what was not counted", () => {
    const counters = { ...emptyQueueCounters, offers: 2, waits: [0, 2, ...Array(30).fill(0)] };
    const row = { id: "q:0", of: "QUEUE", queueId: "q", from: 0 } as const;
    const whole = { ...row, counters, table: emptyOfferTable } as unknown as StatisticRow;
    expect(read(statisticText(whole))).toEqual({
      ...row,
      counters: { offers: 2, waits: [0, 2] },
      table: {},
    });
  });
});
