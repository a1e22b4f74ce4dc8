import { describe, expect, test } from "vitest";
import { type AgentId, type MrdId, brand } from "../../../src/domain/id.ts";
import { REROUTED_PRIORITY } from "../../../src/domain/task.ts";
import { GRACE_MS, OFFER_MS, TTL_MS, after, anMrd, chatMrd, noon } from "../../domain/sample.ts";
import { type Centre, openCentre, people } from "./centre.ts";

const eventTypes = (centre: Centre, since = 0) =>
  centre.events.filter((event) => event.seq > since).map((event) => event.type);

describe("an offer that rings out on the agent's screen", () => {
  test("closes its task as RONA and goes on in a successor with the same deadlines, before all others", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    const { task: first } = centre.offer(interactionId);
    await centre.pass(OFFER_MS + GRACE_MS);

    const closed = await centre.kept(first.id);
    expect(closed).toMatchObject({
      taskState: "CLOSED",
      reason: "RONA",
      offer: { state: "TIMEOUT", shownAt: noon },
    });
    const successor = centre.task(interactionId);
    expect(successor).toMatchObject({
      mediaState: "QUEUED",
      previousTaskId: first.id,
      rootTaskId: first.id,
      attempt: 2,
      priority: REROUTED_PRIORITY,
      requestExpiresAt: first.requestExpiresAt,
      firstEnqueuedAt: first.firstEnqueuedAt,
      enqueuedAt: after(OFFER_MS + GRACE_MS),
    });
    expect(successor.exclusions).toEqual([
      { agentId: "ana", until: after(OFFER_MS + GRACE_MS + 60_000), why: "RONA" },
    ]);
  });

  test("is told as AGENT_ACCEPT_TIMEOUT and leaves the agent's MRD NOT_READY with reason RONA", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    const before = centre.engine.head;
    await centre.pass(OFFER_MS + GRACE_MS);
    expect(eventTypes(centre, before)).toEqual(
      expect.arrayContaining(["AGENT_ACCEPT_TIMEOUT", "TASK_ENQUEUED", "AGENT_STATE_CHANGED"]),
    );
    expect(centre.agent("ana")).toMatchObject({
      state: "NOT_READY",
      reason: "RONA",
      mrds: [{ state: "NOT_READY", reason: "RONA", toggle: false }],
    });
    expect(centre.engine.counters("support", noon).rona).toBe(1);
  });

  test("takes only the MRD away while the agent still works another", async () => {
    const [ana] = people;
    if (ana === undefined) throw new Error("nobody");
    const mail = { ...chatMrd, id: brand<MrdId>("mail"), name: "Mail", type: "EMAIL" } as const;
    const mrds = [anMrd({ toggle: false }), anMrd({ mrdId: mail.id, toggle: false })];
    const centre = await openCentre({ agents: [{ ...ana, mrds }], mrds: [mail] });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await centre.pass(OFFER_MS + GRACE_MS);
    expect(centre.agent("ana")).toMatchObject({
      state: "READY",
      mrds: [{ toggle: false, reason: "RONA" }, { toggle: true }],
    });
  });

  test.each([
    ["AGENT_TIMEOUT_ACTIVITY", "NOT_READY", false],
    ["KEEP_READY", "READY", true],
  ] as const)("under %s leaves the agent %s", async (ronaPolicy, state, toggle) => {
    const centre = await openCentre({ workspace: { ronaPolicy } });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await centre.pass(OFFER_MS + GRACE_MS);
    expect(centre.agent("ana")).toMatchObject({ state, mrds: [{ toggle }] });
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
  });

  test("takes the queue's policy before the MRD's, and the MRD's before the workspace's", async () => {
    const centre = await openCentre({
      queue: { ronaPolicy: "KEEP_READY" },
      mrd: { ronaPolicy: "AGENT_TIMEOUT_ACTIVITY" },
    });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await centre.pass(OFFER_MS + GRACE_MS);
    expect(centre.agent("ana").state).toBe("READY");
  });

  test("is offered to a colleague at once, and to the same agent again when the back-off is over", async () => {
    const centre = await openCentre({ workspace: { ronaPolicy: "KEEP_READY" } });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    await centre.pass(OFFER_MS + GRACE_MS);
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(60_000);
    expect(centre.offer(interactionId).agentId).toBe("ana");
    await centre.ready("ben");
    centre.shows(interactionId);
    await centre.pass(OFFER_MS + GRACE_MS);
    expect(centre.offer(interactionId).agentId).toBe("ben");
  });

  test("ends the request when its time ran out while it rang", async () => {
    const centre = await openCentre({ queue: { requestTtlSec: 10 } });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    centre.shows(interactionId);
    const { taskId } = centre.offer(interactionId);
    await centre.pass(10_000);
    expect(centre.offer(interactionId).taskId).toBe(taskId);
    await centre.pass(OFFER_MS + GRACE_MS);
    expect(await centre.kept(taskId)).toMatchObject({
      reason: "NO_AGENT_AVAILABLE",
      offer: { state: "TIMEOUT" },
    });
    expect(centre.tasks(interactionId)).toEqual([]);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
    expect(centre.agent("ana").mrds[0]).toMatchObject({ toggle: false, reason: "RONA" });
  });
});

