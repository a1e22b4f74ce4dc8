import { describe, expect, test } from "vitest";
import { type Returned, decline, ringOut } from "../../src/domain/rona.ts";
import { NEVER } from "../../src/domain/time.ts";
import {
  type FallbackRules,
  fallbackOf,
  outsideObstacle,
  takeUpAgain,
} from "../../src/domain/transfer.ts";
import {
  GRACE_MS,
  OFFER_MS,
  TTL_MS,
  after,
  agreed,
  ana,
  anaAnswers,
  ben,
  cara,
  nextId,
  noon,
  queued,
  reserved,
  taskId,
  wrappingUp,
} from "./sample.ts";

const rings = after(OFFER_MS + GRACE_MS);
const rules: FallbackRules = {
  policy: "REQUEUE",
  successorId: nextId,
  direction: "INBOUND",
  freshUntil: after(900_000),
  mayReturn: () => true,
};

/** Ben handed it on; Ana let it ring. */
function missed(changes: Parameters<typeof reserved>[0] = {}): Returned {
  const offered = reserved({
    direction: "DIRECT_TRANSFER",
    mode: "AGENT",
    requestedBy: ben,
    ...changes,
  });
  const end = { successorId: nextId, backOffSec: 60, offerGraceMs: GRACE_MS };
  return agreed(ringOut(offered, end, rings));
}

describe("a transfer that nobody took", () => {
  test("waits in the queue before all others, keeps its place and its time, and passes over who missed it", () => {
    const fallback = fallbackOf(missed(), rules, rings);
    expect(fallback).toMatchObject({
      goes: "QUEUED",
      successor: {
        id: nextId,
        state: "QUEUED",
        mode: "QUEUE",
        direction: "INBOUND",
        priority: 11,
        previousTaskId: taskId,
        rootTaskId: taskId,
        firstEnqueuedAt: noon,
        requestExpiresAt: after(TTL_MS),
        wait: { queueEnteredAt: noon },
        exclusions: [{ agentId: ana, until: rings + 60_000, why: "RONA" }],
      },
    });
  });

  test("is given a fresh time where there was none", () => {
    const fallback = fallbackOf(missed({ requestExpiresAt: NEVER }), rules, rings);
    expect(fallback).toMatchObject({ successor: { requestExpiresAt: after(900_000) } });
  });

  test("goes back to its sender where the policy says so", () => {
    const fallback = fallbackOf(missed(), { ...rules, policy: "RETURN_TO_SENDER" }, rings);
    expect(fallback).toMatchObject({
      goes: "RETURNED",
      agentId: ben,
      successor: { mode: "AGENT", priority: 11, direction: "INBOUND" },
    });
  });

  test.each([
    ["who cannot be offered it now", missed(), () => false],
    ["who missed it themselves", missed({ requestedBy: ana }), () => true],
    ["whom nobody knows", missed({ requestedBy: null }), () => true],
  ])("waits in the queue instead of going back to a sender %s", (_who, returned, mayReturn) => {
    const policy = "RETURN_TO_SENDER";
    expect(fallbackOf(returned, { ...rules, policy, mayReturn }, rings).goes).toBe("QUEUED");
  });

  test("is left undelivered where the policy says so", () => {
    expect(fallbackOf(missed(), { ...rules, policy: "NONE" }, rings)).toEqual({
      goes: "UNDELIVERED",
    });
  });

  test("declined, is held back from who declined for the time that they were given", () => {
    const offered = reserved({ direction: "DIRECT_TRANSFER", requestedBy: ben });
    const answer = { ...anaAnswers, successorId: nextId, backOffSec: 30, declineReason: null };
    const returned = agreed(decline(offered, answer, after(2_000)));
    expect(returned.successor).toBeNull();
    expect(fallbackOf(returned, rules, after(2_000))).toMatchObject({
      successor: { exclusions: [{ agentId: ana, until: after(32_000), why: "DECLINED" }] },
    });
  });
});

describe("other work of a named agent that nobody took", () => {
  test.each(["INBOUND", "OUTBOUND"] as const)(
    "waits in the queue whatever the policy for transfers, as %s",
    (direction) => {
      const returned = missed({ direction, requestedBy: null });
      const fallback = fallbackOf(returned, { ...rules, policy: "NONE", direction }, rings);
      expect(fallback).toMatchObject({ goes: "QUEUED", successor: { direction, mode: "QUEUE" } });
    },
  );

  test.each(["DIRECT_CONFERENCE", "CONSULT"] as const)(
    "is over where it was a %s: who asked is told",
    (direction) => {
      expect(fallbackOf(missed({ direction }), rules, rings)).toEqual({ goes: "TOLD" });
    },
  );
});

describe("the outside", () => {
  test.each([
    ["NONE", false, "EXTERNAL_NOT_SUPPORTED"],
    ["NONE", true, "EXTERNAL_NOT_SUPPORTED"],
    ["BLIND", false, null],
    ["BLIND", true, "EXTERNAL_NOT_SUPPORTED"],
    ["ATTENDED", false, null],
    ["ATTENDED", true, null],
  ] as const)("of a source that can %s, attended %s: %s", (can, attended, refused) => {
    expect(outsideObstacle(can, attended)).toEqual(refused === null ? null : { refused });
  });
});

describe("a transfer called off", () => {
  test("lets its sender go on as before, in a task that follows the one called off", () => {
    const left = { ...wrappingUp({ direction: "OUTBOUND", priority: 7 }), agentId: cara };
    const leg = { ...queued(), id: nextId, attempt: 2 };
    const id = "t3" as typeof nextId;
    expect(takeUpAgain(left, { leg, id }, after(20_000))).toMatchObject({
      id,
      state: "ACTIVE",
      agentId: cara,
      role: "PRIMARY",
      mode: "AGENT",
      direction: "OUTBOUND",
      priority: 7,
      previousTaskId: nextId,
      rootTaskId: taskId,
      attempt: 3,
      offer: null,
      firstEnqueuedAt: noon,
    });
  });
});
