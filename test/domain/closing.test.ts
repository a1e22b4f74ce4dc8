import { describe, expect, test } from "vitest";
import {
  abandon,
  afterLogout,
  expireRequest,
  leave,
  resolve,
  resolveNot,
  takeOut,
} from "../../src/domain/closing.ts";
import { ownPrimary } from "../../src/domain/participation.ts";
import { REROUTED_PRIORITY } from "../../src/domain/task.ts";
import { NEVER } from "../../src/domain/time.ts";
import {
  TTL_MS,
  active,
  after,
  agreed,
  ana,
  ben,
  nextId,
  noWrapUp,
  noon,
  queued,
  reserved,
  taskId,
  wrapUpRule,
  wrappingUp,
} from "./sample.ts";

const gone = {
  reason: "AGENT_LOGOUT",
  successorId: nextId,
  direction: "INBOUND",
  isCaredFor: false,
} as const;
const returning = {
  agentId: ana,
  rule: wrapUpRule,
  successorId: nextId,
  requestExpiresAt: after(129_000),
  slaDueAt: after(49_000),
};

describe("an agent who resolves", () => {
  test("wraps up for as long as the queue gives", () => {
    const { role: _role, ...held } = active();
    expect(resolve(active(), ana, wrapUpRule, after(9_000))).toEqual({
      ...held,
      state: "WRAP_UP",
      reason: "DONE",
      resolved: true,
      wrapUpStartedAt: after(9_000),
      wrapUpExpiresAt: after(69_000),
    });
  });

  test("is done at once where the queue wants no wrap-up", () => {
    expect(resolve(active(), ana, noWrapUp, after(9_000))).toMatchObject({
      state: "CLOSED",
      reason: "DONE",
      closedAt: after(9_000),
      wrapUp: null,
    });
  });

  test.each([
    ["somebody else's", active(), ben, "NOT_YOUR_TASK"],
    ["what waits", queued(), ana, "TASK_NOT_ACTIVE"],
    ["what is only offered", reserved(), ana, "TASK_NOT_ACTIVE"],
    ["what is wrapped up already", wrappingUp(), ana, "TASK_NOT_ACTIVE"],
    ["what is closed", expireRequest(queued(), after(TTL_MS)), ana, "TASK_CLOSED"],
  ])("%s, and is refused", (_what, task, agent, refused) => {
    expect(resolve(agreed(task), agent, wrapUpRule, noon)).toEqual({ refused });
    expect(ownPrimary(agreed(task), agent)).toEqual({ refused });
  });

  test("for a transfer leaves the task as TRANSFERRED", () => {
    const how = { reason: "TRANSFERRED", resolved: false } as const;
    expect(leave(active(), how, wrapUpRule, noon)).toMatchObject({ state: "WRAP_UP", ...how });
    expect(leave(active(), how, noWrapUp, noon)).toMatchObject({
      state: "CLOSED",
      reason: "TRANSFERRED",
    });
  });
});

describe("an agent who leaves it unresolved", () => {
  test("wraps up, and the request goes on with its own priority, time to live and promise", () => {
    const { left, successor } = agreed(resolveNot(active(), returning, after(9_000)));
    expect(left).toMatchObject({ state: "WRAP_UP", reason: "DONE", resolved: false });
    expect(successor).toMatchObject({
      id: nextId,
      state: "QUEUED",
      previousTaskId: taskId,
      direction: "INBOUND",
      priority: 3,
      createdAt: after(9_000),
      firstEnqueuedAt: after(9_000),
      requestExpiresAt: after(129_000),
      slaDueAt: after(49_000),
      exclusions: [{ agentId: ana, until: after(69_000), why: "RETURNED" }],
    });
  });

  test("makes an outbound conversation an inbound request, since now the customer waits", () => {
    const outbound = active({ direction: "OUTBOUND", mode: "AGENT", requestExpiresAt: NEVER });
    const { successor } = agreed(resolveNot(outbound, returning, after(9_000)));
    expect(successor).toMatchObject({
      direction: "INBOUND",
      mode: "QUEUE",
      requestExpiresAt: after(129_000),
    });
  });
});

describe("a request whose time is up", () => {
  test("closes as NO_AGENT_AVAILABLE, not a millisecond earlier", () => {
    expect(expireRequest(queued(), after(TTL_MS - 1))).toEqual({ refused: "TOO_EARLY" });
    expect(expireRequest(queued(), after(TTL_MS))).toMatchObject({
      state: "CLOSED",
      reason: "NO_AGENT_AVAILABLE",
      agentId: null,
    });
  });

  test("is left to ring while it is offered", () => {
    expect(expireRequest(reserved(), after(TTL_MS))).toEqual({ refused: "TASK_NOT_QUEUED" });
  });
});

describe("a customer who leaves", () => {
  test("while they wait: the request is cancelled", () => {
    expect(abandon(queued(), after(4_000))).toMatchObject({
      state: "CLOSED",
      reason: "CANCELLED",
      offer: null,
    });
  });

  test("while it rings: the offer is taken back from the agent", () => {
    expect(abandon(reserved(), after(4_000))).toMatchObject({
      reason: "CANCELLED",
      agentId: ana,
      offer: { state: "CANCELED", cancelReason: "CUSTOMER_LEFT", endedAt: after(4_000) },
    });
  });
});

describe("an agent who logs out", () => {
  test("gives a conversation back before all others, and it is not given up for its old deadline", () => {
    const { closed, successor } = takeOut(active(), gone, after(TTL_MS + 1));
    expect(closed).toMatchObject({ reason: "AGENT_LOGOUT", answeredAt: after(1_000) });
    expect(successor).toMatchObject({
      state: "QUEUED",
      priority: REROUTED_PRIORITY,
      direction: "INBOUND",
      firstEnqueuedAt: noon,
      requestExpiresAt: NEVER,
      exclusions: [],
    });
    expect(successor).not.toHaveProperty("answeredAt");
  });

  test("gives it back in the direction of the conversation, however they came to it", () => {
    const transferred = active({ direction: "DIRECT_TRANSFER" });
    const { successor } = takeOut(transferred, { ...gone, direction: "OUTBOUND" }, noon);
    expect(successor).toMatchObject({ direction: "OUTBOUND", mode: "QUEUE" });
  });

  test.each([
    ["while somebody else is there for the customer", active(), true],
    ["having only given advice", { ...active(), role: "ASSISTANT" } as const, false],
    ["having only listened", { ...active(), role: "SILENT_MONITOR" } as const, false],
  ])("%s, leaves nothing to be taken up", (_how, task, isCaredFor) => {
    const { closed, successor } = takeOut(task, { ...gone, isCaredFor }, noon);
    expect(closed.reason).toBe("AGENT_LOGOUT");
    expect(successor).toBeNull();
  });

  test("loses an offer without a mark", () => {
    const { closed, successor } = agreed(afterLogout(reserved(), nextId, after(1_000)));
    expect(closed).toMatchObject({
      reason: "AGENT_LOGOUT",
      offer: { state: "CANCELED", cancelReason: "AGENT_LOGOUT" },
    });
    expect(successor?.exclusions).toEqual([]);
  });

  test("ends a wrap-up without its form, for the reason it had", () => {
    const { closed, successor } = agreed(afterLogout(wrappingUp(), nextId, after(20_000)));
    expect(closed).toMatchObject({
      reason: "DONE",
      wrapUp: { outcome: "WRAP_UP_NOT_APPLIED", dispositions: [], note: "" },
    });
    expect(successor).toBeNull();
  });
});
