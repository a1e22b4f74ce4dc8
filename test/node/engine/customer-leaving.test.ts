import { describe, expect, test } from "vitest";
import { WRAP_UP_MS, noon } from "../../domain/sample.ts";
import { live, openCentre } from "./centre.ts";
import { connected } from "./connected.ts";
import { askBen, askBilling, joined, noWrapUp } from "./together.ts";

describe("a customer who leaves a live chat", () => {
  test("before anybody joined: the request is abandoned and the offer taken back", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId, visitor } = await centre.request(live);
    const { taskId } = centre.offer(interactionId);
    const { threadId } = visitor;
    await centre.engine.submit(visitor.actor, centre.command("customer.leave", { threadId }));
    expect(await centre.kept(taskId)).toMatchObject({
      reason: "CANCELLED",
      offer: { state: "CANCELED", cancelReason: "CUSTOMER_LEFT" },
    });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "ABANDONED",
      completedBy: "customer",
      threadState: "CLOSED",
    });
    expect(centre.engine.counters("support", noon)).toMatchObject({ abandoned: 1, answered: 0 });
    expect(centre.agent("ana").mrds[0]).toMatchObject({ state: "READY", reserved: 0 });
    const late = await centre.writes(visitor, "Still there?");
    expect(late).toMatchObject({ end: "REFUSED", code: "THREAD_CLOSED" });
  });

  test("while it is answered: the agent wraps up, and then it is completed as resolved", async () => {
    const centre = await openCentre();
    const { interactionId, taskId, visitor } = await connected(centre, "ana", live);
    const { threadId } = visitor;
    await centre.engine.submit(visitor.actor, centre.command("customer.leave", { threadId }));
    expect(centre.interaction(interactionId).status).toBe("WRAP_UP");
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "RESOLVED",
    });
  });

  test("while it waits again and the last agent still wraps up: it is completed with the wrap-up", async () => {
    const centre = await openCentre();
    const { interactionId, taskId, visitor } = await connected(centre, "ana", live);
    const { threadId } = visitor;
    await centre.pass(1_000);
    await centre.does("ana", "task.requeue", { taskId });
    await centre.engine.submit(visitor.actor, centre.command("customer.leave", { threadId }));
    await centre.pass(WRAP_UP_MS);
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ state: "COMPLETED" });
  });

  test("while it is put off: the intervention is closed with the conversation (F13)", async () => {
    const centre = await openCentre();
    const { interactionId, taskId, visitor } = await connected(centre, "ana", live);
    const { threadId } = visitor;
    await centre.does("ana", "task.defer", { taskId, until: centre.engine.now() + 600_000 });
    await centre.engine.submit(visitor.actor, centre.command("customer.leave", { threadId }));
    const { state, interventionId } = await centre.keptInteraction(interactionId);
    const intervention = await centre.keptIntervention(interventionId ?? "");
    expect([state, intervention.state]).toEqual(["COMPLETED", "CLOSED"]);
    expect((await centre.store.live(0)).rows.filter(({ kind }) => kind === "INTERACTION")).toEqual(
      [],
    );
  });

  test("cannot leave what outlives its sessions", async () => {
    const centre = await openCentre();
    const { visitor } = await centre.request();
    const { threadId } = visitor;
    const outcome = await centre.engine.submit(
      visitor.actor,
      centre.command("customer.leave", { threadId }),
    );
    expect(outcome).toMatchObject({ end: "REFUSED", code: "SESSION_NOT_BOUND" });
  });
});

describe("a customer who leaves (T23, T24)", () => {
  async function conferring() {
    const centre = await openCentre(noWrapUp);
    await centre.ready("ana");
    const { taskId, interactionId, visitor } = await centre.held("ana", live);
    await centre.pass(1_000);
    return { centre, taskId, interactionId, visitor };
  }

  test("ends the legs that nobody had answered, and who advised goes without a wrap-up", async () => {
    const { centre, taskId, interactionId, visitor } = await conferring();
    await centre.ready("ben", "cara");
    const advice = await joined({ centre, taskId, interactionId }, "ben", "task.consult");
    await centre.does("ana", "task.conference", { taskId, ...askBen, targetId: "cara" });
    const { taskId: leg } = centre.offer(interactionId);
    await centre.engine.submit(
      visitor.actor,
      centre.command("customer.leave", { threadId: visitor.threadId }),
    );
    expect(await centre.kept(leg)).toMatchObject({ reason: "CANCELLED" });
    expect(await centre.kept(advice)).toMatchObject({ reason: "DONE", wrapUp: null });
    expect(await centre.kept(taskId)).toMatchObject({ reason: "DONE" });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ resolution: "RESOLVED" });
    expect(centre.engine.counters("support", noon)).toMatchObject({ offered: 1, abandoned: 0 });
  });

  test("while a transfer waits, has abandoned the queue it waited in", async () => {
    const { centre, taskId, interactionId, visitor } = await conferring();
    await centre.does("ana", "task.transfer", { taskId, ...askBilling, attended: false });
    await centre.engine.submit(
      visitor.actor,
      centre.command("customer.leave", { threadId: visitor.threadId }),
    );
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ resolution: "ABANDONED" });
    expect(centre.engine.counters("billing", noon)).toMatchObject({ offered: 1, abandoned: 1 });
  });
});
