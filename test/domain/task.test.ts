import { plainWait } from "../../src/domain/wait.ts";
import { deadlineOf, nextEligibilityOf } from "../../src/domain/deadlines.ts";
import { describe, expect, test } from "vitest";
import { type TaskId, brand } from "../../src/domain/id.ts";
import {
  type Exclusion,
  REROUTED_PRIORITY,
  closeTask,
  enqueue,
  isOpen,
  requeue,
  reserve,
  startOutbound,
} from "../../src/domain/task.ts";
import { NEVER } from "../../src/domain/time.ts";
import {
  GRACE_MS,
  OFFER_MS,
  TTL_MS,
  WRAP_UP_SEC,
  active,
  after,
  ana,
  assignment,
  ben,
  nextId,
  noon,
  offerId,
  queued,
  request,
  reserved,
  taskId,
  wrappingUp,
} from "./sample.ts";

const anaIsOut: Exclusion = { agentId: ana, until: after(60_000), why: "RONA" };

describe("a new request", () => {
  test("waits from now on, as the first of its chain", () => {
    expect(enqueue(request(), noon)).toEqual({
      ...request(),
      state: "QUEUED",
      rootTaskId: taskId,
      previousTaskId: null,
      attempt: 1,
      createdAt: noon,
      firstEnqueuedAt: noon,
      enqueuedAt: noon,
      exclusions: [],
      wait: plainWait(noon),
      addedMedia: [],
      requestedBy: null,
      note: "",
    });
  });

  test("that an agent begins is active at once, and nothing was offered", () => {
    const begun = startOutbound(request({ direction: "OUTBOUND", mode: "AGENT" }), ana, noon);
    expect(begun).toMatchObject({
      state: "ACTIVE",
      agentId: ana,
      answeredAt: noon,
      offer: null,
      direction: "OUTBOUND",
    });
  });
});

describe("an offer", () => {
  test("counts down from now, and nobody has seen it yet", () => {
    const terms = { offerId, agentId: ana, offerMs: OFFER_MS, assignment };
    const offered = reserve(queued(), terms, after(5_000));
    expect(offered).toMatchObject({
      state: "RESERVED",
      agentId: ana,
      offer: {
        id: offerId,
        agentId: ana,
        state: "PENDING",
        createdAt: after(5_000),
        expiresAt: after(5_000 + OFFER_MS),
        sentAt: null,
        receivedAt: null,
        shownAt: null,
        assignment,
      },
    });
  });
});

describe("a successor", () => {
  test("keeps its request's deadline and place in time, and stands before all others", () => {
    const successor = requeue(reserved(), nextId, anaIsOut, after(21_500));
    expect(successor).toMatchObject({
      id: nextId,
      state: "QUEUED",
      rootTaskId: taskId,
      previousTaskId: taskId,
      attempt: 2,
      priority: REROUTED_PRIORITY,
      mode: "QUEUE",
      createdAt: after(21_500),
      enqueuedAt: after(21_500),
      firstEnqueuedAt: noon,
      requestExpiresAt: after(TTL_MS),
      exclusions: [anaIsOut],
    });
    expect(successor).not.toHaveProperty("offer");
    expect(successor).not.toHaveProperty("agentId");
  });

  test("of a successor keeps the root and counts on", () => {
    const first = requeue(reserved(), nextId, null, after(1_000));
    const second = requeue(first, brand<TaskId>("t3"), null, after(2_000));
    expect(second).toMatchObject({ rootTaskId: taskId, previousTaskId: nextId, attempt: 3 });
  });

  test("forgets back-offs that are over, and keeps the later one of the same agent", () => {
    const over: Exclusion = { agentId: ben, until: after(1_000), why: "DECLINED" };
    const running: Exclusion = { agentId: ben, until: after(90_000), why: "RONA" };
    const anew: Exclusion = { agentId: ana, until: after(120_000), why: "RONA" };
    const task = { ...reserved(), exclusions: [over, running, anaIsOut] };
    expect(requeue(task, nextId, anew, after(1_000)).exclusions).toEqual([running, anew]);
  });
});

describe("a closed task", () => {
  test("keeps on record who had it, when it was answered and how its offer ended", () => {
    const { offer } = active();
    expect(closeTask(active(), { reason: "DONE" }, after(9_000))).toMatchObject({
      state: "CLOSED",
      reason: "DONE",
      closedAt: after(9_000),
      agentId: ana,
      answeredAt: after(1_000),
      offer,
      wrapUp: null,
    });
  });

  test("that was never offered has neither", () => {
    expect(closeTask(queued(), { reason: "CANCELLED" }, after(9_000))).toMatchObject({
      agentId: null,
      answeredAt: null,
      offer: null,
    });
  });

  test("is the only one that is not open", () => {
    const closed = closeTask(queued(), { reason: "CANCELLED" }, after(9_000));
    expect([queued(), reserved(), active(), wrappingUp(), closed].map(isOpen)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe("the one deadline", () => {
  test.each([
    ["of a waiting request is its time to live", queued(), after(TTL_MS)],
    ["of an offer is its end plus the grace", reserved(), after(OFFER_MS + GRACE_MS)],
    ["of a conversation is none", active(), NEVER],
    ["of a wrap-up is its end", wrappingUp(), after(10_000 + WRAP_UP_SEC * 1_000)],
    ["of closed work is none", closeTask(queued(), { reason: "DONE" }, noon), NEVER],
  ])("%s", (_what, task, deadline) => {
    expect(deadlineOf(task, GRACE_MS)).toBe(deadline);
  });

  test("beside it stands when the next person may be asked again", () => {
    const soon: Exclusion = { agentId: ben, until: after(30_000), why: "DECLINED" };
    const task = { ...queued(), exclusions: [anaIsOut, soon] };
    expect(nextEligibilityOf(task, noon)).toBe(after(30_000));
    expect(nextEligibilityOf(task, after(30_000))).toBe(after(60_000));
    expect(nextEligibilityOf(task, after(60_000))).toBe(NEVER);
  });
});
