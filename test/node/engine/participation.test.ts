import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import type { TaskId } from "../../../src/domain/id.ts";
import { noon } from "../../domain/sample.ts";
import { type Centre, live, openCentre } from "./centre.ts";
import { interventionOf, joined, linesOf, withAna } from "./together.ts";

const askBilling = { to: "QUEUE", targetId: "billing", note: "" } as const;
const askBen = { to: "AGENT", targetId: "ben", note: "" } as const;
const noWrapUp = { mrd: { wrapUp: { enabled: false, seconds: 0 } } };

function waitingOf(centre: Centre, interactionId: string): TaskId {
  const found = centre
    .tasks(interactionId)
    .find((task) => task.mediaState === "QUEUED" || task.mediaState === "RESERVED");
  if (found === undefined) throw new Error("nothing waits");
  return found.id;
}

describe("a conference or a consult that is taken back", () => {
  test.each(["task.conference", "task.consult"] as const)(
    "while %s waits, is over, and what was asked from is as it was",
    async (command) => {
      const { centre, taskId, interactionId } = await withAna([]);
      await centre.does("ana", command, { taskId, ...askBilling });
      const leg = waitingOf(centre, interactionId);
      const before = centre.engine.head;
      await centre.does("ana", "task.cancelRequest", { taskId: leg });
      expect(centre.toldSince(before)).toEqual(["TASK_STATE_CHANGED"]);
      expect(await centre.kept(leg)).toMatchObject({ reason: "CANCELLED", offer: null });
      expect(centre.task(interactionId)).toMatchObject({ id: taskId, mediaState: "ACTIVE" });
    },
  );

  test("while it rings, is taken from the colleague's screen and held against nobody", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await centre.does("ana", "task.conference", { taskId, ...askBen });
    const { taskId: leg, offerId } = centre.offer(interactionId);
    const before = centre.engine.head;
    await centre.does("ana", "task.cancelRequest", { taskId: leg });
    expect(centre.toldSince(before)).toEqual(["TASK_STATE_CHANGED", "OFFER_WITHDRAWN"]);
    expect(await centre.kept(leg)).toMatchObject({
      reason: "CANCELLED",
      offer: { state: "CANCELED", cancelReason: "TAKEN_OVER" },
    });
    expect(centre.agent("ben").mrds[0]).toMatchObject({ state: "READY", reserved: 0 });
    expect(centre.agent("ben").missesInRow).toBe(0);
    expect(await centre.refused("ben", "offer.accept", { taskId: leg, offerId })).toBe(
      "OFFER_WITHDRAWN",
    );
  });

  test("is so by who asked or by a supervisor, and while nobody has come", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await centre.does("ana", "task.conference", { taskId, ...askBen });
    const { taskId: leg } = centre.offer(interactionId);
    const cancel = { taskId: leg };
    expect(await centre.refused("ben", "task.cancelRequest", cancel)).toBe("NOT_PERMITTED");
    await centre.accept(interactionId);
    expect(await centre.refused("ana", "task.cancelRequest", cancel)).toBe("TASK_NOT_QUEUED");
    await centre.does("ben", "task.leave", { taskId: leg });
    await centre.does("ben", "wrapup.skip", { taskId: leg });
    expect(await centre.refused("ana", "task.cancelRequest", cancel)).toBe("TASK_CLOSED");
    await centre.does("ana", "task.conference", { taskId, ...askBilling });
    await centre.does("sue", "task.cancelRequest", { taskId: waitingOf(centre, interactionId) });
  });

  test("by somebody who may not see it is answered like one that does not exist", async () => {
    const { centre, taskId, interactionId } = await withAna([]);
    await centre.does("ana", "task.conference", {
      taskId,
      ...askBen,
      to: "QUEUE",
      targetId: "support",
    });
    const leg = waitingOf(centre, interactionId);
    expect(await centre.refused("cara", "task.cancelRequest", { taskId: leg })).toBe(
      "TASK_NOT_FOUND",
    );
  });

  test("is no way to get rid of the customer's own request", async () => {
    const centre = await openCentre();
    const { interactionId } = await centre.request();
    const { id: taskId } = centre.task(interactionId);
    expect(await centre.refused("sue", "task.cancelRequest", { taskId })).toBe(
      "TRANSITION_NOT_ALLOWED",
    );
  });
});

