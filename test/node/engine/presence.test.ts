import { describe, expect, test } from "vitest";
import { REROUTED_PRIORITY } from "../../../src/domain/task.ts";
import { NEVER } from "../../../src/domain/time.ts";
import { openCentre } from "./centre.ts";

describe("an agent of whom nothing is heard", () => {
  test("for 12 s loses the offer to the next, without a mark against them", async () => {
    const centre = await openCentre({ queue: { offerSec: 120 } });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    const { taskId } = centre.offer(interactionId);
    await centre.ready("ben");
    centre.cutOff("ana");
    await centre.pass(11_000);
    expect(centre.offer(interactionId).agentId).toBe("ana");
    await centre.pass(3_000);
    expect(await centre.kept(taskId)).toMatchObject({
      reason: "REROUTE",
      offer: { state: "CANCELED", cancelReason: "AGENT_UNREACHABLE" },
    });
    expect(centre.offer(interactionId)).toMatchObject({
      agentId: "ben",
      task: { exclusions: [], priority: REROUTED_PRIORITY },
    });
    expect(centre.agent("ana")).toMatchObject({ state: "READY", reachable: false });
  });

  test("for 12 s is offered nothing new, and again from the next sign of life", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    centre.cutOff("ana");
    await centre.pass(14_000);
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    centre.engine.hear("ana" as never);
    await centre.pass(1);
    expect(centre.agent("ana")).toMatchObject({ state: "READY", reachable: true });
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });

  test("for 60 s is logged out as NETWORK, and the work goes back before all others", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const taskId = await centre.accept(interactionId);
    centre.cutOff("ana");
    await centre.pass(60_000);
    expect(centre.task(interactionId)).toMatchObject({ mediaState: "ACTIVE", agentId: "ana" });
    await centre.pass(2_000);
    expect(centre.agent("ana")).toMatchObject({ state: "LOGOUT", reason: "NETWORK" });
    expect(await centre.kept(taskId)).toMatchObject({
      taskState: "CLOSED",
      reason: "AGENT_LOGOUT",
      wrapUp: null,
    });
    expect(centre.task(interactionId)).toMatchObject({
      mediaState: "QUEUED",
      priority: REROUTED_PRIORITY,
      previousTaskId: taskId,
      requestExpiresAt: NEVER,
    });
    expect(centre.interaction(interactionId)).toMatchObject({ status: "OPEN", ownerId: "" });
  });

  test("and who comes back is NOT_READY until they say otherwise", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    centre.cutOff("ana");
    await centre.pass(62_000);
    await centre.hello("ana");
    expect(centre.agent("ana")).toMatchObject({
      state: "NOT_READY",
      reason: "SIGNED_IN",
      mrds: [{ toggle: false }],
    });
  });

  test("costs nobody anything while the node's own computer slept", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    centre.cutOff("ana");
    await centre.pass(5_000);
    centre.time.jumpWall(3_600_000);
    await centre.pass(2_000);
    expect(centre.agent("ana")).toMatchObject({ state: "READY", reachable: true });
    expect(centre.logged).toContain("the wall clock is 3600 s ahead; node time follows");
  });
});

describe("an agent who locks the computer", () => {
  test.each(["LOCKED", "SUSPENDED"] as const)(
    "is NOT_READY with reason %s, and the offer goes to the next",
    async (why) => {
      const centre = await openCentre();
      await centre.ready("ana");
      const { interactionId } = await centre.request();
      const { taskId } = centre.offer(interactionId);
      await centre.ready("ben");
      await centre.does("ana", "agent.away", { why });
      expect(centre.agent("ana")).toMatchObject({ state: "NOT_READY", reason: why });
      expect((await centre.kept(taskId)).offer).toMatchObject({
        state: "CANCELED",
        cancelReason: why,
      });
      expect(centre.offer(interactionId).agentId).toBe("ben");
    },
  );

  test("keeps the conversations they hold", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    await centre.accept(interactionId);
    await centre.does("ana", "agent.away", { why: "LOCKED" });
    expect(centre.task(interactionId)).toMatchObject({ mediaState: "ACTIVE", agentId: "ana" });
    expect(centre.agent("ana").mrds).toMatchObject([{ state: "PENDING_NOT_READY", active: 1 }]);
  });
});

describe("an agent's own word", () => {
  test("NOT_READY needs a reason from the workspace's list", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const state = "NOT_READY";
    expect(await centre.refused("ana", "agent.setState", { state, reason: null })).toBe(
      "REASON_REQUIRED",
    );
    expect(await centre.refused("ana", "agent.setState", { state, reason: "LUNCH" })).toBe(
      "REASON_UNKNOWN",
    );
    expect(await centre.refused("ana", "agent.setState", { state, reason: "BREAK" })).toBe(
      "APPLIED",
    );
    expect(centre.agent("ana")).toMatchObject({ state, reason: "BREAK" });
  });

  test("counts only from somebody who is signed in", async () => {
    const centre = await openCentre();
    const body = { state: "READY", reason: null } as const;
    expect(await centre.refused("ana", "agent.setState", body)).toBe("DESK_NOT_OPEN");
  });

  test("logout gives back offer and conversation, and ends a wrap-up without its form", async () => {
    const centre = await openCentre({ mrd: { maxRequests: 3 } });
    await centre.ready("ana");
    const inWrapUp = await centre.request();
    const wrapUpId = await centre.accept(inWrapUp.interactionId);
    await centre.does("ana", "task.resolve", { taskId: wrapUpId });
    const talking = await centre.request();
    const activeId = await centre.accept(talking.interactionId);
    await centre.does("ana", "agent.logout", {});
    expect(centre.agent("ana")).toMatchObject({ state: "LOGOUT", reason: null });
    expect((await centre.kept(wrapUpId)).wrapUp?.outcome).toBe("WRAP_UP_NOT_APPLIED");
    expect(await centre.keptInteraction(inWrapUp.interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "RESOLVED",
      completedBy: "ana",
    });
    expect((await centre.kept(activeId)).reason).toBe("AGENT_LOGOUT");
    expect(centre.task(talking.interactionId).mediaState).toBe("QUEUED");
  });

  test("one MRD off stops its work alone; the last one off makes the agent NOT_READY", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    await centre.does("ana", "agent.setMrd", { mrdId: "chat" as never, on: false });
    expect(centre.agent("ana")).toMatchObject({ state: "NOT_READY", mrds: [{ toggle: false }] });
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.does("ana", "agent.setMrd", { mrdId: "chat" as never, on: true });
    expect(centre.offer(interactionId).agentId).toBe("ana");
    expect(await centre.refused("ana", "agent.setMrd", { mrdId: "fax" as never, on: true })).toBe(
      "MRD_NOT_FOUND",
    );
  });
});
