import { describe, expect, test } from "vitest";
import { noEntries } from "../../src/domain/measures/entry-counters.ts";
import {
  HISTORY_MS,
  type Seen,
  levelDomain,
  levelPoints,
  remember,
} from "../../src/renderer/supervisor/level-history.ts";
import { noon, queue } from "./rows.ts";

function seen(at: number, answered = 0, answeredWithin = 0): Seen {
  const last30Min = { ...noEntries, offered: answered, answered, answeredWithin };
  const agents = { free: 0, busy: 0, notReady: 0, offline: 0, on: 0 };
  const counted = { queueId: "billing", waiting: 0, oldestEnqueuedAt: null, active: 0, agents };
  return { at, counters: [{ ...counted, last30Min, today: last30Min }] };
}

const remembered = (all: readonly Seen[]) =>
  all.reduce<readonly Seen[]>(remember, []).map((one) => one.at);

/** One look every quarter of a minute. */
const looks = (count: number) => Array.from({ length: count }, (_, at) => seen(noon + at * 15_000));

describe("what was seen of the counters", () => {
  test("keeps one look per quarter of a minute", () => {
    expect(remembered([seen(noon), seen(noon + 900), seen(noon + 15_000)])).toEqual([
      noon,
      noon + 15_000,
    ]);
  });

  test("goes back four hours and no further", () => {
    const all = remembered(looks(1_200));
    expect(all.at(-1)).toBe(noon + 1_199 * 15_000);
    expect((all.at(-1) ?? 0) - (all[0] ?? 0)).toBeLessThan(HISTORY_MS);
    expect(all.length).toBe(HISTORY_MS / 15_000);
  });

  test("begins anew after a silence, since nobody saw what lay between", () => {
    expect(remembered([seen(noon), seen(noon + 300_000)])).toEqual([noon + 300_000]);
  });

  test("draws nothing where nothing was decided", () => {
    expect(levelPoints([seen(noon), seen(noon + 15_000, 4, 3)], queue())).toEqual([
      { at: noon + 15_000, value: 0.75 },
    ]);
  });
});

test.each([
  [[], 0.8],
  [[0.82, 0.97], 0.6],
  [[0.02], 0],
])("the scale for %o begins at %d", (values, from) => {
  expect(levelDomain(values).from).toBeCloseTo(from);
});
