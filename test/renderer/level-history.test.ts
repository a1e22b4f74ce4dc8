import { describe, expect, test } from "vitest";
import { noEntries } from "../../src/domain/service-level.ts";
import type { CountersFrame } from "../../src/protocol/frames.ts";
import {
  HISTORY_MS,
  type Seen,
  levelDomain,
  levelPoints,
  remember,
} from "../../src/renderer/supervisor/level-history.ts";
import { noon, queue } from "./rows.ts";

function frame(at: number, answered = 0, answeredWithin = 0): CountersFrame {
  const last30Min = { ...noEntries, offered: answered, answered, answeredWithin };
  const agents = { free: 0, busy: 0, notReady: 0, on: 0 };
  const counted = { queueId: "billing", waiting: 0, oldestEnqueuedAt: null, active: 0, agents };
  return { frame: "counters", at, queues: [{ ...counted, last30Min, today: last30Min }] };
}

const remembered = (frames: readonly CountersFrame[]) =>
  frames.reduce<readonly Seen[]>(remember, []);

describe("what was seen of the counters", () => {
  test("keeps one moment per quarter of a minute, the newest", () => {
    const seen = remembered([frame(noon), frame(noon + 1_000), frame(noon + 15_000)]);
    expect(seen.map((one) => one.at)).toEqual([noon + 1_000, noon + 15_000]);
  });

  test("goes back four hours and no further", () => {
    const seen = remembered([frame(noon), frame(noon + 60_000), frame(noon + HISTORY_MS + 30_000)]);
    expect(seen.map((one) => one.at)).toEqual([noon + 60_000, noon + HISTORY_MS + 30_000]);
  });

  test("takes no step back in time", () => {
    expect(remembered([frame(noon), frame(noon - 60_000)])).toHaveLength(1);
  });

  test("draws nothing where nothing was decided", () => {
    const seen = remembered([frame(noon), frame(noon + 15_000, 4, 3)]);
    expect(levelPoints(seen, queue())).toEqual([{ at: noon + 15_000, value: 0.75 }]);
  });
});

test.each([
  [[], 0.8],
  [[0.82, 0.97], 0.6],
  [[0.02], 0],
])("the scale for %o begins at %d", (values, from) => {
  expect(levelDomain(values).from).toBeCloseTo(from);
});
