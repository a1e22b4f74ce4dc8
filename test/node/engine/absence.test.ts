import { describe, expect, test } from "vitest";
import { POLL_LEASE_MS, RELOAD_MS } from "../../../src/domain/absence.ts";
import { plainAbsence } from "../../../src/domain/source.ts";
import { noon } from "../../domain/sample.ts";
import { type Centre, type Visitor, live, openCentre, web } from "./centre.ts";
import { settle } from "./fake-time.ts";
import { linesOf } from "./together.ts";

const ends = { live: { onAbsent: "END", absentAfterSec: 60 } } as const;

/** A customer of the live chat, whose page is open. */
async function chatting(settings: Parameters<typeof openCentre>[0] = ends) {
  const centre = await openCentre(settings);
  const { interactionId, visitor } = await centre.request(live);
  centre.engine.customerSeen(visitor.threadId, "CONNECTED");
  await centre.pass(5_000);
  return { centre, interactionId, visitor };
}

const signs = (centre: Centre, { threadId }: Visitor) => ({
  leaves: () => centre.engine.customerSeen(threadId, "DISCONNECTED"),
  comes: () => centre.engine.customerSeen(threadId, "CONNECTED"),
  asks: () => centre.engine.customerSeen(threadId, "ASKED"),
});

const awaySince = (centre: Centre, id: string) =>
  centre.interaction(id).clocks.presence?.awaySince ?? null;