describe("an offer that never reached a screen", () => {
  test("is withdrawn, not missed: nothing is held against the agent", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, agentId, offerId } = centre.offer(interactionId);
    centre.engine.receipt({ agentId, taskId, offerId, stage: "SENT" });
    await centre.pass(OFFER_MS + GRACE_MS);
    expect(await centre.kept(taskId)).toMatchObject({
      reason: "REROUTE",
      offer: { state: "CANCELED", cancelReason: "AGENT_UNREACHABLE" },
    });
    expect(centre.agent("ana")).toMatchObject({ state: "READY", mrds: [{ toggle: true }] });
    expect(centre.engine.counters("support", noon).rona).toBe(0);
    expect(centre.offer(interactionId).task).toMatchObject({ exclusions: [], attempt: 2 });
    expect(eventTypes(centre)).toContain("OFFER_WITHDRAWN");
    expect(eventTypes(centre)).not.toContain("AGENT_ACCEPT_TIMEOUT");
  });

  test("counts receipts only from the agent it was made to", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    centre.engine.receipt({ agentId: brand<AgentId>("ben"), taskId, offerId, stage: "SHOWN" });
    await centre.pass(OFFER_MS + GRACE_MS);
    expect((await centre.kept(taskId)).reason).toBe("REROUTE");
  });
});

describe("the request's own time", () => {
  test("ends it as NO_AGENT_AVAILABLE, and the interaction stays for supervisors as UNDELIVERED", async () => {
    const centre = await openCentre();
    const { interactionId } = await centre.request();
    const { id } = centre.task(interactionId);
    await centre.pass(TTL_MS - 1);
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
    await centre.pass(1);
    expect(await centre.kept(id)).toMatchObject({
      taskState: "CLOSED",
      reason: "NO_AGENT_AVAILABLE",
    });
    expect(centre.interaction(interactionId)).toMatchObject({
      state: "ACTIVE",
      status: "UNDELIVERED",
      taskId: null,
    });
    expect(eventTypes(centre).filter((type) => type === "NO_AGENT_AVAILABLE")).toHaveLength(1);
    expect(centre.engine.counters("support", noon)).toMatchObject({ offered: 1, noAgent: 1 });
  });

  test("begins anew when the customer of an undelivered interaction writes again", async () => {
    const centre = await openCentre();
    const { interactionId, visitor } = await centre.request();
    await centre.pass(TTL_MS);
    await centre.writes(visitor, "Anybody there?");
    expect(centre.task(interactionId)).toMatchObject({
      mediaState: "QUEUED",
      requestExpiresAt: after(2 * TTL_MS),
      attempt: 1,
    });
  });

  test("once over, no agent who comes free in the same instant is offered it", async () => {
    const centre = await openCentre();
    const { interactionId } = await centre.request();
    await centre.pass(TTL_MS - 1_000);
    await centre.hello("ana");
    centre.time.passUnnoticed(2_000);
    await centre.does("ana", "agent.setState", { state: "READY", reason: null });
    await centre.pass(1);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
  });
});
