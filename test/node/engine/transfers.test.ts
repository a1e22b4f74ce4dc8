import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import { plainRouting } from "../../../src/domain/queue.ts";
import { openCentre } from "./centre.ts";

const toQueue = { to: "QUEUE", targetId: "billing", attended: false, note: "a refund" } as const;
const toBen = { to: "AGENT", targetId: "ben", attended: false, note: "yours" } as const;

describe("a transfer to a queue (T5)", () => {
  test("puts the customer into it before anything else, and the sender wraps up as TRANSFERRED", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    const before = centre.engine.head;
    await centre.does("ana", "task.transfer", { taskId, ...toQueue });
    expect(centre.toldSince(before)).toEqual([
      "TASK_STATE_CHANGED",
      "TASK_ENQUEUED",
      "TASK_STATE_CHANGED",
      "WRAPUP_TIMER_STARTED",
      "AGENT_UNSUBSCRIBED",
    ]);
    const [left, leg] = centre
      .tasks(interactionId)
      .toSorted((a, b) => (a.id === taskId ? -1 : b.id === taskId ? 1 : 0));
    expect(left).toMatchObject({ taskState: "WRAP_UP", reason: "TRANSFERRED" });
    expect(leg).toMatchObject({
      direction: "DIRECT_TRANSFER",
      mode: "QUEUE",
      queueId: "billing",
      mediaState: "QUEUED",
      previousTaskId: taskId,
      rootTaskId: taskId,
      requestedBy: "ana",
      note: "a refund",
    });
    expect(centre.interaction(interactionId)).toMatchObject({ queueId: "billing", ownerId: "" });
  });

  test("frees the sender and waits where everybody is busy (scenario 19)", async () => {
    const centre = await openCentre({ mrd: { wrapUp: { enabled: false, seconds: 0 } } });
    await centre.ready("ana");
    const { taskId } = await centre.held("ana");
    await centre.does("ana", "task.transfer", { taskId, ...toQueue });
    expect(await centre.kept(taskId)).toMatchObject({ taskState: "CLOSED", reason: "TRANSFERRED" });
    expect(centre.agent("ana").mrds[0]).toMatchObject({ state: "READY", active: 0 });
    expect(centre.tasks()).toMatchObject([{ direction: "DIRECT_TRANSFER", mediaState: "QUEUED" }]);
  });

  test("that nobody takes is closed as source 002 says, and waits on in the target queue at priority 11", async () => {
    const centre = await openCentre();
    await centre.ready("ana", "cara");
    const { taskId, interactionId } = await centre.held("ana");
    await centre.does("ana", "task.transfer", { taskId, ...toQueue });
    centre.shows(interactionId);
    const before = centre.engine.head;
    await centre.pass(22_000);
    expect(centre.toldSince(before).slice(0, 4)).toEqual([
      "TASK_STATE_CHANGED",
      "NO_AGENT_AVAILABLE",
      "TASK_STATE_CHANGED",
      "TASK_ENQUEUED",
    ]);
    const next = centre.tasks(interactionId).find((task) => task.mediaState === "QUEUED");
    expect(next).toMatchObject({
      queueId: "billing",
      priority: 11,
      direction: "INBOUND",
      rootTaskId: taskId,
    });
  });

  test.each([
    ["an unknown queue", { ...toQueue, targetId: "nowhere" }, "QUEUE_NOT_FOUND"],
    ["the sender", { ...toBen, targetId: "ana" }, "SAME_TARGET"],
    ["a stranger", { ...toBen, targetId: "nobody" }, "AGENT_NOT_FOUND"],
    ["somebody who is not there (T7)", toBen, "AGENT_NOT_AVAILABLE"],
    [
      "the outside, where the source cannot (T46)",
      { ...toBen, to: "EXTERNAL" },
      "EXTERNAL_NOT_SUPPORTED",
    ],
  ] as const)(
    "to %s is refused, and the sender keeps the conversation",
    async (_to, body, code) => {
      const centre = await openCentre();
      await centre.ready("ana");
      const { taskId, interactionId } = await centre.held("ana");
      expect(await centre.refused("ana", "task.transfer", { taskId, ...body })).toBe(code);
      expect(centre.task(interactionId)).toMatchObject({
        id: taskId,
        mediaState: "ACTIVE",
        agentId: "ana",
      });
    },
  );
});

describe("a transfer to a named agent (T6)", () => {
  test("is offered to that agent, who has the conversation, its owner and its intervention once it is accepted", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    await centre.ready("ben");
    await centre.does("ana", "task.transfer", { taskId, ...toBen });
    expect(centre.offer(interactionId)).toMatchObject({
      agentId: "ben",
      task: { direction: "DIRECT_TRANSFER", mode: "AGENT" },
    });
    await centre.accept(interactionId);
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      ownerId: "ben",
    });
    const rows = centre.engine.live.conversation(interactionId) ?? [];
    expect(rows.find((each) => each.kind === "INTERVENTION")?.row).toMatchObject({
      agentId: "ben",
      segmentIndex: 1,
    });
  });

  test.each([
    ["REQUEUE", "QUEUED", ""],
    ["RETURN_TO_SENDER", "RESERVED", "ana"],
  ] as const)("declined, falls back to %s", async (fallback, mediaState, agentId) => {
    const centre = await openCentre({
      mrd: { wrapUp: { enabled: false, seconds: 0 } },
      queue: { routing: { ...plainRouting, transferRonaFallback: fallback } },
    });
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    await centre.ready("ben");
    await centre.does("ana", "task.transfer", { taskId, ...toBen });
    // Nobody else may take it meanwhile but who is named.
    if (fallback === "REQUEUE")
      await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    const { offerId, taskId: legId } = centre.offer(interactionId);
    await centre.does("ben", "offer.decline", { taskId: legId, offerId, reason: null });
    expect(centre.task(interactionId)).toMatchObject({ mediaState, agentId, priority: 11 });
  });

  test("declined, with the fallback NONE, stands undelivered", async () => {
    const centre = await openCentre({
      queue: { routing: { ...plainRouting, transferRonaFallback: "NONE" } },
    });
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    await centre.ready("ben");
    await centre.does("ana", "task.transfer", { taskId, ...toBen });
    await centre.does("ana", "wrapup.skip", { taskId });
    const { offerId, taskId: legId } = centre.offer(interactionId);
    await centre.does("ben", "offer.decline", { taskId: legId, offerId, reason: null });
    expect(centre.tasks(interactionId)).toEqual([]);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
  });
});

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
