import { describe, expect, test } from "vitest";
import { plainRouting } from "../../../src/domain/queue.ts";
import type { TransferRonaFallback } from "../../../src/domain/workspace.ts";
import { GRACE_MS, OFFER_MS, TTL_MS, after, noon } from "../../domain/sample.ts";
import { type Centre, openCentre } from "./centre.ts";
import { linesOf, withAna } from "./together.ts";

const toBilling = { to: "QUEUE", targetId: "billing", attended: false, note: "refund" } as const;
const toBen = { to: "AGENT", targetId: "ben", attended: false, note: "yours" } as const;

function policy(transferRonaFallback: TransferRonaFallback) {
  return { workspace: { transferRonaFallback, ronaPolicy: "KEEP_READY" } } as const;
}

/** Whoever is offered it sees it and does nothing. */
async function rings(centre: Centre, interactionId: string): Promise<string> {
  const { taskId } = centre.offer(interactionId);
  centre.shows(interactionId);
  await centre.pass(OFFER_MS + GRACE_MS);
  return taskId;
}

describe("a transfer to a queue that rings out (T18)", () => {
  test("is told as source 002 tells it, and waits on in that queue with what is left of its time", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"], policy("REQUEUE"));
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    const { requestExpiresAt } = centre.offer(interactionId).task;
    const before = centre.engine.head;
    const leg = await rings(centre, interactionId);
    expect(centre.toldSince(before)).toEqual([
      "TASK_STATE_CHANGED",
      "NO_AGENT_AVAILABLE",
      "TASK_STATE_CHANGED",
      "TASK_ENQUEUED",
      "AGENT_ACCEPT_TIMEOUT",
    ]);
    const told = centre.events.find((event) => event.type === "NO_AGENT_AVAILABLE");
    expect(told?.data).toEqual({ requestType: { direction: "DIRECT_TRANSFER", mode: "QUEUE" } });
    expect(await centre.kept(leg)).toMatchObject({ reason: "RONA", offer: { state: "TIMEOUT" } });
    const next = centre.tasks(interactionId).find((task) => task.mediaState === "QUEUED");
    expect(next).toMatchObject({
      queueId: "billing",
      mode: "QUEUE",
      direction: "INBOUND",
      priority: 11,
      previousTaskId: leg,
      requestExpiresAt,
      requestedBy: "ana",
      note: "refund",
      wait: { queueEnteredAt: after(1_000) },
    });
    // Cara missed it: not she again, for the time of the back-off.
    const until = after(1_000 + OFFER_MS + GRACE_MS + 60_000);
    expect(next?.exclusions).toContainEqual({ agentId: "cara", until, why: "RONA" });
    expect(linesOf(centre, interactionId).slice(-2)).toEqual([
      "OFFER_MISSED",
      "TRANSFER_NOT_TAKEN",
    ]);
  });

  test("counts once in the queue's service level, however often it is offered", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"], policy("REQUEUE"));
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    await rings(centre, interactionId);
    await centre.pass(60_000);
    await centre.accept(interactionId);
    expect(centre.engine.counters("billing", noon)).toMatchObject({
      offered: 1,
      answered: 1,
      rona: 1,
    });
  });

  test("is undelivered where the policy is NONE, and the queue's entry is decided", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"], policy("NONE"));
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    await centre.does("ana", "wrapup.skip", { taskId });
    await rings(centre, interactionId);
    expect(centre.tasks(interactionId)).toEqual([]);
    expect(centre.interaction(interactionId)).toMatchObject({
      state: "ACTIVE",
      status: "UNDELIVERED",
    });
    expect(centre.engine.counters("billing", noon)).toMatchObject({ offered: 1, noAgent: 1 });
  });

  test("goes back to its sender where the policy says so, before all others", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"], policy("RETURN_TO_SENDER"));
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    await centre.does("ana", "wrapup.skip", { taskId });
    await rings(centre, interactionId);
    expect(centre.offer(interactionId).task).toMatchObject({
      agentId: "ana",
      mode: "AGENT",
      direction: "INBOUND",
      priority: 11,
    });
    await rings(centre, interactionId);
    // The sender does not take it either: then it is the queue's, not handed back and forth.
    expect(centre.task(interactionId)).toMatchObject({ mode: "QUEUE", queueId: "billing" });
  });

  test("waits in the queue while its sender has no room for it", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"], policy("RETURN_TO_SENDER"));
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    await rings(centre, interactionId);
    expect(centre.tasks(interactionId).find((task) => task.mediaState === "QUEUED")).toMatchObject({
      queueId: "billing",
      priority: 11,
    });
  });

  test("asks the queue's own policy before the workspace's", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"], {
      ...policy("REQUEUE"),
      queue: { routing: { ...plainRouting, transferRonaFallback: "NONE" } },
    });
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    await rings(centre, interactionId);
    expect(centre.tasks(interactionId).every((task) => task.taskState === "WRAP_UP")).toBe(true);
  });
});

