import { describe, expect, test } from "vitest";
import {
  type Segment,
  type SegmentEvent,
  segmentEventOf,
  segmentTimes,
  segmentsOf,
} from "../../../src/domain/measures/segment.ts";
import {
  active,
  after,
  ana,
  ben,
  nextId,
  noon,
  queued,
  reserved,
  taskId,
  wrappingUp,
} from "../sample.ts";

type Told = readonly [event: SegmentEvent["event"], atSec: number, owner?: typeof ana];

const events = (id: typeof taskId, told: readonly Told[]): SegmentEvent[] =>
  told.map(
    ([event, sec, ownerId]) =>
      ({ taskId: id, at: after(sec * 1000), event, ownerId }) as SegmentEvent,
  );

/** As text: kind, owner, from and to in seconds after noon. */
const read = (segments: readonly Segment[]): string[] =>
  segments.map(({ kind, ownerId, from, to }) => {
    const sec = (at: number | null) => (at === null ? "…" : String((at - noon) / 1000));
    return `${kind} ${ownerId ?? "-"} ${sec(from)}-${sec(to)}`;
  });

const life: Told[] = [
  ["QUEUED", 0],
  ["RINGING", 30, ana],
  ["CONNECTED", 42, ana],
  ["HELD", 100],
  ["RESUMED", 160],
  ["WRAP_UP_STARTED", 300],
  ["ENDED", 345],
];

describe("the segments of a task", () => {
  test("follow each other from the queue to the end of its wrap-up", () => {
    const segments = segmentsOf(events(taskId, life));
    expect(read(segments)).toEqual([
      "QUEUE - 0-30",
      "RING ana 30-42",
      "TALK ana 42-100",
      "HOLD ana 100-160",
      "TALK ana 160-300",
      "WRAP_UP ana 300-345",
    ]);
    expect(segments.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("leave the last one open while it lasts", () => {
    const segments = segmentsOf(events(taskId, life.slice(0, 4)));
    expect(read(segments).at(-1)).toBe("HOLD ana 100-…");
    expect(segmentTimes(segments, after(130_000))).toEqual({
      QUEUE: 30_000,
      RING: 12_000,
      TALK: 58_000,
      HOLD: 30_000,
      WRAP_UP: 0,
    });
  });

  test("are never empty, and a hold that took no time is none", () => {
    const told: Told[] = [
      ["QUEUED", 0],
      ["CONNECTED", 0, ana],
      ["HELD", 10],
      ["RESUMED", 10],
      ["ENDED", 20],
    ];
    expect(read(segmentsOf(events(taskId, told)))).toEqual(["TALK ana 0-20"]);
  });

  test("of one nobody took are its wait and the ring in vain", () => {
    const told: Told[] = [
      ["QUEUED", 0],
      ["RINGING", 5, ana],
      ["ENDED", 25],
    ];
    expect(read(segmentsOf(events(taskId, told)))).toEqual(["QUEUE - 0-5", "RING ana 5-25"]);
  });

  test("are nobody's again when it goes back to waiting", () => {
    const told: Told[] = [
      ["QUEUED", 0],
      ["RINGING", 5, ana],
      ["QUEUED", 25],
    ];
    const segments = segmentsOf(events(taskId, told));
    expect(read(segments)).toEqual(["QUEUE - 0-5", "RING ana 5-25", "QUEUE - 25-…"]);
  });

  test.each<[string, Told[]]>([
    ["begins with a wrap-up", [["WRAP_UP_STARTED", 0]]],
    [
      "resumes what was not held",
      [
        ["CONNECTED", 0, ana],
        ["RESUMED", 1],
      ],
    ],
    [
      "goes on after its end",
      [
        ["QUEUED", 0],
        ["ENDED", 1],
        ["QUEUED", 2],
      ],
    ],
    [
      "goes back in time",
      [
        ["QUEUED", 5],
        ["RINGING", 4, ana],
      ],
    ],
  ])("refuse a record that %s, loudly", (_what, told) => {
    expect(() => segmentsOf(events(taskId, told))).toThrow("Invariant broken");
  });
});

describe("the segments of an interaction", () => {
  test("stand in the order of time, a transfer's new line beside the old owner's wrap-up", () => {
    const segments = segmentsOf([
      ...events(taskId, [
        ["CONNECTED", 0, ana],
        ["WRAP_UP_STARTED", 60],
        ["ENDED", 90],
      ]),
      ...events(nextId, [
        ["QUEUED", 60],
        ["RINGING", 70, ben],
        ["CONNECTED", 75, ben],
        ["ENDED", 200],
      ]),
    ]);
    expect(read(segments)).toEqual([
      "TALK ana 0-60",
      "WRAP_UP ana 60-90",
      "QUEUE - 60-70",
      "RING ben 70-75",
      "TALK ben 75-200",
    ]);
  });

  test("give an owner of two tasks one segment at a time, the one that asks more", () => {
    const segments = segmentsOf([
      ...events(taskId, [
        ["CONNECTED", 0, ana],
        ["WRAP_UP_STARTED", 60],
        ["ENDED", 120],
      ]),
      ...events(nextId, [
        ["QUEUED", 60],
        ["RINGING", 80, ana],
        ["CONNECTED", 90, ana],
        ["ENDED", 100],
      ]),
    ]);
    expect(read(segments)).toEqual([
      "TALK ana 0-60",
      "WRAP_UP ana 60-90",
      "QUEUE - 60-80",
      "TALK ana 90-100",
      "WRAP_UP ana 100-120",
    ]);
  });

  test("let two requests wait at once: a queue is nobody", () => {
    const segments = segmentsOf([
      ...events(taskId, [
        ["QUEUED", 0],
        ["ENDED", 60],
      ]),
      ...events(nextId, [
        ["QUEUED", 30],
        ["ENDED", 90],
      ]),
    ]);
    expect(read(segments)).toEqual(["QUEUE - 0-60", "QUEUE - 30-90"]);
  });
});

describe("a task's change of state", () => {
  const steps = [queued(), reserved(), active(), wrappingUp()];

  test("is told to its segments, with the agent where one comes to it", () => {
    const told = steps.map((task, at) => segmentEventOf(steps[at - 1] ?? null, task, after(at)));
    expect(told).toEqual([
      { taskId, at: after(0), event: "QUEUED" },
      { taskId, at: after(1), event: "RINGING", ownerId: ana },
      { taskId, at: after(2), event: "CONNECTED", ownerId: ana },
      { taskId, at: after(3), event: "WRAP_UP_STARTED" },
    ]);
  });

  test("is nothing to them where its state stays", () => {
    expect(segmentEventOf(reserved(), { ...reserved(), priority: 9 }, noon)).toBeNull();
  });
});
