import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import { chatMrd } from "../../domain/sample.ts";
import { type Centre, openCentre } from "./centre.ts";
import { linesOf, noWrapUp, saidIn, waitingOf, withAna } from "./together.ts";

const asks = ["task.transfer", "task.conference", "task.consult"] as const;

function ask(centre: Centre, how: (typeof asks)[number], taskId: string, note = "needs Tech") {
  const body = { taskId: brand<never>(taskId), to: "AGENT", targetId: "ben", note } as const;
  if (how === "task.transfer") return centre.sends("ana", how, { ...body, attended: false });
  return centre.sends("ana", how, body);
}

/** Ana serves a customer, and Ben is being rung about another one. */
async function withBenRung() {
  const together = await withAna(["ben"], { mrd: { wrapUp: { enabled: false, seconds: 0 } } });
  const { centre } = together;
  await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
  const { interactionId: ringing } = await centre.request();
  expect(centre.offer(ringing).agentId).toBe("ben");
  return { ...together, ringing };
}

describe("what is said to whoever takes it (S2)", () => {
  test.each(asks)("%s: stands on the request and, as a note, in the conversation", async (how) => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await ask(centre, how, taskId, "  needs Tech, invoice 4711 ");
    expect(centre.offer(interactionId).task).toMatchObject({ requestedBy: "ana", agentId: "ben" });
    expect(centre.offer(interactionId).task.note).toContain("needs Tech, invoice 4711");
    const [note] = saidIn(centre, interactionId, "NOTE");
    expect(note).toMatchObject({ authorId: "ana", body: "needs Tech, invoice 4711" });
    expect(saidIn(centre, interactionId, "EVENT")).toContainEqual(
      expect.objectContaining({
        body: expect.stringMatching(/^(TRANSFERRED|CONFERENCE_ASKED|CONSULT_ASKED)$/),
        authorName: "Ana",
        about: "Ben",
      }),
    );
  });

  test.each(asks)("%s: with nothing said adds no note", async (how) => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    await ask(centre, how, taskId, "  ");
    expect(saidIn(centre, interactionId, "NOTE")).toEqual([]);
  });

  test("an assignment says who assigned it, and what goes on after a miss no longer does", async () => {
    const centre = await openCentre();
    await centre.ready("ben");
    const { interactionId } = await centre.request();
    await centre.hello("sue");
    const { taskId } = centre.offer(interactionId);
    await centre.ready("ana");
    await centre.does("sue", "task.assign", { taskId, agentId: brand("ana"), bypass: false });
    expect(centre.offer(interactionId).task).toMatchObject({ agentId: "ana", requestedBy: "sue" });
    const { taskId: next, offerId } = centre.offer(interactionId);
    await centre.does("ana", "offer.decline", { taskId: next, offerId, reason: null });
    expect(centre.tasks(interactionId).map(({ requestedBy }) => requestedBy)).not.toContain("ana");
  });

  test("what a colleague returned to the queue comes from nobody any more", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"], noWrapUp);
    await ask(centre, "task.transfer", taskId);
    const own = await centre.accept(interactionId);
    await centre.does("ben", "task.requeue", { taskId: own });
    const back = centre.tasks(interactionId).find(({ mediaState }) => mediaState !== "CLOSED");
    expect(back).toMatchObject({ requestedBy: "", note: "" });
  });
});

