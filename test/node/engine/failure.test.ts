import { describe, expect, test } from "vitest";
import { POLL_LEASE_MS } from "../../../src/domain/absence.ts";
import { type InteractionId, brand } from "../../../src/domain/id.ts";
import { plainConduct } from "../../../src/domain/queue.ts";
import { type Centre, live, openCentre } from "./centre.ts";
import { settle } from "./fake-time.ts";
import { expectNoHoles, openStubborn } from "./stubborn-centre.ts";

async function completed(centre: Centre): Promise<InteractionId> {
  await centre.ready("ana");
  const { interactionId } = await centre.request();
  const taskId = await centre.accept(interactionId);
  await centre.does("ana", "task.resolve", { taskId });
  await centre.does("ana", "wrapup.skip", { taskId });
  return brand(interactionId);
}

describe("an offer on a medium that answers for its agents", () => {
  const conduct = { ...plainConduct, autoAccept: true };

  test("is accepted as soon as it was shown, and not before", async () => {
    const centre = await openCentre({ mrd: { conduct } });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    expect(centre.task(interactionId).mediaState).toBe("RESERVED");
    centre.shows(interactionId);
    await settle();
    expect(centre.task(interactionId)).toMatchObject({ mediaState: "ACTIVE", agentId: "ana" });
  });

  test("is accepted once the store is well again, where the commit failed: nobody would ask again", async () => {
    const { store, centre } = await openStubborn({ mrd: { conduct } });
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    store.failNext("BEFORE");
    centre.shows(interactionId);
    await settle();
    expect(store.reopened).toBe(1);
    expect(centre.task(interactionId)).toMatchObject({ mediaState: "ACTIVE", agentId: "ana" });
    await expectNoHoles(centre);
  });
});

