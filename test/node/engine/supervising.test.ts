import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import { plainRouting } from "../../../src/domain/queue.ts";
import { openCentre } from "./centre.ts";

describe("a claim (T14, T35)", () => {
  test("takes what waits, without an offer, and past the limit", async () => {
    const centre = await openCentre();
    await centre.hello("ana");
    const { interactionId } = await centre.request();
    const { id: taskId } = centre.task(interactionId);
    const before = centre.engine.head;
    await centre.does("ana", "task.claim", { taskId });
    expect(centre.toldSince(before)).toEqual([
      "TASK_STATE_CHANGED",
      "AGENT_SUBSCRIBED",
      "INTERVENTION_OPENED",
    ]);
    expect(centre.task(interactionId)).toMatchObject({
      id: taskId,
      mediaState: "ACTIVE",
      agentId: "ana",
      mode: "QUEUE",
    });
  });

  test("takes what is on offer to somebody else; that offer is taken back and held against nobody", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    await centre.hello("ben");
    const { interactionId } = await centre.request();
    const { taskId } = centre.offer(interactionId);
    await centre.does("ben", "task.claim", { taskId });
    expect(await centre.kept(taskId)).toMatchObject({
      reason: "REROUTE",
      offer: { state: "CANCELED", cancelReason: "TAKEN_OVER" },
    });
    expect(centre.task(interactionId)).toMatchObject({ agentId: "ben", mediaState: "ACTIVE" });
    expect(centre.agent("ana")).toMatchObject({ state: "READY", missesInRow: 0 });
  });

  test("of a colleague's conversation is a supervisor's; the colleague wraps up as TRANSFERRED", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    await centre.hello("ben");
    expect(await centre.refused("ben", "task.claim", { taskId })).toBe("ALREADY_TAKEN");
    await centre.hello("sue");
    await centre.does("sue", "task.claim", { taskId });
    expect(centre.interaction(interactionId)).toMatchObject({
      ownerId: "sue",
      status: "CONNECTED",
    });
    expect(centre.tasks(interactionId).find((task) => task.id === taskId)).toMatchObject({
      taskState: "WRAP_UP",
      reason: "TRANSFERRED",
    });
  });
});

describe("a queue whose routing is off (scenario 8)", () => {
  test("keeps its work waiting, lets it be claimed, and drains in order once it is on", async () => {
    const centre = await openCentre();
    await centre.does("sue", "queue.setRouting", { queueId: brand("support"), on: false });
    await centre.ready("ana");
    const first = await centre.request();
    await centre.pass(1_000);
    const second = await centre.request();
    expect(centre.tasks().map((task) => task.mediaState)).toEqual(["QUEUED", "QUEUED"]);
    await centre.does("sue", "queue.setRouting", { queueId: brand("support"), on: true });
    expect(centre.offer(first.interactionId).agentId).toBe("ana");
    expect(centre.task(second.interactionId).mediaState).toBe("QUEUED");
  });
});

describe("a supervisor", () => {
  test("gives waiting work to somebody by name: offered, or begun at once", async () => {
    const centre = await openCentre();
    await centre.hello("ben");
    const one = await centre.request();
    const two = await centre.request();
    const [first, second] = [centre.task(one.interactionId).id, centre.task(two.interactionId).id];
    await centre.does("sue", "task.assign", {
      taskId: first,
      agentId: brand("ben"),
      bypass: false,
    });
    expect(centre.offer(one.interactionId)).toMatchObject({ agentId: "ben" });
    await centre.does("sue", "task.assign", {
      taskId: second,
      agentId: brand("ben"),
      bypass: true,
    });
    expect(centre.task(two.interactionId)).toMatchObject({ agentId: "ben", mediaState: "ACTIVE" });
    expect(
      await centre.refused("ana", "task.assign", {
        taskId: first,
        agentId: brand("ana"),
        bypass: true,
      }),
    ).toBe("NOT_PERMITTED");
  });

  test("moves waiting work to another queue of its medium: its place in the line is kept, its stay is a new one", async () => {
    const centre = await openCentre();
    const { interactionId } = await centre.request();
    const before = centre.task(interactionId);
    await centre.pass(5_000);
    await centre.does("sue", "task.move", { taskId: before.id, queueId: brand("billing") });
    const after = centre.task(interactionId);
    expect(after).toMatchObject({
      id: before.id,
      queueId: "billing",
      firstEnqueuedAt: before.firstEnqueuedAt,
    });
    expect(after.wait.orderAt).toBe(before.firstEnqueuedAt);
    expect(after.wait.queueEnteredAt).toBe(before.firstEnqueuedAt + 5_000);
    expect(centre.engine.counters("support", 0)).toMatchObject({ offered: 1, flowedOut: 1 });
  });

  test("empties a queue: what waits is closed, its customers are told, and it is counted as flushed", async () => {
    const centre = await openCentre();
    const { interactionId } = await centre.request();
    await centre.does("sue", "queue.flush", {
      queueId: brand("support"),
      message: "We are closed today",
    });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "FLUSHED",
      lastLine: "We are closed today",
    });
    expect(centre.engine.counters("support", 0)).toMatchObject({ flushed: 1 });
  });

  test.each(["QUEUED", "RESERVED", "ACTIVE", "WRAP_UP", "UNDELIVERED", "DEFERRED"] as const)(
    "ends by force what is %s: nothing is left that nobody can close",
    async (state) => {
      const centre = await openCentre({ mrd: { requestTtlSec: 30 } });
      if (state !== "QUEUED" && state !== "UNDELIVERED") await centre.ready("ana");
      const { interactionId } = await centre.request();
      if (state === "UNDELIVERED") await centre.pass(31_000);
      if (state === "ACTIVE" || state === "WRAP_UP" || state === "DEFERRED") {
        const taskId = await centre.accept(interactionId);
        if (state === "WRAP_UP") await centre.does("ana", "task.resolve", { taskId });
        if (state === "DEFERRED")
          await centre.does("ana", "task.defer", { taskId, until: centre.engine.now() + 600_000 });
      }
      await centre.does("sue", "interaction.forceComplete", {
        interactionId: brand(interactionId),
      });
      expect(await centre.keptInteraction(interactionId)).toMatchObject({
        state: "COMPLETED",
        completedBy: "sue",
      });
      expect(centre.tasks(interactionId)).toEqual([]);
      const { interventionId } = await centre.keptInteraction(interactionId);
      if (interventionId !== null)
        expect((await centre.keptIntervention(interventionId)).state).toBe("CLOSED");
    },
  );
});