describe("a customer of a live chat whose page is gone (F23)", () => {
  test("is seen to be away since then, on the interaction and on what is offered of it", async () => {
    const { centre, interactionId, visitor } = await chatting();
    await centre.ready("ana");
    signs(centre, visitor).leaves();
    const left = centre.engine.now();
    await centre.pass(RELOAD_MS);
    expect(awaySince(centre, interactionId)).toBe(left);
    expect(centre.offer(interactionId).task.customerAwaySince).toBe(left);
  });

  test("ends it as abandoned after the source's grace, counted as abandoned", async () => {
    const { centre, interactionId, visitor } = await chatting();
    signs(centre, visitor).leaves();
    await centre.pass(59_999);
    expect(centre.interaction(interactionId).state).toBe("ACTIVE");
    await centre.pass(1);
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "ABANDONED",
      completedBy: "customer",
      threadState: "CLOSED",
    });
    expect(centre.engine.counters("support", noon)).toMatchObject({ abandoned: 1, answered: 0 });
  });

  test("waits on, marked, where the source says so", async () => {
    const { centre, interactionId, visitor } = await chatting({ live: { onAbsent: "MARK" } });
    const left = centre.engine.now();
    signs(centre, visitor).leaves();
    await centre.pass(200_000);
    expect(awaySince(centre, interactionId)).toBe(left);
    expect(centre.task(interactionId)).toMatchObject({ mediaState: "QUEUED" });
  });

  test("who loads the page again within ten seconds has changed nothing", async () => {
    const { centre, interactionId, visitor } = await chatting();
    const page = signs(centre, visitor);
    await centre.pass(1_000);
    const { head } = centre.engine;
    page.leaves();
    await centre.pass(RELOAD_MS - 1);
    page.comes();
    await centre.pass(100_000);
    expect(centre.toldSince(head)).toEqual([]);
    expect(awaySince(centre, interactionId)).toBeNull();
  });

  test("who comes back later is there again, and the grace begins anew", async () => {
    const { centre, interactionId, visitor } = await chatting();
    const page = signs(centre, visitor);
    page.leaves();
    await centre.pass(50_000);
    page.comes();
    await settle();
    expect(awaySince(centre, interactionId)).toBeNull();
    page.leaves();
    await centre.pass(59_000);
    expect(centre.interaction(interactionId).state).toBe("ACTIVE");
    expect(centre.events.map(({ type }) => type)).toContain("CUSTOMER_RETURNED");
  });

  test("of two tabs, one that is closed leaves the customer there", async () => {
    const { centre, interactionId, visitor } = await chatting();
    const page = signs(centre, visitor);
    page.comes();
    page.leaves();
    await centre.pass(200_000);
    expect(awaySince(centre, interactionId)).toBeNull();
  });

  test("without a socket is there as long as the page asks over HTTP", async () => {
    const centre = await openCentre(ends);
    const { interactionId, visitor } = await centre.request(live);
    const { asks } = signs(centre, visitor);
    for (let time = 0; time < 10; time += 1) {
      await centre.pass(30_000);
      asks();
    }
    expect(awaySince(centre, interactionId)).toBeNull();
    const asked = centre.engine.now();
    await centre.pass(POLL_LEASE_MS);
    expect(awaySince(centre, interactionId)).toBe(asked);
  });

  test("after a restart nothing is known: who was away has the whole grace again", async () => {
    const { centre, interactionId, visitor } = await chatting();
    signs(centre, visitor).leaves();
    await centre.pass(50_000);
    await centre.restart(1_000);
    expect(awaySince(centre, interactionId)).toBeNull();
    const started = centre.engine.now();
    await centre.pass(59_000);
    expect(centre.interaction(interactionId).state).toBe("ACTIVE");
    expect(awaySince(centre, interactionId)).toBe(started);
    await centre.pass(1_000);
    expect((await centre.keptInteraction(interactionId)).resolution).toBe("ABANDONED");
  });

  test("is still in the agent's hands: the agent wraps up, and what nobody answered is not resolved", async () => {
    const { centre, interactionId, visitor } = await chatting();
    await centre.ready("ana");
    const taskId = await centre.accept(interactionId);
    signs(centre, visitor).leaves();
    await centre.pass(60_000);
    expect(centre.task(interactionId).taskState).toBe("WRAP_UP");
    expect(linesOf(centre, interactionId)).toContain("CUSTOMER_ABSENT");
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      resolution: "ABANDONED",
      completedBy: "customer",
    });
  });

  test("was answered before: then it is resolved, as it is when they say that they leave", async () => {
    const { centre, interactionId, visitor } = await chatting();
    await centre.ready("ana");
    const taskId = await centre.accept(interactionId);
    const said = {
      interactionId: interactionId as never,
      messageId: "m-1" as never,
      body: "Hello",
    };
    await centre.does("ana", "message.post", said);
    signs(centre, visitor).leaves();
    await centre.pass(60_000);
    await centre.does("ana", "wrapup.skip", { taskId });
    expect((await centre.keptInteraction(interactionId)).resolution).toBe("RESOLVED");
  });

  test.each([
    ["shorter", 20, "COMPLETED"],
    ["longer", 600, "ACTIVE"],
  ] as const)("whose grace is made %s meanwhile is asked by the new one", async (_, sec, state) => {
    const { centre, interactionId, visitor } = await chatting();
    signs(centre, visitor).leaves();
    await centre.pass(30_000);
    await centre.configure({ live: { onAbsent: "END", absentAfterSec: sec } });
    await centre.pass(40_000);
    expect((await centre.keptInteraction(interactionId)).state).toBe(state);
  });
});

test("a conversation that outlives its sessions, and a connector's, are never ended by absence (F23)", async () => {
  const centre = await openCentre(ends);
  const one = await centre.request(web);
  const other = await centre.visitor(live);
  const { threadId, customerId, sourceId } = other;
  const connector = { kind: "CONNECTOR", workspaceId: other.actor.workspaceId, sourceId } as const;
  await centre.engine.submit(connector, centre.writing({ ...other, threadId, customerId }, "Hi"));
  await centre.pass(250_000);
  const states = Array.from(centre.engine.live.rows("INTERACTION"), ({ row }) => row);
  expect(states.map(({ state, clocks }) => [state, clocks.presence])).toEqual([
    ["ACTIVE", null],
    ["ACTIVE", null],
  ]);
  expect(one.interactionId).toBe(states[0]?.id);
});

test("a live chat ends what its customers have left a minute ago, unless it says otherwise (F23)", () => {
  expect(plainAbsence).toEqual({ absentAfterSec: 60, onAbsent: "END" });
});
