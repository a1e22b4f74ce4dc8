import { describe, expect, test } from "vitest";
import type { FeedEvent } from "../../../src/protocol/changes.ts";
import { type PackedEvents, packCommit, parseEvents } from "../../../src/node/store/packed.ts";
import { noon } from "./ledger.ts";

const queued = { taskState: "QUEUED", mediaState: "QUEUED" };
const active = { taskState: "ACTIVE", mediaState: "ACTIVE" };
const change = { reason: null, agentId: "ana", queueId: "support" };
const told = (seq: number, data?: unknown): FeedEvent => ({
  seq,
  at: noon,
  type: "TASK_STATE_CHANGED",
  kind: "TASK",
  id: "t1",
  ...(data === undefined ? {} : { data }),
});

/** As the disk has them: the fourth and fifth of a packed commit are its instant and its events. */
function kept(events: readonly FeedEvent[]): PackedEvents {
  const entry = { firstSeq: 1, lastSeq: events.length, at: noon, events, command: null };
  const packed = packCommit({ epoch: 1, at: noon, entries: [entry], writes: [] });
  return [1, String(packed[4])];
}

describe("a change of a task in the feed (F20)", () => {
  const events = [
    told(1, { before: null, after: queued, ...change, agentId: null }),
    told(2, { before: queued, after: active, ...change }),
    told(3, { before: active, after: active, ...change, reason: "DONE" }),
    told(4),
  ];

  test("is read as it was written, and costs the disk no keys", () => {
    const packed = kept(events);
    expect(parseEvents(packed)).toEqual(events);
    expect(packed[1]).not.toMatch(/taskState|mediaState|queueId/);
  });

  test("is read with its keys too, as the version before wrote it", () => {
    const before = JSON.stringify(
      events.map(({ at, type, kind, id, data }) => [at, type, kind, id, data]).slice(0, 3),
    );
    expect(parseEvents([1, before])).toEqual(events.slice(0, 3));
  });
});