describe("a commit that fails", () => {
  test.each(["BEFORE", "AFTER"] as const)(
    "%s it wrote: the answer is UNKNOWN, and the same command sent again is done once",
    async (when) => {
      const { store, centre } = await openStubborn();
      const visitor = await centre.visitor();
      const command = centre.writing(visitor, "Hello");
      store.failNext(when);
      const first = await centre.engine.submit(visitor.actor, command);
      expect(first).toEqual({ commandId: command.id, end: "UNKNOWN" });
      await settle();
      const second = await centre.engine.submit(visitor.actor, command);
      expect(second.end).toBe("APPLIED");
      expect(await centre.store.reader.thread(visitor.threadId, true)).toHaveLength(1);
      expect(centre.tasks()).toHaveLength(1);
      expect(await centre.engine.submit(visitor.actor, command)).toEqual(second);
      await expectNoHoles(centre);
    },
  );

  test("takes with it all that was decided on top of it", async () => {
    const { store, centre } = await openStubborn();
    const kim = await centre.visitor();
    const lou = await centre.visitor();
    const [one, two] = [centre.writing(kim, "One"), centre.writing(lou, "Two")];
    store.failNext("BEFORE");
    store.writing.close();
    const first = centre.engine.submit(kim.actor, one);
    await settle();
    const second = centre.engine.submit(lou.actor, two);
    await settle();
    store.writing.open();
    expect([(await first).end, (await second).end]).toEqual(["UNKNOWN", "UNKNOWN"]);
    await settle();
    expect(centre.tasks()).toEqual([]);
    const again = [
      await centre.engine.submit(kim.actor, one),
      await centre.engine.submit(lou.actor, two),
    ];
    expect(again.map((outcome) => outcome.end)).toEqual(["APPLIED", "APPLIED"]);
    await expectNoHoles(centre);
  });

  test("in the midst of a rush: what was not decided yet is read anew and decided on the memory that follows", async () => {
    const { store, centre } = await openStubborn();
    const visitors = await Promise.all(Array.from({ length: 60 }, () => centre.visitor()));
    const all = visitors.map((visitor) => ({ visitor, command: centre.writing(visitor, "Hello") }));
    store.failNext("BEFORE");
    const send = () =>
      Promise.all(all.map(({ visitor, command }) => centre.engine.submit(visitor.actor, command)));
    const first = (await send()).map(({ end }) => end);
    // The first of them went with the commit; the others came after it, and none was refused for what was gone.
    expect(first[0]).toBe("UNKNOWN");
    expect(first.at(-1)).toBe("APPLIED");
    expect(first).not.toContain("REFUSED");
    const again = (await send()).map(({ end }) => end);
    expect(new Set(again)).toEqual(new Set(["APPLIED"]));
    expect(centre.tasks()).toHaveLength(60);
    await expectNoHoles(centre);
  });

  test("throws memory away and tells everybody to reconcile, and nobody heard of what was lost", async () => {
    const { store, centre } = await openStubborn();
    let reloads = 0;
    centre.engine.onReload(() => (reloads += 1));
    const visitor = await centre.visitor();
    const told = centre.commits.length;
    store.failNext("BEFORE");
    await centre.writes(visitor, "Hello");
    expect(reloads).toBe(1);
    expect(store.reopened).toBe(1);
    expect(centre.commits).toHaveLength(told);
    expect(centre.tasks()).toEqual([]);
  });

  test("lets nothing be matched or written until the store was opened anew", async () => {
    const { store, centre } = await openStubborn();
    await centre.ready("ana");
    await centre.ready("ben");
    const kim = await centre.visitor();
    const lou = await centre.visitor();
    store.reopening.close();
    store.failNext("BEFORE");
    store.writing.close();
    const first = centre.engine.submit(kim.actor, centre.writing(kim, "One"));
    await settle();
    // The second is decided while the first is being written, and its turn ends after the failure.
    store.reading.close();
    const second = centre.engine.submit(lou.actor, centre.writing(lou, "Two"));
    await settle();
    store.writing.open();
    await settle();
    store.reading.open();
    await settle();
    expect(store.writtenWhileBroken).toBe(0);
    store.reopening.open();
    expect((await first).end).toBe("UNKNOWN");
    await second;
    await settle();
    expect(store.reopened).toBe(1);
    await expectNoHoles(centre);
  });

  test("leaves the alarms in place: what was due fires after it", async () => {
    const { store, centre } = await openStubborn();
    const { interactionId } = await centre.request();
    await centre.pass(290_000);
    store.failNext("BEFORE");
    await centre.request().catch(() => undefined);
    await centre.pass(10_000);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
  });

  test("while a deadline is served: it is served once the store is back", async () => {
    const { store, centre } = await openStubborn();
    const { interactionId } = await centre.request();
    await centre.pass(299_000);
    store.failNext("BEFORE");
    await centre.pass(1_000);
    expect(store.reopened).toBe(1);
    await centre.pass(1_000);
    expect((await centre.keptInteraction(interactionId)).status).toBe("UNDELIVERED");
    const ends = (await centre.store.reader.events(0, 10_000)).filter(
      (event) => event.type === "NO_AGENT_AVAILABLE",
    );
    expect(ends).toHaveLength(1);
  });
});

test("a customer whose return was lost with a commit is not said to be away while their page is open (F23)", async () => {
  const { store, centre } = await openStubborn();
  const { interactionId, visitor } = await centre.request(live);
  const awaySince = () => centre.interaction(interactionId).clocks.presence?.awaySince ?? null;
  await centre.pass(POLL_LEASE_MS);
  expect(awaySince()).not.toBeNull();
  store.failNext("BEFORE");
  centre.engine.customerSeen(visitor.threadId, "CONNECTED");
  await centre.pass(1_000);
  expect(store.reopened).toBe(1);
  expect(awaySince()).toBeNull();
  expect(centre.events.map(({ type }) => type)).toContain("CUSTOMER_RETURNED");
});

