import { describe, expect, test } from "vitest";
import { type InteractionId, type TaskId, brand } from "../../../src/domain/id.ts";
import { noon } from "../../domain/sample.ts";
import { openCentre } from "./centre.ts";
import { askBen, askBilling, interventionOf, waitingOf, withAna } from "./together.ts";

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

  test("is not given back to a wrap-up of theirs that is about an earlier part of the conversation", async () => {
    const { centre, taskId: earlier, interactionId } = await withAna([]);
    await centre.does("ana", "task.resolve", { taskId: earlier });
    const taskId = brand<TaskId>(centre.newId());
    const place = { interactionId: brand<InteractionId>(interactionId), taskId };
    await centre.does("ana", "interaction.engage", place);
    await centre.does("ana", "task.transfer", { taskId, ...askBilling, attended: false });
    const leg = waitingOf(centre, interactionId);
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(await centre.refused("ana", "task.cancelRequest", { taskId: leg })).toBe(
      "TRANSITION_NOT_ALLOWED",
    );
    expect(waitingOf(centre, interactionId)).toBe(leg);
    expect(centre.tasks(interactionId).find((task) => task.id === earlier)).toMatchObject({
      taskState: "WRAP_UP",
    });
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
