import { describe, expect, test } from "vitest";
import { type TaskId, brand } from "../../../src/domain/id.ts";
import { GRACE_MS, OFFER_MS, after, noon } from "../../domain/sample.ts";
import { openCentre } from "./centre.ts";

describe("an answer", () => {
  test("is taken up to the grace after the countdown", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await centre.pass(OFFER_MS + GRACE_MS - 1);
    await centre.accept(interactionId);
    expect(centre.task(interactionId)).toMatchObject({ mediaState: "ACTIVE", agentId: "ana" });
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      ownerId: "ana",
      interventionState: "OPENED",
    });
  });

  test("that comes after the offer rang out is OFFER_EXPIRED", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    const { taskId, offerId } = centre.offer(interactionId);
    await centre.pass(OFFER_MS + GRACE_MS);
    expect(await centre.refused("ana", "offer.accept", { taskId, offerId })).toBe("OFFER_EXPIRED");
    expect(await centre.refused("ana", "offer.decline", { taskId, offerId, reason: null })).toBe(
      "OFFER_EXPIRED",
    );
  });

  test("that comes late while no alarm has fired yet is OFFER_EXPIRED too", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    const { taskId, offerId } = centre.offer(interactionId);
    centre.time.passUnnoticed(OFFER_MS + GRACE_MS + 1);
    expect(await centre.refused("ana", "offer.accept", { taskId, offerId })).toBe("OFFER_EXPIRED");
  });

  test("to a withdrawn offer says so, and a second accept says that it was the first", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    await centre.does("ana", "agent.away", { why: "LOCKED" });
    expect(await centre.refused("ana", "offer.accept", { taskId, offerId })).toBe(
      "OFFER_WITHDRAWN",
    );
    await centre.ready("ana");
    const again = centre.offer(interactionId);
    await centre.accept(interactionId);
    expect(
      await centre.refused("ana", "offer.accept", {
        taskId: again.taskId,
        offerId: again.offerId,
      }),
    ).toBe("OFFER_ALREADY_ACCEPTED");
  });

  test("from a colleague of the same queue is NOT_YOUR_OFFER", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    await centre.hello("ben");
    expect(await centre.refused("ben", "offer.accept", { taskId, offerId })).toBe("NOT_YOUR_OFFER");
  });

  test("from somebody who may not see the task is answered like one to a task that does not exist", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    await centre.hello("cara");
    const foreign = await centre.sends("cara", "offer.accept", { taskId, offerId });
    const unknown = await centre.sends("cara", "offer.accept", {
      taskId: brand<TaskId>("nothing"),
      offerId,
    });
    expect(foreign).toMatchObject({ end: "REFUSED", code: "TASK_NOT_FOUND" });
    expect({ ...foreign, commandId: "", seq: 0 }).toEqual({ ...unknown, commandId: "", seq: 0 });
  });
});

describe("an agent who declines", () => {
  test("keeps their state, is held back for the shorter time, and the reason is kept", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    await centre.does("ana", "offer.decline", { taskId, offerId, reason: "conflict" });
    expect(await centre.kept(taskId)).toMatchObject({
      reason: "RONA",
      offer: { state: "REJECTED", declineReason: "conflict" },
    });
    expect(centre.agent("ana")).toMatchObject({ state: "READY", mrds: [{ state: "READY" }] });
    expect(centre.task(interactionId).exclusions).toEqual([
      { agentId: "ana", until: after(30_000), why: "DECLINED" },
    ]);
    expect(centre.engine.counters("support", noon).rona).toBe(0);
    await centre.pass(30_000);
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });
});