describe("a transfer that is taken back", () => {
  async function transferred(settings = {}) {
    const together = await withAna([], settings);
    const { centre, taskId, interactionId } = together;
    await centre.does("ana", "task.transfer", { taskId, ...askBilling, attended: false });
    return { ...together, leg: waitingOf(centre, interactionId) };
  }

  test("while the sender wraps up, is the sender's conversation again", async () => {
    const { centre, taskId, interactionId, leg } = await transferred();
    const before = centre.engine.head;
    await centre.does("ana", "task.cancelRequest", { taskId: leg });
    expect(centre.toldSince(before)).toEqual([
      "TASK_STATE_CHANGED",
      "TASK_STATE_CHANGED",
      "TASK_STATE_CHANGED",
      "AGENT_SUBSCRIBED",
      "INTERVENTION_CHANGED",
    ]);
    expect(await centre.kept(leg)).toMatchObject({ reason: "CANCELLED" });
    expect(await centre.kept(taskId)).toMatchObject({
      reason: "TRANSFERRED",
      wrapUp: { outcome: "WRAP_UP_NOT_APPLIED" },
    });
    expect(centre.task(interactionId)).toMatchObject({
      mediaState: "ACTIVE",
      agentId: "ana",
      role: "PRIMARY",
      direction: "INBOUND",
      queueId: "support",
      previousTaskId: leg,
      rootTaskId: taskId,
    });
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      ownerId: "ana",
      queueId: "support",
    });
    expect(interventionOf(centre, interactionId)).toMatchObject({
      agentId: "ana",
      segmentIndex: 0,
    });
    expect(centre.agent("ana").mrds[0]).toMatchObject({ active: 1, wrapUp: 0 });
    expect(centre.engine.counters("billing", noon)).toMatchObject({ offered: 1, flowedOut: 1 });
    expect(centre.engine.counters("support", noon)).toMatchObject({ offered: 1, answered: 1 });
  });

  test("while it rings, is withdrawn from who was asked", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await centre.does("ana", "task.transfer", { taskId, ...askBen, attended: false });
    const { taskId: leg } = centre.offer(interactionId);
    await centre.does("ana", "task.cancelRequest", { taskId: leg });
    expect(await centre.kept(leg)).toMatchObject({ offer: { cancelReason: "TAKEN_OVER" } });
    expect(centre.interaction(interactionId).ownerId).toBe("ana");
  });

  test("after the sender's wrap-up, waits on: the sender is done with it", async () => {
    const { centre, taskId, interactionId, leg } = await transferred();
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(await centre.refused("ana", "task.cancelRequest", { taskId: leg })).toBe(
      "TRANSITION_NOT_ALLOWED",
    );
    expect(centre.task(interactionId)).toMatchObject({ id: leg, mediaState: "QUEUED" });
  });

  test("by a supervisor, waits on: it is the sender's to call off", async () => {
    const { centre, interactionId, leg } = await transferred();
    expect(await centre.refused("sue", "task.cancelRequest", { taskId: leg })).toBe(
      "TRANSITION_NOT_ALLOWED",
    );
    expect(waitingOf(centre, interactionId)).toBe(leg);
  });

  test("waits as it was, and can be taken back, when the node is back (stop and restart)", async () => {
    const { centre, interactionId, leg } = await transferred();
    await centre.restart();
    await centre.hello("ana");
    expect(centre.tasks(interactionId).find((task) => task.id === leg)).toMatchObject({
      mediaState: "QUEUED",
      direction: "DIRECT_TRANSFER",
      requestedBy: "ana",
    });
    await centre.does("ana", "task.cancelRequest", { taskId: leg });
    expect(centre.interaction(interactionId).ownerId).toBe("ana");
  });
});

describe("leaving", () => {
  test.each([
    ["alone", "TRANSITION_NOT_ALLOWED"],
    ["beside an adviser", "TRANSITION_NOT_ALLOWED"],
  ])("%s is refused: the customer is not left with nobody", async (how, code) => {
    const together = await withAna(["ben"]);
    const { centre, taskId } = together;
    if (how !== "alone") await joined(together, "ben", "task.consult");
    expect(await centre.refused("ana", "task.leave", { taskId })).toBe(code);
  });

  test("is for oneself, once, and for what one is in", async () => {
    const together = await withAna(["ben"]);
    const { centre, taskId } = together;
    const benTask = await joined(together, "ben");
    expect(await centre.refused("ana", "task.leave", { taskId: benTask })).toBe("NOT_YOUR_TASK");
    await centre.does("ben", "task.leave", { taskId: benTask });
    expect(await centre.refused("ben", "task.leave", { taskId: benTask })).toBe("TASK_NOT_ACTIVE");
    await centre.does("ben", "wrapup.skip", { taskId: benTask });
    expect(await centre.refused("ben", "task.leave", { taskId: benTask })).toBe("TASK_CLOSED");
    expect(centre.interaction(together.interactionId)).toMatchObject({ status: "CONNECTED" });
    expect(await centre.refused("ana", "task.leave", { taskId })).toBe("TRANSITION_NOT_ALLOWED");
  });
});