describe("the two calls of source 002", () => {
  test("tell exactly what the command tells", async () => {
    const told: (readonly string[])[] = [];
    for (const call of ["task.resolve", "task.setState"] as const) {
      const centre = await openCentre();
      await centre.ready("ana");
      const { taskId } = await centre.held("ana");
      const before = centre.engine.head;
      if (call === "task.resolve") await centre.does("ana", call, { taskId });
      else await centre.does("ana", call, { taskId, name: "WRAP_UP", reasonCode: "DONE" });
      told.push(centre.toldSince(before));
    }
    expect(told[1]).toEqual(told[0]);
    expect(told[0]).toContain("WRAPUP_TIMER_STARTED");
  });

  test("refuse what the table does not have", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { taskId } = await centre.held("ana");
    const back = { taskId, mediaId: brand<never>(taskId), state: "QUEUED", agentId: null } as const;
    expect(await centre.refused("ana", "task.setMediaState", back)).toBe("TRANSITION_NOT_ALLOWED");
    const nobody = { taskId, name: "CLOSED", reasonCode: "NO_AGENT_AVAILABLE" } as const;
    expect(await centre.refused("ana", "task.setState", nobody)).toBe("TRANSITION_NOT_ALLOWED");
  });
});

describe("a completed interaction whose customer writes again", () => {
  async function completed(workspace = {}) {
    const centre = await openCentre({ mrd: { wrapUp: { enabled: false, seconds: 0 } }, workspace });
    await centre.ready("ana");
    const held = await centre.held("ana");
    await centre.does("ana", "task.resolve", { taskId: held.taskId });
    return { centre, ...held };
  }

  test("is active again within its window, with its agent asked first, and its completion is kept", async () => {
    const { centre, visitor, interactionId } = await completed();
    await centre.pass(1_000);
    await centre.writes(visitor, "It is late again");
    expect(centre.interaction(interactionId)).toMatchObject({
      state: "ACTIVE",
      reopenedCount: 1,
      status: "PENDING",
    });
    expect(centre.offer(interactionId)).toMatchObject({ agentId: "ana", task: { mode: "AGENT" } });
    await centre.accept(interactionId);
    await centre.does("ana", "task.resolve", { taskId: centre.task(interactionId).id });
    const completions = await centre.store.reader.completions(interactionId);
    expect(completions).toHaveLength(2);
  });

  test("is left as it is once the window is over: a new one begins", async () => {
    const { centre, visitor, interactionId } = await completed({ reopenWindowSec: 60 });
    await centre.pass(61_000);
    const outcome = await centre.writes(visitor, "It is late again");
    expect(outcome).not.toMatchObject({ reply: { interactionId } });
    expect((await centre.keptInteraction(interactionId)).state).toBe("COMPLETED");
  });
});

describe("a queue that takes nothing back", () => {
  test("completes what is closed unresolved", async () => {
    const centre = await openCentre({
      mrd: { wrapUp: { enabled: false, seconds: 0 } },
      queue: { routing: { ...plainRouting, unresolved: "COMPLETE" } },
    });
    await centre.ready("ana");
    const { taskId, interactionId } = await centre.held("ana");
    await centre.does("ana", "task.requeue", { taskId });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "UNRESOLVED",
    });
  });
});