describe("a transfer to a named agent that comes to nothing", () => {
  test("waits in the sender's queue, and is not offered to who declined it", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await centre.does("ana", "task.transfer", { taskId, ...toBen });
    const { taskId: leg, offerId } = centre.offer(interactionId);
    const before = centre.engine.head;
    await centre.does("ben", "offer.decline", { taskId: leg, offerId, reason: "busy" });
    expect(centre.toldSince(before).slice(0, 4)).toEqual([
      "TASK_STATE_CHANGED",
      "NO_AGENT_AVAILABLE",
      "TASK_STATE_CHANGED",
      "TASK_ENQUEUED",
    ]);
    const next = centre.tasks(interactionId).find((task) => task.previousTaskId === leg);
    expect(next).toMatchObject({ queueId: "support", mode: "QUEUE", priority: 11 });
    expect(next?.exclusions).toMatchObject([{ agentId: "ben", why: "DECLINED" }]);
    expect(centre.agent("ben")).toMatchObject({ state: "READY", missesInRow: 0 });
  });

  test.each([
    ["locks the screen", "AGENT_UNREACHABLE"],
    ["logs out", "AGENT_LOGOUT"],
  ])(
    "because they %s, falls back without a mark and without NO_AGENT_AVAILABLE (T18b, T29)",
    async (how) => {
      const { centre, taskId, interactionId } = await withAna(["ben"]);
      await centre.does("ana", "task.transfer", { taskId, ...toBen });
      await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
      const { taskId: leg } = centre.offer(interactionId);
      const before = centre.engine.head;
      if (how === "logs out") await centre.does("ben", "agent.logout", {});
      else await centre.does("ben", "agent.away", { why: "LOCKED" });
      expect(centre.toldSince(before)).not.toContain("NO_AGENT_AVAILABLE");
      expect(await centre.kept(leg)).toMatchObject({ offer: { state: "CANCELED" } });
      const next = centre.tasks(interactionId).find((task) => task.previousTaskId === leg);
      expect(next).toMatchObject({ mediaState: "QUEUED", queueId: "support", priority: 11 });
      expect(next?.exclusions).toEqual([]);
      expect(centre.agent("ben").missesInRow).toBe(0);
    },
  );

  test("once its time is over, is undelivered and a miss of the agent (T19b)", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"], {
      queue: { requestTtlSec: 10 },
    });
    await centre.does("ana", "task.transfer", { taskId, ...toBen });
    await centre.does("ana", "wrapup.skip", { taskId });
    const leg = await rings(centre, interactionId);
    expect(await centre.kept(leg)).toMatchObject({
      reason: "NO_AGENT_AVAILABLE",
      offer: { state: "TIMEOUT" },
    });
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
    expect(centre.agent("ben")).toMatchObject({ missesInRow: 1, mrds: [{ reason: "RONA" }] });
  });

  test("rings on when the node is back, and falls back at its instant (stop and restart)", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await centre.does("ana", "task.transfer", { taskId, ...toBen });
    await centre.restart();
    await centre.hello("ben");
    centre.shows(interactionId);
    await centre.pass(OFFER_MS + GRACE_MS - 1);
    expect(centre.offer(interactionId).agentId).toBe("ben");
    await centre.pass(1);
    expect(centre.tasks(interactionId).find((task) => task.mediaState === "QUEUED")).toMatchObject({
      queueId: "support",
      priority: 11,
    });
  });
});

describe("a transfer that waits too long (T19)", () => {
  test("is undelivered, and told so", async () => {
    const { centre, taskId, interactionId } = await withAna([]);
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    await centre.pass(TTL_MS);
    expect(centre.tasks(interactionId)).toEqual([]);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
    expect(linesOf(centre, interactionId).at(-1)).toBe("NO_AGENT_AVAILABLE");
    expect(centre.engine.counters("billing", noon)).toMatchObject({ offered: 1, noAgent: 1 });
  });

  test("ends alone while somebody else serves the customer", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await centre.does("ana", "task.conference", { taskId, to: "AGENT", targetId: "ben", note: "" });
    await centre.accept(interactionId);
    await centre.does("ana", "task.transfer", { taskId, ...toBilling });
    await centre.pass(TTL_MS);
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      ownerId: "ben",
    });
    expect(linesOf(centre, interactionId).at(-1)).toBe("NO_COLLEAGUE");
    expect(centre.engine.counters("billing", noon)).toMatchObject({ offered: 1, noAgent: 1 });
  });
});

describe("a transfer", () => {
  test("is not handed straight back to its sender, who may have it again after a minute", async () => {
    const { centre, taskId, interactionId } = await withAna([], {
      mrd: { wrapUp: { enabled: false, seconds: 0 } },
    });
    await centre.does("ana", "task.transfer", { taskId, ...toBilling, targetId: "support" });
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(59_999);
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(1);
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });

  test("to somebody who is in the conversation already is refused", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await centre.does("ana", "task.consult", { taskId, to: "AGENT", targetId: "ben", note: "" });
    await centre.accept(interactionId);
    expect(await centre.refused("ana", "task.transfer", { taskId, ...toBen })).toBe(
      "ALREADY_IN_CONVERSATION",
    );
  });

  test("of a closed task, or of one that is only offered, is refused (T40)", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    const send = () => centre.refused("ana", "task.transfer", { taskId, ...toBilling });
    expect(await send()).toBe("TASK_NOT_ACTIVE");
    await centre.does("ana", "offer.decline", { taskId, offerId, reason: null });
    expect(await send()).toBe("TASK_CLOSED");
  });
});
