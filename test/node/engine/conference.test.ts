import { describe, expect, test } from "vitest";
import { bodiesOf } from "../../../src/protocol/rows/directory-row.ts";
import { noon } from "../../domain/sample.ts";
import { crowd, interventionOf, joined, linesOf, noWrapUp, withAna } from "./together.ts";

const askBen = { to: "AGENT", targetId: "ben", note: "come" } as const;
const askBilling = { to: "QUEUE", targetId: "billing", note: "come" } as const;

describe("asking a colleague in (T8)", () => {
  test("offers the conversation beside whoever has it: nothing of theirs changes", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    const own = centre.task(interactionId);
    const before = centre.engine.head;
    await centre.does("ana", "task.conference", { taskId, ...askBen });
    expect(centre.toldSince(before)).toEqual(["TASK_STATE_CHANGED", "AGENT_RESERVED"]);
    expect(centre.offer(interactionId).task).toMatchObject({
      direction: "DIRECT_CONFERENCE",
      mode: "AGENT",
      agentId: "ben",
      requestedBy: "ana",
      note: "come",
      rootTaskId: own.rootTaskId,
      previousTaskId: null,
    });
    expect(centre.tasks(interactionId).find((task) => task.id === taskId)).toEqual(own);
    expect(linesOf(centre, interactionId).at(-1)).toBe("CONFERENCE_ASKED");
  });

  test("or a queue, whose agents are found by the router", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"]);
    const before = centre.engine.head;
    await centre.does("ana", "task.conference", { taskId, ...askBilling });
    expect(centre.toldSince(before)).toEqual([
      "TASK_STATE_CHANGED",
      "TASK_ENQUEUED",
      "TASK_STATE_CHANGED",
      "AGENT_RESERVED",
    ]);
    expect(centre.offer(interactionId).task).toMatchObject({
      agentId: "cara",
      queueId: "billing",
      mode: "QUEUE",
      direction: "DIRECT_CONFERENCE",
    });
  });

  test("leaves owner, intervention and the queue's service level as they are once they have come", async () => {
    const together = await withAna(["cara"]);
    const { centre, taskId, interactionId } = together;
    const before = { ...interventionOf(centre, interactionId) };
    const { queueId, ownerId, firstAnsweredAt } = centre.interaction(interactionId);
    await centre.does("ana", "task.conference", { taskId, ...askBilling });
    await centre.pass(5_000);
    const told = centre.engine.head;
    await centre.accept(interactionId);
    expect(centre.toldSince(told)).toEqual(["TASK_STATE_CHANGED", "AGENT_SUBSCRIBED"]);
    expect(interventionOf(centre, interactionId)).toEqual(before);
    expect(centre.interaction(interactionId)).toMatchObject({ queueId, ownerId, firstAnsweredAt });
    expect(centre.engine.counters("billing", noon)).toMatchObject({ offered: 0, answered: 0 });
    expect(centre.engine.counters("support", noon)).toMatchObject({ offered: 1, answered: 1 });
    expect(linesOf(centre, interactionId).at(-1)).toBe("CONFERENCE_JOINED");
  });

  test("lets somebody of another queue read and write what they have been asked into", async () => {
    const together = await withAna(["cara"]);
    const { centre, interactionId } = together;
    const words = { interactionId, messageId: "m1", body: "Good day" } as never;
    expect(await centre.refused("cara", "message.post", words)).toBe("INTERACTION_NOT_FOUND");
    await joined(together, "cara");
    await centre.does("cara", "message.post", words);
    expect(centre.interaction(interactionId).lastLine).toBe("Good day");
  });

  test.each([
    ["who is not there", { ...askBen, targetId: "cara" }, "AGENT_NOT_AVAILABLE"],
    ["whom nobody knows", { ...askBen, targetId: "zoe" }, "AGENT_NOT_FOUND"],
    ["who asks", { ...askBen, targetId: "ana" }, "ALREADY_IN_CONVERSATION"],
    ["of an unknown queue", { ...askBilling, targetId: "nowhere" }, "QUEUE_NOT_FOUND"],
  ] as const)("%s is refused", async (_whom, body, code) => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    expect(await centre.refused("ana", "task.conference", { taskId, ...body })).toBe(code);
    expect(centre.tasks(interactionId)).toHaveLength(1);
  });

  test("twice is refused, whether they have come yet or not", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await centre.does("ana", "task.conference", { taskId, ...askBen });
    const again = () => centre.refused("ana", "task.conference", { taskId, ...askBen });
    expect(await again()).toBe("ALREADY_IN_CONVERSATION");
    await centre.accept(interactionId);
    expect(await again()).toBe("ALREADY_IN_CONVERSATION");
  });

  test("is refused to an adviser", async () => {
    const together = await withAna(["ben"]);
    const consultTaskId = await joined(together, "ben", "task.consult");
    const { centre } = together;
    const body = { taskId: consultTaskId, ...askBilling };
    expect(await centre.refused("ben", "task.conference", body)).toBe("NOT_PRIMARY");
    expect(await centre.refused("ben", "task.transfer", { ...body, attended: false })).toBe(
      "NOT_PRIMARY",
    );
    expect(await centre.refused("ben", "task.resolve", { taskId: consultTaskId })).toBe(
      "NOT_PRIMARY",
    );
  });

  test("ends with four, those who are being asked included", async () => {
    const agents = crowd("dan", "eve", "fay");
    const together = await withAna(["ben", "dan", "eve", "fay"], { agents });
    const { centre, taskId } = together;
    await joined(together, "ben");
    await joined(together, "dan");
    await centre.does("ana", "task.conference", { taskId, ...askBen, targetId: "eve" });
    const fifth = { taskId, ...askBen, targetId: "fay" };
    expect(await centre.refused("ana", "task.conference", fifth)).toBe("CONFERENCE_FULL");
  });

  test("through a queue passes over those who are in it, for as long as they are", async () => {
    const together = await withAna(["ben"]);
    const { centre, taskId, interactionId } = together;
    const benTask = await joined(together, "ben");
    await centre.does("ana", "task.conference", { taskId, ...askBilling, targetId: "support" });
    const waiting = () => centre.tasks(interactionId).find((task) => task.mediaState === "QUEUED");
    expect(
      waiting()
        ?.exclusions.map((each) => each.agentId)
        .toSorted(),
    ).toEqual(["ana", "ben"]);
    await centre.does("ben", "task.leave", { taskId: benTask });
    expect(centre.offer(interactionId).agentId).toBe("ben");
  });
});

