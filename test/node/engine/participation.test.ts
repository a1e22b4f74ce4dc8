import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import type { ListId, TaskId } from "../../../src/domain/id.ts";
import { plainConduct } from "../../../src/domain/queue.ts";
import { chatMrd, support } from "../../domain/sample.ts";
import { openCentre } from "./centre.ts";
import { askBen, askBilling, joined, linesOf, noWrapUp, waitingOf, withAna } from "./together.ts";

describe("a conference (T8)", () => {
  test("brings a colleague in beside the requester, whose task is untouched", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    await centre.ready("ben");
    await centre.does("ana", "task.conference", { taskId, to: "AGENT", targetId: "ben", note: "" });
    await centre.accept(interactionId);
    const { participants, ownerId } = centre.interaction(interactionId);
    expect(participants.map(({ agentId, role }) => [agentId, role])).toEqual([
      ["ana", "PRIMARY"],
      ["ben", "PRIMARY"],
    ]);
    expect(ownerId).toBe("ana");
  });

  test("goes on with who stays when the owner leaves (T21, scenario 24)", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    await centre.ready("ben");
    await centre.does("ana", "task.conference", { taskId, to: "AGENT", targetId: "ben", note: "" });
    await centre.accept(interactionId);
    await centre.does("sue", "agent.forceLogout", { agentId: brand("ana") });
    expect(centre.agent("ana")).toMatchObject({ state: "LOGOUT", reason: "FORCED" });
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      ownerId: "ben",
    });
    expect(await centre.kept(taskId)).toMatchObject({
      taskState: "CLOSED",
      reason: "AGENT_LOGOUT",
    });
    expect(centre.tasks(interactionId)).toHaveLength(1);
  });

  test("that somebody alone wants to leave is refused: the customer is not left with nobody", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { taskId } = await centre.held("ana");
    expect(await centre.refused("ana", "task.leave", { taskId })).toBe("TRANSITION_NOT_ALLOWED");
  });
});

describe("advice (T9, T36)", () => {
  async function consulting() {
    const centre = await openCentre();
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    await centre.ready("ben");
    await centre.does("ana", "task.consult", { taskId, to: "AGENT", targetId: "ben", note: "?" });
    const consultTaskId = await centre.accept(interactionId);
    return { centre, taskId, interactionId, consultTaskId };
  }

  test("comes from an ASSISTANT, who may not write to the customer", async () => {
    const { centre, interactionId } = await consulting();
    expect(centre.interaction(interactionId).participants).toMatchObject([
      { role: "PRIMARY" },
      { role: "ASSISTANT" },
    ]);
    const words = {
      interactionId: brand<never>(interactionId),
      messageId: brand<never>("m1"),
      body: "Hello",
    };
    expect(await centre.refused("ben", "message.post", words)).toBe("NOT_PRIMARY");
  });

  test("is asked of one person at a time", async () => {
    const { centre, taskId } = await consulting();
    const again = { taskId, to: "QUEUE", targetId: "support", note: "" } as const;
    expect(await centre.refused("ana", "task.consult", again)).toBe("CONSULT_IN_PROGRESS");
  });

  test("becomes a transfer: the adviser serves the customer, who asked wraps up", async () => {
    const { centre, taskId, interactionId, consultTaskId } = await consulting();
    await centre.does("ana", "consult.transfer", { taskId, consultTaskId });
    expect(centre.interaction(interactionId)).toMatchObject({
      ownerId: "ben",
      participants: [{ agentId: "ben", role: "PRIMARY" }],
    });
    expect(centre.tasks(interactionId).find((task) => task.id === taskId)).toMatchObject({
      reason: "TRANSFERRED",
    });
    expect(centre.tasks(interactionId).find((task) => task.id === consultTaskId)).toMatchObject({
      direction: "CONSULT_TRANSFER",
    });
  });

  test("becomes a conference: both serve the customer", async () => {
    const { centre, taskId, interactionId, consultTaskId } = await consulting();
    await centre.does("ana", "consult.conference", { taskId, consultTaskId });
    expect(centre.interaction(interactionId).participants).toMatchObject([
      { role: "PRIMARY" },
      { role: "PRIMARY" },
    ]);
  });

  test("ends with the conversation that it was for", async () => {
    const { centre, taskId, interactionId, consultTaskId } = await consulting();
    await centre.does("ana", "task.resolve", { taskId });
    expect(await centre.kept(consultTaskId)).toMatchObject({ taskState: "CLOSED", reason: "DONE" });
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "RESOLVED",
    });
  });
});

