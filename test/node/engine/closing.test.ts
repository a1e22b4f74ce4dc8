import { describe, expect, test } from "vitest";
import { TTL_MS, WRAP_UP_MS, after, noon } from "../../domain/sample.ts";
import { openCentre } from "./centre.ts";
import { connected } from "./connected.ts";

const solved = { dispositions: ["solved"], note: "sent again" };

describe("a conversation that is resolved", () => {
  test("goes through wrap-up, with its time running, and is completed by the form", async () => {
    const centre = await openCentre();
    const { interactionId, taskId } = await connected(centre);
    await centre.does("ana", "task.resolve", { taskId });
    expect(centre.task(interactionId)).toMatchObject({
      taskState: "WRAP_UP",
      mediaState: "CLOSED",
      reason: "DONE",
      wrapUpExpiresAt: after(WRAP_UP_MS),
    });
    expect(centre.interaction(interactionId)).toMatchObject({ state: "ACTIVE", status: "WRAP_UP" });
    await centre.does("ana", "wrapup.submit", { taskId, ...solved });
    expect((await centre.kept(taskId)).wrapUp).toEqual({ outcome: "WRAP_UP_APPLIED", ...solved });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "RESOLVED",
      completedBy: "ana",
      completedByName: "Ana",
      completedAt: noon,
      dispositions: ["solved"],
      dispositionNote: "sent again",
      interventionState: "CLOSED",
    });
    const completions = await centre.store.reader.completions(interactionId);
    expect(completions).toMatchObject([{ row: { completedBy: "ana", resolution: "RESOLVED" } }]);
  });

  test("is completed when the wrap-up's time is up, and the outcome says so", async () => {
    const centre = await openCentre();
    const { interactionId, taskId } = await connected(centre);
    await centre.does("ana", "task.resolve", { taskId });
    await centre.pass(WRAP_UP_MS - 1);
    expect(centre.task(interactionId).taskState).toBe("WRAP_UP");
    await centre.pass(1);
    expect((await centre.kept(taskId)).wrapUp?.outcome).toBe("WRAP_UP_EXPIRED");
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      completedAt: after(WRAP_UP_MS),
    });
  });

  test("takes the form that comes late, without changing how the wrap-up ended", async () => {
    const centre = await openCentre();
    const { interactionId, taskId } = await connected(centre);
    await centre.does("ana", "task.resolve", { taskId });
    await centre.pass(WRAP_UP_MS);
    const outcome = await centre.does("ana", "wrapup.submit", { taskId, ...solved });
    expect(outcome.reply).toEqual({ taskId, late: true });
    expect((await centre.kept(taskId)).wrapUp?.outcome).toBe("WRAP_UP_EXPIRED");
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      completedAt: after(WRAP_UP_MS),
      dispositions: ["solved"],
      dispositionNote: "sent again",
    });
    const strange = { dispositions: ["strange"], note: "" };
    expect(await centre.refused("ana", "wrapup.submit", { taskId, ...strange })).toBe(
      "DISPOSITION_UNKNOWN",
    );
  });

  test("may skip the form only where none is asked for", async () => {
    const free = await openCentre();
    const first = await connected(free);
    await free.does("ana", "task.resolve", { taskId: first.taskId });
    await free.does("ana", "wrapup.skip", { taskId: first.taskId });
    expect((await free.kept(first.taskId)).wrapUp?.outcome).toBe("WRAP_UP_NOT_APPLIED");
    const strict = await openCentre({ queue: { dispositionRequired: true } });
    const second = await connected(strict);
    await strict.does("ana", "task.resolve", { taskId: second.taskId });
    expect(await strict.refused("ana", "wrapup.skip", { taskId: second.taskId })).toBe(
      "DISPOSITION_REQUIRED",
    );
  });

  test("is completed at once where the queue wants no wrap-up", async () => {
    const centre = await openCentre({ queue: { wrapUp: { enabled: false, seconds: 0 } } });
    const { interactionId, taskId } = await connected(centre);
    await centre.does("ana", "task.resolve", { taskId });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ state: "COMPLETED" });
  });

  test("needs its disposition first where the queue asks for one and wants no wrap-up", async () => {
    const centre = await openCentre({
      queue: { wrapUp: { enabled: false, seconds: 0 }, dispositionRequired: true },
    });
    const { interactionId, taskId } = await connected(centre);
    expect(await centre.refused("ana", "task.resolve", { taskId })).toBe("DISPOSITION_REQUIRED");
    await centre.does("ana", "interaction.edit", {
      interactionId: interactionId as never,
      fields: { dispositions: ["solved"] },
    });
    await centre.does("ana", "task.resolve", { taskId });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ state: "COMPLETED" });
  });

  test("frees the agent's place for the next request where wrap-up costs none", async () => {
    const centre = await openCentre({
      mrd: { wrapUpConsumesCapacity: false },
    });
    const { taskId } = await connected(centre);
    const second = await centre.request();
    await centre.accept(second.interactionId);
    const third = await centre.request();
    expect(centre.task(third.interactionId).mediaState).toBe("QUEUED");
    await centre.does("ana", "task.resolve", { taskId });
    expect(centre.offer(third.interactionId).agentId).toBe("ana");
  });

  test("keeps the agent's place through wrap-up where it costs one", async () => {
    const centre = await openCentre();
    const { taskId } = await connected(centre);
    const second = await centre.request();
    await centre.accept(second.interactionId);
    await centre.does("ana", "task.resolve", { taskId });
    const third = await centre.request();
    expect(centre.task(third.interactionId).mediaState).toBe("QUEUED");
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(centre.offer(third.interactionId).agentId).toBe("ana");
  });
});

