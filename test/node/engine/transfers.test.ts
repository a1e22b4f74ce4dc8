import { describe, expect, test } from "vitest";
import { plainRouting } from "../../../src/domain/queue.ts";
import { openCentre } from "./centre.ts";
import { joined, noWrapUp, withAna } from "./together.ts";

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

describe("a transfer to the outside (T46, F16)", () => {
  const outside = { to: "EXTERNAL", targetId: "+49 30 1234", attended: false, note: "" } as const;
  const wrapUps = [
    ["with a wrap-up", true],
    ["without one", false],
  ] as const;

  test.each(wrapUps)(
    "%s: ends the conversation here, and says where it went",
    async (_, enabled) => {
      const centre = await openCentre({
        arrival: { externalTransfer: "BLIND" },
        mrd: { wrapUp: { enabled, seconds: 30 } },
      });
      await centre.ready("ana");
      const { taskId, interactionId } = await centre.held("ana");
      await centre.does("ana", "task.transfer", { taskId, ...outside });
      if (enabled) await centre.does("ana", "wrapup.skip", { taskId });
      expect(await centre.keptInteraction(interactionId)).toMatchObject({
        state: "COMPLETED",
        resolution: "TRANSFERRED",
        completedBy: "ana",
      });
      expect(await centre.kept(taskId)).toMatchObject({ reason: "TRANSFERRED" });
      const told = centre.commits.flatMap(({ rows }) => rows.map(({ row }) => row.row));
      expect(told).toContainEqual(
        expect.objectContaining({
          body: "EXTERNAL_TRANSFER",
          authorName: "Ana",
          about: "+49 30 1234",
        }),
      );
    },
  );

  test("while a colleague serves the customer too: the conversation goes on with them", async () => {
    const settings = { arrival: { externalTransfer: "BLIND" }, ...noWrapUp } as const;
    const together = await withAna(["ben"], settings);
    const { centre, interactionId, taskId } = together;
    await joined(together, "ben");
    await centre.does("ana", "task.transfer", { taskId, ...outside });
    expect(centre.interaction(interactionId)).toMatchObject({ state: "ACTIVE", agentId: "ben" });
  });
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
