import { describe, expect, test } from "vitest";
import { GRACE_MS, OFFER_MS, TTL_MS, after } from "../../domain/sample.ts";
import { openCentre } from "./centre.ts";

describe("a node that comes up again over the same store", () => {
  test("knows nobody's presence until they say hello, and then as it was", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    await centre.restart();
    expect(centre.agent("ana")).toMatchObject({
      state: "UNKNOWN",
      stateBefore: "READY",
      reachable: false,
      mrds: [{ state: "UNKNOWN", toggle: true }],
    });
    expect(centre.agent("ben").state).toBe("LOGOUT");
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.hello("ana");
    expect(centre.agent("ana")).toMatchObject({ state: "READY", mrds: [{ state: "RESERVED" }] });
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });

  test("keeps every deadline where it stood", async () => {
    const centre = await openCentre();
    const { interactionId } = await centre.request();
    await centre.pass(100_000);
    await centre.restart(50_000);
    expect(centre.task(interactionId).requestExpiresAt).toBe(after(TTL_MS));
    await centre.pass(TTL_MS - 150_000 - 1);
    expect(centre.interaction(interactionId).status).toBe("OPEN");
    await centre.pass(1);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
  });

  test("fires what became due meanwhile, once", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const wrappingUp = await centre.request();
    const taskId = await centre.accept(wrappingUp.interactionId);
    await centre.does("ana", "task.resolve", { taskId });
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    const waiting = await centre.request();
    await centre.restart(3_600_000);
    await centre.pass(2_000);
    expect((await centre.kept(taskId)).wrapUp?.outcome).toBe("WRAP_UP_EXPIRED");
    expect(await centre.keptInteraction(wrappingUp.interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "RESOLVED",
    });
    expect(centre.interaction(waiting.interactionId).status).toBe("UNDELIVERED");
    const ends = centre.events.filter((event) => event.type === "NO_AGENT_AVAILABLE");
    expect(ends).toHaveLength(1);
    expect(centre.engine.counters("support", 0)).toMatchObject({ answered: 1, noAgent: 1 });
  });

  test("takes back an offer that ran out while it was down: NODE_DOWN, not a miss", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    const { taskId } = centre.offer(interactionId);
    await centre.restart(OFFER_MS + GRACE_MS);
    await centre.pass(1_000);
    expect(await centre.kept(taskId)).toMatchObject({
      reason: "REROUTE",
      offer: { state: "CANCELED", cancelReason: "NODE_DOWN" },
    });
    expect(centre.task(interactionId)).toMatchObject({ mediaState: "QUEUED", exclusions: [] });
    await centre.hello("ana");
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });

  test("takes back after 12 s what is offered to somebody who has not come back", async () => {
    const centre = await openCentre({ queue: { offerSec: 120 } });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId } = centre.offer(interactionId);
    await centre.restart();
    await centre.ready("ben");
    await centre.pass(14_000);
    expect((await centre.kept(taskId)).offer).toMatchObject({ state: "CANCELED" });
    expect(centre.offer(interactionId).agentId).toBe("ben");
    expect(centre.agent("ana")).toMatchObject({ state: "UNKNOWN", stateBefore: "READY" });
  });

  test("lets a pending offer go on for whoever says hello in time", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    await centre.restart(5_000);
    await centre.hello("ana");
    expect(centre.offer(interactionId)).toMatchObject({ taskId, offerId });
    await centre.accept(interactionId);
    expect(centre.interaction(interactionId).status).toBe("CONNECTED");
  });

  test("logs out who stays away for 60 s after its start, and gives their work back", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    await centre.accept(interactionId);
    await centre.restart(3_600_000);
    await centre.pass(59_000);
    expect(centre.agent("ana").state).toBe("UNKNOWN");
    await centre.pass(3_000);
    expect(centre.agent("ana")).toMatchObject({ state: "LOGOUT", reason: "NETWORK" });
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
  });

  test("never lets its time go back behind what is written down", async () => {
    const centre = await openCentre();
    await centre.pass(600_000);
    await centre.request();
    centre.time.jumpWall(-86_400_000);
    await centre.restart();
    expect(centre.engine.now()).toBeGreaterThanOrEqual(after(600_000));
    await centre.request();
    const instants = centre.events.map((event) => event.at);
    expect(instants).toEqual(instants.toSorted((left, right) => left - right));
  });

  test("goes on numbering where it stopped: feed, rows and the numbers people say", async () => {
    const centre = await openCentre();
    const first = await centre.request();
    const { head } = centre.engine;
    await centre.restart();
    const second = await centre.request();
    expect(centre.engine.head).toBeGreaterThan(head);
    expect(centre.interaction(second.interactionId).displayNumber).toBe(
      centre.interaction(first.interactionId).displayNumber + 1,
    );
  });
});