describe("listening in (T11)", () => {
  async function listening() {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.held("ana");
    await centre.hello("sue");
    const taskId = brand<never>("mon-1");
    await centre.does("sue", "monitor.start", { interactionId: brand(interactionId), taskId });
    return { centre, interactionId, taskId };
  }

  test("is told to nobody: no participant, no line of the timeline, no load", async () => {
    const { centre, interactionId, taskId } = await listening();
    expect(centre.interaction(interactionId).participants.map((each) => each.agentId)).toEqual([
      "ana",
    ]);
    const lines = (centre.engine.live.conversation(interactionId) ?? []).flatMap((each) =>
      each.kind === "MESSAGE" && each.row.kind === "EVENT" ? [each.row.body] : [],
    );
    expect(lines).toEqual(["OFFER_ACCEPTED"]);
    expect(centre.agent("sue").mrds[0]?.active).toBe(0);
    expect(centre.tasks(interactionId).find((task) => task.id === taskId)?.role).toBe(
      "SILENT_MONITOR",
    );
  });

  test("is for supervisors, one at a time, and not of what nobody serves", async () => {
    const { centre, interactionId } = await listening();
    const again = { interactionId: brand<never>(interactionId), taskId: brand<never>("mon-2") };
    expect(await centre.refused("sue", "monitor.start", again)).toBe("MONITOR_PRESENT");
    expect(await centre.refused("ben", "monitor.start", again)).toBe("NOT_PERMITTED");
  });

  test("goes from whispering to taking part, and from there on everybody sees it", async () => {
    const { centre, interactionId, taskId } = await listening();
    await centre.does("sue", "monitor.whisper", { taskId });
    await centre.does("sue", "monitor.bargeIn", { taskId });
    expect(centre.interaction(interactionId).participants).toMatchObject([
      { agentId: "ana" },
      { agentId: "sue", role: "PRIMARY" },
    ]);
    expect(centre.tasks(interactionId).find((task) => task.id === taskId)?.direction).toBe(
      "BARGE_IN",
    );
  });

  test("ends with the conversation", async () => {
    const { centre, interactionId, taskId } = await listening();
    await centre.does("sue", "interaction.forceComplete", { interactionId: brand(interactionId) });
    expect((await centre.kept(taskId)).taskState).toBe("CLOSED");
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

describe("a list's entry that one is in already (F15)", () => {
  test.each([
    ["is answered with the task where the medium joins by itself", true, "APPLIED"],
    ["is refused in words where it does not and the medium is there", false, "MEDIA_EXISTS"],
  ] as const)("joined again, %s", async (_, autoJoin, end) => {
    const listId = brand<ListId>("post");
    const list = { id: listId, name: "Post", description: "", mrdId: chatMrd.id, queueId: support };
    const centre = await openCentre({
      mrd: { conduct: { ...plainConduct, autoJoin } },
      directory: [{ kind: "LIST", body: list }],
      arrival: { mode: "PULL", listId },
    });
    await centre.hello("ana");
    const { interactionId } = await centre.request();
    const join = (taskId: string) =>
      centre.refused("ana", "list.join", {
        interactionId: brand(interactionId),
        taskId: brand(taskId),
      });
    expect(await join("first")).toBe("APPLIED");
    expect(await join("second")).toBe(end);
    expect(centre.task(interactionId)).toMatchObject({ id: "first", addedMedia: [] });
  });
});
