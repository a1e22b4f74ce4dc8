import { describe, expect, test } from "vitest";
import {
  attemptsOf,
  holdOf,
  isPassedOn,
  unreadBecause,
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

test("an agent's line says when nobody is there to read it (S3)", () => {
  const here = { hasWayOut: true, awaySince: null };
  const own = { kind: "AGENT", createdAt: noon } as const;
  expect(unreadBecause(own, here)).toBeNull();
  expect(unreadBecause(own, { hasWayOut: false, awaySince: null })).toBe("nobody");
  expect(unreadBecause(own, { ...here, awaySince: noon })).toBe("away");
  // What was there before they went has been read, or not: nobody says.
  expect(unreadBecause(own, { ...here, awaySince: noon + 1 })).toBeNull();
  expect(unreadBecause({ ...own, kind: "CUSTOMER" }, { ...here, awaySince: noon })).toBeNull();
});