describe("a colleague who is asked in and does not come", () => {
  test("by name, is told to who asked, and the conversation goes on (T18)", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await centre.does("ana", "task.conference", { taskId, ...askBen });
    const { taskId: leg, offerId } = centre.offer(interactionId);
    const before = centre.engine.head;
    await centre.does("ben", "offer.decline", { taskId: leg, offerId, reason: null });
    expect(centre.toldSince(before)).toEqual(["TASK_STATE_CHANGED", "NO_AGENT_AVAILABLE"]);
    expect(await centre.kept(leg)).toMatchObject({ reason: "RONA", offer: { state: "REJECTED" } });
    expect(centre.task(interactionId)).toMatchObject({ id: taskId, mediaState: "ACTIVE" });
    expect(linesOf(centre, interactionId).slice(-2)).toEqual(["OFFER_DECLINED", "NO_COLLEAGUE"]);
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      ownerId: "ana",
    });
  });

  test("through a queue, is asked for again as a conference (T17)", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"]);
    await centre.does("ana", "task.conference", { taskId, ...askBilling });
    const { taskId: leg, offerId } = centre.offer(interactionId);
    await centre.does("cara", "offer.decline", { taskId: leg, offerId, reason: null });
    expect(centre.tasks(interactionId).find((task) => task.mediaState === "QUEUED")).toMatchObject({
      direction: "DIRECT_CONFERENCE",
      mode: "QUEUE",
      queueId: "billing",
      priority: 11,
      previousTaskId: leg,
      requestedBy: "ana",
    });
  });

  test("through a queue that goes out of use, stays a leg of it: the conversation is led nowhere (F8)", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"]);
    const { queueId } = centre.interaction(interactionId);
    await centre.does("ana", "task.conference", { taskId, ...askBilling });
    const { taskId: leg, offerId } = centre.offer(interactionId);
    const kept = centre.engine.live.row("DIRECTORY", "QUEUE:billing")?.row;
    const [billing] = kept === undefined ? [] : bodiesOf([kept], "QUEUE");
    if (billing === undefined) throw new Error("no queue");
    await centre.engine.configure({
      directory: [{ kind: "QUEUE", body: { ...billing, archived: true } }],
    });
    await centre.does("cara", "offer.decline", { taskId: leg, offerId, reason: null });
    expect(
      centre.tasks(interactionId).find(({ mediaState }) => mediaState === "QUEUED"),
    ).toMatchObject({ direction: "DIRECT_CONFERENCE", queueId: "billing", previousTaskId: leg });
    expect(centre.interaction(interactionId)).toMatchObject({ queueId, status: "CONNECTED" });
    expect(linesOf(centre, interactionId)).not.toContain("OVERFLOWED");
  });

  test("in the request's whole time, is told to who asked: nothing is undelivered (T19)", async () => {
    const { centre, taskId, interactionId } = await withAna([]);
    await centre.does("ana", "task.conference", { taskId, ...askBilling });
    const leg = centre.tasks(interactionId).find((task) => task.id !== taskId);
    await centre.pass(300_000);
    expect(await centre.kept(leg?.id ?? "")).toMatchObject({ reason: "NO_AGENT_AVAILABLE" });
    expect(linesOf(centre, interactionId).at(-1)).toBe("NO_COLLEAGUE");
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      ownerId: "ana",
    });
    expect(centre.engine.counters("billing", noon)).toMatchObject({ offered: 0, noAgent: 0 });
  });
});

