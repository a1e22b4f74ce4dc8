import type { Delivered } from "../../../src/domain/delivery.ts";
import { type MessageId, brand } from "../../../src/domain/id.ts";
import { describe, expect, test } from "vitest";
import { NEVER } from "../../../src/domain/time.ts";
import {
  attemptsOf,
  endedAt,
  holdOf,
  isPassedOn,
  marksOf,
  type OtherEnd,
  waitsForWord,
} from "../../../src/renderer/conversation/standing.ts";
import { completed, before, noon, task } from "../rows.ts";

const active = completed({ state: "ACTIVE", status: "CONNECTED", taskId: "t1" });
const offer = { id: "o1", agentId: "ana", state: "PENDING", createdAt: noon };

describe("what I may do with a conversation", () => {
  test.each([
    ["ACTIVE", { mediaState: "ACTIVE", agentId: "ana" }],
    ["WRAP_UP", { taskState: "WRAP_UP", mediaState: "CLOSED", agentId: "ana" }],
    ["RINGING", { mediaState: "RESERVED", agentId: "ana", offer }],
    ["READING", { mediaState: "ACTIVE", agentId: "dev" }],
    ["READING", { mediaState: "QUEUED" }],
  ])("%s of %o", (kind, parts) => {
    expect(holdOf(active, [task(parts)], "ana").kind).toBe(kind);
  });

  test("my wrap-up comes before the task that goes on without me", () => {
    const wrapUp = task({ taskState: "WRAP_UP", mediaState: "CLOSED", agentId: "ana" });
    const successor = task({ id: "t2", createdAt: noon });
    expect(holdOf(active, [successor, wrapUp], "ana").kind).toBe("WRAP_UP");
  });

  test("completed is over for everybody", () => {
    expect(holdOf(completed(), [], "ana").kind).toBe("COMPLETED");
  });
});

test("the attempts are everybody who was asked, in order", () => {
  const first = task({
    offer: { ...offer, agentId: "dev", state: "TIMEOUT" },
    createdAt: before(9),
  });
  const second = task({ id: "t2", offer, agentId: "ana", createdAt: before(3) });
  const waiting = task({ id: "t3", createdAt: before(1) });
  const other = task({ id: "t4", interactionId: "i2", offer });
  const listener = task({ id: "t5", agentId: "sam", direction: "SILENT_MONITOR" });
  const attempts = attemptsOf("i1", [waiting, other, listener, second, first]);
  expect(attempts.map(({ agentId }) => agentId)).toEqual(["dev", "ana"]);
});

test("what is wrapped up is one's own part, once the conversation is somebody else's or nobody's (S12)", () => {
  const own = task({ taskState: "WRAP_UP", agentId: "ana", reason: "DONE", queueId: "billing" });
  const row = completed({ queueId: "billing", ownerId: "ana" });
  expect(isPassedOn(own, row)).toBe(false);
  expect(isPassedOn({ ...own, reason: "TRANSFERRED" }, row)).toBe(true);
  expect(isPassedOn(own, completed({ queueId: "tech", ownerId: "ana" }))).toBe(true);
  expect(isPassedOn(own, completed({ queueId: "billing", ownerId: "" }))).toBe(true);
});

describe("what stands at the lines of an agent (S3)", () => {
  const line = (id: string, at: number, kind: "AGENT" | "CUSTOMER" = "AGENT") => ({
    id: brand<MessageId>(id),
    kind,
    createdAt: noon + at,
  });
  const talk = [line("a", 0), line("b", 1, "CUSTOMER"), line("c", 2), line("d", 3)];
  const here = { hasWayOut: true, awaySince: null, delivered: undefined };
  const upTo = (id: string, at: number): Delivered => ({
    messageId: brand(id),
    upTo: noon + at,
    at: noon + 9,
  });
  const marks = (end: Partial<OtherEnd>) => [...marksOf(talk, { ...here, ...end })];
  const delivered = { state: "delivered", at: noon + 9 };

  test("sent, at the last, until the customer's page has shown it", () => {
    expect(marks({})).toEqual([["d", { state: "sent" }]]);
  });

  test("delivered at the last that was shown, and sent at the last that was not", () => {
    expect(marks({ delivered: upTo("a", 0) })).toEqual([
      ["a", delivered],
      ["d", { state: "sent" }],
    ]);
    expect(marks({ delivered: upTo("d", 3) })).toEqual([["d", delivered]]);
  });

  test("that the customer is away, at what was written meanwhile and not shown", () => {
    const away = { state: "away" };
    expect(marks({ awaySince: noon + 2 })).toEqual([
      ["c", away],
      ["d", away],
    ]);
    expect(marks({ awaySince: noon + 2, delivered: upTo("c", 2) })).toEqual([
      ["c", delivered],
      ["d", away],
    ]);
  });

  test("that nobody is there, where no channel leads", () => {
    const ids = marks({ hasWayOut: false }).map(([id]) => id);
    expect(ids).toEqual(["a", "c", "d"]);
  });
});

describe("since when the customer waits for a word (S4)", () => {
  const row = completed({ state: "ACTIVE", waitingSince: before(12) });
  const wrapUp = task({ taskState: "WRAP_UP", mediaState: "CLOSED", agentId: "ana" });

  test("since they spoke, also where no leg of it is known here", () => {
    expect(waitsForWord(row, [task({ mediaState: "ACTIVE", agentId: "ana" })])).toBe(before(12));
    expect(waitsForWord(row, [])).toBe(before(12));
    expect(waitsForWord(row, [{ ...wrapUp, interactionId: "another" } as never])).toBe(before(12));
  });

  test("not once it has ended and is wrapped up, but on behind a part that was passed on", () => {
    expect(waitsForWord(row, [wrapUp])).toBe(NEVER);
    expect(waitsForWord(row, [wrapUp, task({ id: "t2", mediaState: "QUEUED" })])).toBe(before(12));
  });
});

describe("how long a conversation is with us", () => {
  const row = completed({ state: "ACTIVE", status: "CONNECTED", createdAt: noon });
  const wrapping = task({ taskState: "WRAP_UP", wrapUpStartedAt: noon + 60 });

  test("runs while it runs, and stands still once its agent has ended it, also through the wrap-up", () => {
    expect(endedAt(row, [])).toBeNull();
    expect(endedAt({ ...row, status: "HOLD" }, [wrapping])).toBeNull();
    expect(endedAt({ ...row, status: "WRAP_UP" }, [wrapping])).toBe(noon + 60);
    const over = completed({ completedAt: noon + 100 });
    expect(endedAt(over, [])).toBe(noon + 100);
    expect(endedAt(over, [{ ...wrapping, interactionId: "another" as never }])).toBe(noon + 100);
  });
});