describe("a store that cannot be opened anew", () => {
  test("is told to whoever listens, nobody waits for it, and all goes on once it can be", async () => {
    const { store, centre } = await openStubborn();
    const standings: boolean[] = [];
    centre.engine.onStanding((canWrite) => standings.push(canWrite));
    const visitor = await centre.visitor();
    const [one, two] = [centre.writing(visitor, "One"), centre.writing(visitor, "Two")];
    store.failOpening(true);
    store.failNext("BEFORE");
    expect((await centre.engine.submit(visitor.actor, one)).end).toBe("UNKNOWN");
    await settle();
    expect([standings, centre.engine.canWrite]).toEqual([[false], false]);
    expect((await centre.engine.submit(visitor.actor, two)).end).toBe("UNKNOWN");
    await expect(centre.hello("ana")).rejects.toThrow("COMMIT_UNKNOWN");
    await centre.pass(5000);
    expect(store.writtenWhileBroken).toBe(0);
    store.failOpening(false);
    await centre.pass(1000);
    expect([standings, centre.engine.canWrite]).toEqual([[false, true], true]);
    for (const command of [one, two])
      expect((await centre.engine.submit(visitor.actor, command)).end).toBe("APPLIED");
    await expectNoHoles(centre);
  });

  test("is told to nobody where the first try succeeds", async () => {
    const { store, centre } = await openStubborn();
    const standings: boolean[] = [];
    centre.engine.onStanding((canWrite) => standings.push(canWrite));
    const visitor = await centre.visitor();
    store.failNext("AFTER");
    await centre.writes(visitor, "Hello");
    expect([store.reopened, standings]).toEqual([1, []]);
  });

  test("lets the node be stopped", async () => {
    const { store, centre } = await openStubborn();
    const visitor = await centre.visitor();
    store.failOpening(true);
    store.failNext("BEFORE");
    await centre.writes(visitor, "Hello");
    const stopped = centre.engine.stop();
    await centre.pass(1000);
    await stopped;
  });
});

describe("a reader that fails", () => {
  test("makes the answer UNKNOWN, and the node goes on", async () => {
    const { store, centre } = await openStubborn();
    const visitor = await centre.visitor();
    const command = centre.writing(visitor, "Hello");
    store.failReads(true);
    expect((await centre.engine.submit(visitor.actor, command)).end).toBe("UNKNOWN");
    store.failReads(false);
    expect((await centre.engine.submit(visitor.actor, command)).end).toBe("APPLIED");
  });

  test("while an earlier batch still reads takes nobody down with it", async () => {
    const { store, centre } = await openStubborn();
    const visitor = await centre.visitor();
    store.reading.close();
    const first = centre.engine.submit(visitor.actor, centre.writing(visitor, "One"));
    await settle();
    store.reading.holdOnlyWhoWaits();
    store.failReads(true);
    const second = centre.engine.submit(visitor.actor, centre.writing(visitor, "Two"));
    // An unhandled rejection would end the process here.
    await new Promise((done) => void setTimeout(done, 5));
    store.failReads(false);
    store.reading.open();
    expect([(await first).end, (await second).end]).toEqual(["APPLIED", "UNKNOWN"]);
  });

  test("while the store is being opened anew takes nobody down with it", async () => {
    const { store, centre } = await openStubborn();
    const visitor = await centre.visitor();
    store.reopening.close();
    store.failNext("BEFORE");
    await centre.engine.submit(visitor.actor, centre.writing(visitor, "One"));
    await settle();
    store.failReads(true);
    const outcomes = [
      centre.engine.submit(visitor.actor, centre.writing(visitor, "Two")),
      centre.engine.submit(visitor.actor, centre.writing(visitor, "Three")),
    ];
    await settle();
    await new Promise((done) => void setTimeout(done, 5));
    store.reopening.open();
    const ends = (await Promise.all(outcomes)).map((outcome) => outcome.end);
    expect(ends).toEqual(["UNKNOWN", "UNKNOWN"]);
  });
});

describe("a node that stops", () => {
  test("writes what was decided, and takes nothing more", async () => {
    const { centre } = await openStubborn();
    await completed(centre);
    await centre.engine.stop();
    expect(centre.events.at(-1)?.type).toBe("NODE_STOPPED");
    const visitor = { threadId: brand("x"), customerId: brand("y"), sourceId: brand("web") };
    const actor = { kind: "VISITOR", workspaceId: brand("ws"), name: "Kim", ...visitor } as never;
    expect(
      await centre.engine.submit(actor, centre.writing({ actor, ...visitor } as never, "Hello")),
    ).toMatchObject({ end: "REFUSED", code: "NODE_BUSY" });
  });
});