describe("a conference", () => {
  test("goes on with who stays: the owner's leaving hands owner and intervention over (T21)", async () => {
    const together = await withAna(["ben"]);
    const { centre, taskId, interactionId } = together;
    await joined(together, "ben");
    const before = centre.engine.head;
    await centre.does("ana", "task.leave", { taskId });
    expect(centre.toldSince(before)).toEqual([
      "TASK_STATE_CHANGED",
      "WRAPUP_TIMER_STARTED",
      "AGENT_UNSUBSCRIBED",
      "INTERVENTION_CHANGED",
    ]);
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      ownerId: "ben",
    });
    expect(interventionOf(centre, interactionId)).toMatchObject({
      agentId: "ben",
      segmentIndex: 1,
    });
    expect(linesOf(centre, interactionId).at(-1)).toBe("PARTICIPANT_LEFT");
  });

  test("goes on when its owner resolves their part, and completes when the last one does", async () => {
    const together = await withAna(["ben"], noWrapUp);
    const { centre, taskId, interactionId } = together;
    const benTask = await joined(together, "ben");
    await centre.does("ana", "task.resolve", { taskId });
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      ownerId: "ben",
    });
    await centre.does("ben", "task.resolve", { taskId: benTask });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      completedBy: "ben",
    });
  });

  test("goes on when somebody gives up: nothing is queued while another serves the customer (T22)", async () => {
    const together = await withAna(["ben"], noWrapUp);
    const { centre, taskId, interactionId } = together;
    await joined(together, "ben");
    await centre.does("ana", "task.requeue", { taskId });
    expect(centre.task(interactionId)).toMatchObject({ agentId: "ben", mediaState: "ACTIVE" });
  });

  test("whose owner transfers, belongs to who stays until the transfer is taken", async () => {
    const together = await withAna(["ben"]);
    const { centre, taskId, interactionId } = together;
    await joined(together, "ben");
    await centre.does("ana", "task.transfer", { taskId, ...askBilling, attended: false });
    expect(centre.interaction(interactionId).ownerId).toBe("ben");
    await centre.ready("cara");
    await centre.accept(interactionId);
    expect(centre.interaction(interactionId).ownerId).toBe("cara");
  });

  test("whose last member leaves while a transfer waits, is not queued a second time", async () => {
    const together = await withAna(["ben"], noWrapUp);
    const { centre, taskId, interactionId } = together;
    await joined(together, "ben");
    await centre.does("ana", "task.transfer", { taskId, ...askBilling, attended: false });
    await centre.does("ben", "agent.logout", {});
    expect(centre.task(interactionId)).toMatchObject({
      direction: "DIRECT_TRANSFER",
      mediaState: "QUEUED",
    });
  });

  test("whose last member came from another queue, waits in its own when they are gone", async () => {
    const together = await withAna(["cara"], noWrapUp);
    const { centre, taskId, interactionId } = together;
    await centre.does("ana", "task.conference", { taskId, ...askBilling });
    await centre.accept(interactionId);
    await centre.does("ana", "agent.logout", {});
    await centre.does("cara", "agent.logout", {});
    expect(centre.task(interactionId)).toMatchObject({
      mediaState: "QUEUED",
      queueId: "support",
      direction: "INBOUND",
      priority: 11,
    });
  });
});
