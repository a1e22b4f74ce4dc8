import { describe, expect, test } from "vitest";
import { type InteractionId, brand } from "../../../src/domain/id.ts";
import { GRACE_MS, OFFER_MS, TTL_MS, after } from "../../domain/sample.ts";
import { type Centre, openCentre } from "./centre.ts";

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

  test("takes back an offer that ran out while it was down: NODE_DOWN, not a miss (F19)", async () => {
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

interface Way {
  readonly state: string;
  /** From a task that Ana has in hand. */
  readonly there: (centre: Centre, held: Awaited<ReturnType<Centre["held"]>>) => Promise<unknown>;
  /** What somebody does next, as if nothing had been. */
  readonly on: (centre: Centre, held: Awaited<ReturnType<Centre["held"]>>) => Promise<unknown>;
}

const at = ({ interactionId }: { interactionId: string }) => brand<InteractionId>(interactionId);
const asked = { to: "AGENT", targetId: "ben", note: "" } as const;
const ways: readonly Way[] = [
  {
    state: "QUEUED",
    there: (centre, { taskId }) => centre.does("ana", "task.requeue", { taskId }),
    on: async (centre, { interactionId }) => {
      await centre.ready("ben");
      return centre.accept(interactionId);
    },
  },
  {
    state: "RESERVED",
    there: async (centre, { taskId }) => {
      await centre.ready("ben");
      await centre.does("ana", "task.requeue", { taskId });
    },
    on: (centre, { interactionId }) => centre.accept(interactionId),
  },
  {
    state: "ACTIVE",
    there: () => Promise.resolve(),
    on: (centre, { taskId }) => centre.does("ana", "task.resolve", { taskId }),
  },
  {
    state: "ACTIVE on hold",
    there: (centre, { taskId }) => centre.does("ana", "task.hold", { taskId, seconds: null }),
    on: (centre, { taskId }) => centre.does("ana", "task.resume", { taskId }),
  },
  {
    state: "ACTIVE with an adviser asked",
    there: async (centre, { taskId }) => {
      await centre.ready("ben");
      await centre.does("ana", "task.consult", { taskId, ...asked });
    },
    on: (centre, { interactionId }) => centre.accept(interactionId),
  },
  {
    state: "ACTIVE in a conference",
    there: async (centre, { taskId, interactionId }) => {
      await centre.ready("ben");
      await centre.does("ana", "task.conference", { taskId, ...asked });
      await centre.accept(interactionId);
    },
    on: (centre, { taskId }) => centre.does("ana", "task.leave", { taskId }),
  },
  {
    state: "ACTIVE with a listener",
    there: (centre, held) =>
      centre.does("sue", "monitor.start", { interactionId: at(held), taskId: brand("listening") }),
    on: (centre) => centre.does("sue", "task.leave", { taskId: brand("listening") }),
  },
  {
    state: "WRAP_UP",
    there: (centre, { taskId }) => centre.does("ana", "task.resolve", { taskId }),
    on: (centre, { taskId }) =>
      centre.does("ana", "wrapup.submit", { taskId, dispositions: [], note: "" }),
  },
  {
    state: "CLOSED, put off",
    there: (centre, { taskId }) =>
      centre.does("ana", "task.defer", { taskId, until: centre.engine.now() + 3_600_000 }),
    on: (centre, held) =>
      centre.does("ana", "interaction.engage", {
        interactionId: at(held),
        taskId: brand("again"),
      }),
  },
  {
    state: "CLOSED, completed",
    there: (centre, held) =>
      centre.does("sue", "interaction.forceComplete", { interactionId: at(held) }),
    on: (centre, held) => centre.keptInteraction(held.interactionId),
  },
];

describe("stopped and started in every state, work goes on as if nothing had been:", () => {
  test.each(ways)("$state", async ({ there, on }) => {
    const centre = await openCentre();
    await centre.hello("sue");
    await centre.ready("ana");
    const held = await centre.held("ana");
    await there(centre, held);
    const rows = () =>
      (["INTERACTION", "TASK", "INTERVENTION", "MESSAGE", "THREAD"] as const).flatMap((kind) =>
        Array.from(centre.engine.live.rows(kind), ({ row }) => row),
      );
    const [before, people] = [rows(), ["ana", "ben", "sue"].map((who) => centre.agent(who))];
    await centre.restart();
    expect(rows()).toEqual(before);
    for (const { id, state } of people) if (state !== "LOGOUT") await centre.hello(id);
    expect(rows()).toEqual(before);
    const load = (each: (typeof people)[number]) => ({ state: each.state, mrds: each.mrds });
    expect(people.map(({ id }) => load(centre.agent(id)))).toEqual(people.map(load));
    await on(centre, held);
  });
});