describe("a colleague who is being rung (S6)", () => {
  test.each(asks)("%s: is queued behind that offer, for nobody else", async (how) => {
    const { centre, taskId, interactionId } = await withBenRung();
    expect((await ask(centre, how, taskId)).end).toBe("APPLIED");
    const leg = waitingOf(centre, interactionId);
    expect(await centre.kept(leg)).toMatchObject({
      mediaState: "QUEUED",
      mode: "AGENT",
      requestedBy: "ana",
      wait: { behind: "ben" },
    });
    await centre.ready("ana");
    await centre.pass(1_000);
    expect((await centre.kept(leg)).mediaState).toBe("QUEUED");
  });

  test.each(asks)("%s: what comes to the queue meanwhile is for anybody in it", async (how) => {
    const { centre, taskId } = await withBenRung();
    await ask(centre, how, taskId);
    // A setting is saved, and whoever may take what is worked out anew over what waits.
    await centre.engine.configure({
      directory: [{ kind: "MRD", body: { ...chatMrd, offerSec: 9 } }],
    });
    await centre.ready("ana");
    const { interactionId: next } = await centre.request();
    expect(centre.offer(next).agentId).toBe("ana");
  });

  test.each(asks)("%s: is offered in the same moment as the other is accepted", async (how) => {
    const { centre, taskId, interactionId, ringing } = await withBenRung();
    await ask(centre, how, taskId);
    // Somebody new waits too, and does not get in between.
    await centre.request();
    await centre.accept(ringing);
    const { task } = centre.offer(interactionId);
    expect(task).toMatchObject({ agentId: "ben", note: "needs Tech" });
    expect(task.wait).not.toHaveProperty("behind");
    await centre.accept(interactionId);
  });

  test.each(asks)("%s: is offered when the other was declined", async (how) => {
    const { centre, taskId, interactionId, ringing } = await withBenRung();
    await ask(centre, how, taskId);
    const { taskId: rung, offerId } = centre.offer(ringing);
    await centre.does("ben", "offer.decline", { taskId: rung, offerId, reason: null });
    expect(centre.offer(interactionId).agentId).toBe("ben");
  });

  test("who missed what rang is not asked: a transfer goes on as one that was not taken, a leg is over", async () => {
    for (const how of asks) {
      const { centre, taskId, interactionId, ringing } = await withBenRung();
      await ask(centre, how, taskId);
      const leg = waitingOf(centre, interactionId);
      centre.shows(ringing);
      await centre.pass(60_000);
      expect(centre.agent("ben").state).toBe("NOT_READY");
      expect((await centre.kept(leg)).taskState).toBe("CLOSED");
      const line = how === "task.transfer" ? "TRANSFER_NOT_TAKEN" : "NO_COLLEAGUE";
      expect(linesOf(centre, interactionId)).toContain(line);
      const open = centre.tasks(interactionId).filter(({ taskState }) => taskState !== "CLOSED");
      expect(open).toHaveLength(1);
      expect(open[0]?.wait).not.toHaveProperty("behind");
    }
  });

  test("the sender takes it back, a colleague claims it, and nobody is asked into it twice", async () => {
    const { centre, taskId, interactionId, ringing } = await withBenRung();
    await ask(centre, "task.conference", taskId);
    const again = { taskId, to: "AGENT", targetId: "ben", note: "" } as const;
    expect(await centre.refused("ana", "task.consult", again)).toBe("ALREADY_IN_CONVERSATION");
    const leg = waitingOf(centre, interactionId);
    await centre.does("ana", "task.cancelRequest", { taskId: leg });
    await centre.accept(ringing);
    expect(centre.tasks(interactionId)).toHaveLength(1);
    await ask(centre, "task.transfer", taskId);
    await centre.hello("sue");
    const next = waitingOf(centre, interactionId);
    await centre.does("sue", "task.claim", { taskId: next });
    expect(centre.task(interactionId)).toMatchObject({ agentId: "sue", mediaState: "ACTIVE" });
  });

  test("is kept over a restart of the node, and ends as not taken where the colleague is gone", async () => {
    const { centre, taskId, interactionId } = await withBenRung();
    await ask(centre, "task.transfer", taskId);
    await centre.restart(30_000);
    await centre.pass(60_000);
    expect(linesOf(centre, interactionId)).toContain("TRANSFER_NOT_TAKEN");
    const next = await centre.kept(waitingOf(centre, interactionId));
    expect(next).toMatchObject({ mode: "QUEUE", requestedBy: "ana", note: "needs Tech" });
    expect(next.wait).not.toHaveProperty("behind");
  });

  test("who would have no room even then is refused, as before", async () => {
    const { centre, taskId } = await withBenRung();
    await centre.does("ben", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    const outcome = await ask(centre, "task.transfer", taskId);
    expect(outcome).toMatchObject({ end: "REFUSED", code: "AGENT_NOT_AVAILABLE" });
  });
});

describe("snoozing (S19)", () => {
  test("is done at once: nothing is wrapped up before the conversation is over", async () => {
    const { centre, taskId, interactionId } = await withAna([]);
    const until = centre.engine.now() + 3_600_000;
    await centre.does("ana", "task.defer", { taskId, until });
    expect(await centre.kept(taskId)).toMatchObject({ taskState: "CLOSED", reason: "DONE" });
    expect(centre.agent("ana").mrds[0]).toMatchObject({ active: 0, wrapUp: 0 });
    expect(centre.interaction(interactionId)).toMatchObject({ status: "DEFERRED" });
    const last = saidIn(centre, interactionId, "EVENT").at(-1);
    expect(last).toMatchObject({ authorName: "Ana", body: "DEFERRED", about: String(until) });
    await centre.pass(3_600_000);
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });
});

describe("two who want the same (F37)", () => {
  test("the second is told by code and by name who was first, whichever way they come", async () => {
    const { centre, taskId, interactionId } = await withAna(["ben"]);
    const lost = { end: "REFUSED", code: "ALREADY_TAKEN", detail: "Ana" };
    expect(await centre.sends("ben", "task.claim", { taskId })).toMatchObject(lost);
    const fresh = { interactionId: brand<never>(interactionId), taskId: brand<never>("t-new") };
    expect(await centre.sends("ben", "interaction.engage", fresh)).toMatchObject(lost);
    await centre.does("ana", "task.resolve", { taskId });
    expect(await centre.sends("ben", "task.claim", { taskId })).toMatchObject(lost);
  });

  test("also who accepts what a colleague has claimed from under the offer", async () => {
    const centre = await openCentre();
    await centre.ready("ben");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    await centre.hello("ana");
    await centre.does("ana", "task.claim", { taskId });
    expect(await centre.sends("ben", "offer.accept", { taskId, offerId })).toMatchObject({
      code: "ALREADY_TAKEN",
      detail: "Ana",
    });
  });
});

describe("the form of a leg that was passed on (S12)", () => {
  const own = { dispositions: [{ id: "refund", label: "Refund" }] };

  test("is judged by its own queue and stands on its own record; the conversation keeps what it has", async () => {
    const { centre, taskId, interactionId } = await withAna([], { queue: own });
    const to = { to: "QUEUE", targetId: "billing", note: "", attended: false } as const;
    await centre.does("ana", "task.transfer", { taskId, ...to });
    const form = { dispositions: ["refund"], note: "passed on" };
    await centre.does("ana", "wrapup.submit", { taskId, ...form });
    expect(await centre.kept(taskId)).toMatchObject({ wrapUp: form });
    expect(centre.interaction(interactionId)).toMatchObject({ dispositions: [] });
  });

  test("that comes after the time was up is not lost", async () => {
    const { centre, taskId } = await withAna([], { queue: own });
    const to = { to: "QUEUE", targetId: "billing", note: "", attended: false } as const;
    await centre.does("ana", "task.transfer", { taskId, ...to });
    await centre.pass(600_000);
    const form = { dispositions: ["refund"], note: "late" };
    await centre.does("ana", "wrapup.submit", { taskId, ...form });
    expect((await centre.kept(taskId)).wrapUp).toEqual({ outcome: "WRAP_UP_EXPIRED", ...form });
  });
});