describe("somebody who asked others in and goes", () => {
  test.each(["task.conference", "task.consult"] as const)(
    "takes an unanswered %s along, and who was being asked is told",
    async (command) => {
      const { centre, taskId, interactionId } = await withAna(["ben"], noWrapUp);
      await centre.does("ana", command, { taskId, ...askBen });
      const { taskId: leg } = centre.offer(interactionId);
      const before = centre.engine.head;
      await centre.does("ana", "agent.logout", {});
      expect(centre.toldSince(before)).toContain("OFFER_WITHDRAWN");
      expect(await centre.kept(leg)).toMatchObject({
        reason: "CANCELLED",
        offer: { cancelReason: "TAKEN_OVER" },
      });
      expect(centre.tasks(interactionId)).toMatchObject([
        { direction: "INBOUND", queueId: "support" },
      ]);
    },
  );

  test("by resolving, completes what nobody else was in", async () => {
    const { centre, taskId, interactionId } = await withAna([], noWrapUp);
    await centre.does("ana", "task.consult", { taskId, ...askBilling });
    const leg = waitingOf(centre, interactionId);
    await centre.does("ana", "task.resolve", { taskId });
    expect(await centre.kept(leg)).toMatchObject({ reason: "CANCELLED" });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ resolution: "RESOLVED" });
  });
});

describe("a customer who leaves (T23, T24)", () => {
  async function conferring() {
    const centre = await openCentre(noWrapUp);
    await centre.ready("ana");
    const { taskId, interactionId, visitor } = await centre.held("ana", live);
    await centre.pass(1_000);
    return { centre, taskId, interactionId, visitor };
  }

  test("ends the legs that nobody had answered, and who advised goes without a wrap-up", async () => {
    const { centre, taskId, interactionId, visitor } = await conferring();
    await centre.ready("ben", "cara");
    const advice = await joined({ centre, taskId, interactionId }, "ben", "task.consult");
    await centre.does("ana", "task.conference", { taskId, ...askBen, targetId: "cara" });
    const { taskId: leg } = centre.offer(interactionId);
    await centre.engine.submit(
      visitor.actor,
      centre.command("customer.leave", { threadId: visitor.threadId }),
    );
    expect(await centre.kept(leg)).toMatchObject({ reason: "CANCELLED" });
    expect(await centre.kept(advice)).toMatchObject({ reason: "DONE", wrapUp: null });
    expect(await centre.kept(taskId)).toMatchObject({ reason: "DONE" });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ resolution: "RESOLVED" });
    expect(centre.engine.counters("support", noon)).toMatchObject({ offered: 1, abandoned: 0 });
  });

  test("while a transfer waits, has abandoned the queue it waited in", async () => {
    const { centre, taskId, interactionId, visitor } = await conferring();
    await centre.does("ana", "task.transfer", { taskId, ...askBilling, attended: false });
    await centre.engine.submit(
      visitor.actor,
      centre.command("customer.leave", { threadId: visitor.threadId }),
    );
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ resolution: "ABANDONED" });
    expect(centre.engine.counters("billing", noon)).toMatchObject({ offered: 1, abandoned: 1 });
  });
});

test("an agent who is logged out by a supervisor gives two chats back, leaves a third to who is in it, and nobody goes on listening (scenario 24)", async () => {
  const centre = await openCentre();
  await centre.ready("ben");
  const third = await centre.held("ben");
  await centre.ready("ana");
  await centre.does("ben", "task.conference", {
    taskId: third.taskId,
    to: "AGENT",
    targetId: "ana",
    note: "",
  });
  await centre.accept(third.interactionId);
  await centre.does("ben", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
  const first = await centre.held("ana");
  const claimed = await centre.request();
  await centre.does("ana", "task.claim", { taskId: centre.task(claimed.interactionId).id });
  await centre.hello("sue");
  const ear = brand<TaskId>("ear-1");
  await centre.does("sue", "monitor.start", {
    interactionId: brand(first.interactionId),
    taskId: ear,
  });

  await centre.does("sue", "agent.forceLogout", { agentId: brand("ana") });

  for (const { interactionId } of [first, claimed])
    expect(centre.task(interactionId)).toMatchObject({
      mediaState: "QUEUED",
      queueId: "support",
      priority: 11,
      direction: "INBOUND",
    });
  expect(centre.task(third.interactionId)).toMatchObject({ agentId: "ben", mediaState: "ACTIVE" });
  expect(centre.interaction(third.interactionId)).toMatchObject({
    ownerId: "ben",
    status: "CONNECTED",
  });
  expect(linesOf(centre, third.interactionId).at(-1)).toBe("AGENT_LEFT");
  expect(await centre.kept(ear)).toMatchObject({ taskState: "CLOSED" });
  expect(centre.agent("ana")).toMatchObject({ state: "LOGOUT", reason: "FORCED" });
});