describe("a customer who writes during the wrap-up", () => {
  test("is asked for again, and the wrap-up's end no longer completes the interaction", async () => {
    const centre = await openCentre();
    const { interactionId, taskId, visitor } = await connected(centre);
    await centre.does("ana", "task.resolve", { taskId });
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    await centre.writes(visitor, "One more thing");
    const states = centre.tasks(interactionId).map((task) => [task.taskState, task.mediaState]);
    expect(states).toEqual([
      ["WRAP_UP", "CLOSED"],
      ["ACTIVE", "QUEUED"],
    ]);
    await centre.does("ana", "wrapup.submit", { taskId, ...solved });
    expect(centre.interaction(interactionId)).toMatchObject({
      state: "ACTIVE",
      status: "OPEN",
      lastLine: "One more thing",
    });
  });

  test("is not taken for served when nobody was found before the wrap-up ended", async () => {
    const centre = await openCentre({ queue: { requestTtlSec: 30 } });
    const { interactionId, taskId, visitor } = await connected(centre);
    await centre.does("ana", "task.resolve", { taskId });
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    await centre.writes(visitor, "One more thing");
    await centre.pass(WRAP_UP_MS);
    expect(centre.interaction(interactionId)).toMatchObject({
      state: "ACTIVE",
      status: "UNDELIVERED",
    });
  });

  test("has their waiting time shown although the wrap-up stands before it", async () => {
    const centre = await openCentre();
    const { interactionId, taskId, visitor } = await connected(centre);
    await centre.does("ana", "task.resolve", { taskId });
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    await centre.writes(visitor, "One more thing");
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "WRAP_UP",
      slaDueAt: after(60_000),
    });
  });
});

describe("a conversation that is left unresolved", () => {
  test("goes back to its queue with a time of its own, kept from the same agent for a while", async () => {
    const centre = await openCentre();
    const { interactionId, taskId } = await connected(centre);
    await centre.pass(10_000);
    await centre.does("ana", "task.requeue", { taskId });
    const [left, successor] = centre.tasks(interactionId);
    expect(left).toMatchObject({ id: taskId, taskState: "WRAP_UP", resolved: false });
    expect(successor).toMatchObject({
      mediaState: "QUEUED",
      direction: "INBOUND",
      priority: 3,
      previousTaskId: taskId,
      firstEnqueuedAt: after(10_000),
      requestExpiresAt: after(10_000 + TTL_MS),
      exclusions: [{ agentId: "ana", until: after(70_000), why: "RETURNED" }],
    });
    expect(centre.interaction(interactionId).ownerId).toBe("");
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(centre.interaction(interactionId)).toMatchObject({ state: "ACTIVE", status: "OPEN" });
  });

  test("goes on with the next agent in the same intervention, as a new segment", async () => {
    const centre = await openCentre();
    const { interactionId, taskId } = await connected(centre);
    const { interventionId } = centre.interaction(interactionId);
    await centre.does("ana", "task.requeue", { taskId });
    await centre.ready("ben");
    await centre.accept(interactionId);
    expect(centre.interaction(interactionId)).toMatchObject({ ownerId: "ben", interventionId });
    const intervention = centre.engine.live.row("INTERVENTION", interventionId ?? "");
    expect(intervention?.row).toMatchObject({ agentId: "ben", segmentIndex: 1, state: "OPENED" });
  });

  test("counts as a second entry of its queue", async () => {
    const centre = await openCentre();
    const { interactionId, taskId } = await connected(centre);
    await centre.pass(10_000);
    await centre.does("ana", "task.requeue", { taskId });
    await centre.ready("ben");
    await centre.pass(5_000);
    await centre.accept(interactionId);
    expect(centre.engine.counters("support", noon)).toMatchObject({
      offered: 2,
      answered: 2,
      answerWaitMs: 5_000,
    });
  });

  test("is completed by the next agent even if the first one's wrap-up ends last", async () => {
    const centre = await openCentre();
    const { interactionId, taskId } = await connected(centre);
    await centre.does("ana", "task.requeue", { taskId });
    await centre.ready("ben");
    const second = await centre.accept(interactionId);
    await centre.does("ben", "task.resolve", { taskId: second });
    await centre.does("ben", "wrapup.submit", { taskId: second, ...solved });
    expect(centre.interaction(interactionId).state).toBe("ACTIVE");
    await centre.pass(WRAP_UP_MS);
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "RESOLVED",
      completedBy: "ben",
      completedByName: "Ben",
    });
  });
});
