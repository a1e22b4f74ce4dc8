import { describe, expect, test } from "vitest";
import { decline, ringOut, withdraw } from "../../src/domain/rona.ts";
import { REROUTED_PRIORITY } from "../../src/domain/task.ts";
import {
  GRACE_MS,
  OFFER_MS,
  TTL_MS,
  after,
  agreed,
  ana,
  anaAnswers,
  ben,
  nextId,
  noon,
  queued,
  reserved,
  taskId,
} from "./sample.ts";

const rings = after(OFFER_MS + GRACE_MS);
const handover = { successorId: nextId, backOffSec: 60, offerGraceMs: GRACE_MS };
const declining = { ...anaAnswers, successorId: nextId, backOffSec: 30, declineReason: "lunch" };

describe("an offer that nobody answers", () => {
  test("ends as TIMEOUT, and its task goes on in a successor", () => {
    const { closed, successor } = agreed(ringOut(reserved(), handover, rings));
    expect(closed).toMatchObject({
      id: taskId,
      state: "CLOSED",
      reason: "RONA",
      agentId: ana,
      answeredAt: null,
      closedAt: rings,
      offer: { state: "TIMEOUT", endedAt: rings },
    });
    expect(successor).toMatchObject({
      id: nextId,
      state: "QUEUED",
      priority: REROUTED_PRIORITY,
      firstEnqueuedAt: noon,
      requestExpiresAt: after(TTL_MS),
      exclusions: [{ agentId: ana, until: rings + 60_000, why: "RONA" }],
    });
  });

  test("is not rung out while an answer would still count", () => {
    expect(ringOut(reserved(), handover, rings - 1)).toEqual({ refused: "TOO_EARLY" });
  });

  test("ends the whole request when its time is up: no successor", () => {
    const { closed, successor } = agreed(ringOut(reserved(), handover, after(TTL_MS)));
    expect(closed).toMatchObject({ reason: "NO_AGENT_AVAILABLE", offer: { state: "TIMEOUT" } });
    expect(successor).toBeNull();
  });

  test("goes on when a millisecond is left", () => {
    const { successor } = agreed(ringOut(reserved(), handover, after(TTL_MS - 1)));
    expect(successor).not.toBeNull();
  });
});

describe("an agent who declines", () => {
  test("is held back for the shorter time, and the reason is kept", () => {
    const { closed, successor } = agreed(decline(reserved(), declining, after(2_000)));
    expect(closed).toMatchObject({
      reason: "RONA",
      offer: { state: "REJECTED", respondedAt: after(2_000), declineReason: "lunch" },
    });
    expect(successor?.exclusions).toEqual([
      { agentId: ana, until: after(32_000), why: "DECLINED" },
    ]);
  });

  test.each([
    ["too late", declining, OFFER_MS + GRACE_MS + 1, "OFFER_EXPIRED"],
    ["for somebody else", { ...declining, agentId: ben }, 0, "NOT_YOUR_OFFER"],
  ])("%s, and is refused", (_how, answer, afterMs, refused) => {
    expect(decline(reserved(), answer, after(afterMs))).toEqual({ refused });
  });
});

describe("an offer that is taken back", () => {
  test.each([
    ["AGENT_UNREACHABLE", "REROUTE"],
    ["LOCKED", "REROUTE"],
    ["SUSPENDED", "REROUTE"],
    ["NODE_DOWN", "REROUTE"],
    ["AGENT_LOGOUT", "AGENT_LOGOUT"],
  ] as const)("because of %s is held against nobody", (cancelReason, reason) => {
    const why = { cancelReason, reason, successorId: nextId };
    const { closed, successor } = agreed(withdraw(reserved(), why, after(2_000)));
    expect(closed).toMatchObject({
      reason,
      offer: { state: "CANCELED", cancelReason, endedAt: after(2_000) },
    });
    expect(successor).toMatchObject({ exclusions: [], priority: REROUTED_PRIORITY });
  });

  test("was open: nothing else can be", () => {
    const why = { cancelReason: "LOCKED", reason: "REROUTE", successorId: nextId } as const;
    expect(withdraw(queued(), why, noon)).toEqual({ refused: "TASK_NOT_RESERVED" });
  });
});
