import "fake-indexeddb/auto";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { signIn } from "../../src/client/session.ts";
import { type InteractionId, brand } from "../../src/domain/id.ts";
import { type RunningNode, runNode } from "../../src/node/run.ts";
import { starter, starterQueue, starterTeam } from "../../src/node/starter.ts";
import { bodiesOf, directoryRow } from "../../src/protocol/rows/directory-row.ts";
import type { Desk } from "../../src/sync/desk.ts";
import { openDesk } from "../../src/sync/open-desk.ts";
import { browserStorage } from "../../src/sync/storage.ts";
import { FakeChannels, FakeLocks, live, now, surroundings, until } from "./desk-harness.ts";
import { FakeNode } from "./fake-node.ts";

/** The desk and the node know each other by the protocol alone: here they meet. */
let node: RunningNode;
let desk: Desk | null = null;

// A whole node, and both its ends on one machine.
vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 });

beforeAll(async () => {
  const place = { host: "127.0.0.1", port: 0, origins: [], nodeName: "Here" };
  node = await runNode({ ...place, dataDir: null, demo: true });
  await node.engine.configure({ directory: starter });
  await node.addPerson({
    username: "ana",
    name: "Ana",
    password: "correct horse battery",
    roles: ["agent"],
    teamIds: [starterTeam],
    queueIds: [starterQueue],
  });
});
afterEach(async () => {
  await desk?.close();
  desk = null;
});
afterAll(() => node.stop());

async function openHere(): Promise<Desk> {
  const nodeUrl = node.address;
  const session = await signIn({
    nodeUrl,
    username: "ana",
    password: "correct horse battery",
    fetch,
  });
  const parts = surroundings(new FakeNode(), {
    nodeUrl,
    token: session.token,
    storage: browserStorage(),
    connect: (url, protocol) => new WebSocket(url, protocol),
    fetch,
    locks: new FakeLocks(),
    channel: new FakeChannels().make,
    newId: () => crypto.randomUUID(),
  });
  desk = await openDesk(parts);
  await live(desk);
  return desk;
}

async function customerSays(body: string): Promise<void> {
  const sources = bodiesOf(
    starter.map(({ kind, body: each }) => directoryRow(kind, each)),
    "SOURCE",
  );
  const [source] = sources;
  const post = (path: string, content: object, token?: string) =>
    fetch(`${node.address}/api/v1${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(content),
    });
  const begun = await post(`/sources/${source?.id ?? ""}/visitors`, { name: "Mia Wong" });
  const { token } = (await begun.json()) as { token: string };
  expect((await post("/visitor/messages", { body }, token)).status).toBe(201);
}

test("the way of a contact, from the offer to the clone", async () => {
  const here = await openHere();
  expect(here.me.name).toBe("Ana");
  expect(here.clock.known).toBe(true);
  await until(here.agents, (agents) => agents.some(({ row }) => row.state === "NOT_READY"));
  expect(
    await here.submit("agent.setState", { state: "READY", reason: null }).outcome,
  ).toMatchObject({ end: "APPLIED" });
  await customerSays("Where is my order?");

  const [offered] = await until(here.tasks, ([first]) => first?.row.mediaState === "RESERVED");
  const { offer, id: taskId, interactionId } = offered?.row ?? {};
  if (taskId === undefined || interactionId === undefined || offer === undefined || offer === null)
    throw new Error("no offer");
  const accepted = here.submit("offer.accept", { taskId, offerId: offer.id });
  expect((await now(here.task(taskId)))?.pending).toBe(false);
  expect(await accepted.outcome).toMatchObject({ end: "APPLIED" });
  const held = await until(here.task(taskId), (shown) => shown?.row.mediaState === "ACTIVE");
  expect(held?.row.offer?.receivedAt).toBeTypeOf("number");

  const said = here.submit("message.post", {
    interactionId,
    messageId: brand("m-1"),
    body: "On its way",
  });
  await until(here.messagesOf(interactionId), (all) =>
    all.some(({ row, pending }) => row.id === "m-1" && pending),
  );
  expect(await said.outcome).toMatchObject({ end: "APPLIED" });
  await until(here.messagesOf(interactionId), (all) =>
    all.some(({ row, pending }) => row.id === "m-1" && !pending),
  );

  await here.submit("note.add", { interactionId, messageId: brand("m-2"), body: "Called" }).outcome;
  await here.submit("interaction.edit", { interactionId, fields: { tags: ["order"] } }).outcome;
  await here.submit("task.resolve", { taskId }).outcome;
  await until(here.task(taskId), (shown) => shown === null || shown.row.taskState !== "ACTIVE");
  const [queue] = await now(here.directoryOf("QUEUE"));
  const dispositions = queue?.dispositions.slice(0, 1).map(({ id }) => id) ?? [];
  if ((await now(here.task(taskId)))?.row.taskState === "WRAP_UP") {
    const wrapped = here.submit("wrapup.submit", { taskId, dispositions, note: "Found it" });
    expect(await wrapped.outcome).toMatchObject({ end: "APPLIED" });
  }
  const done = await until(
    here.interaction(interactionId),
    (shown) => shown?.row.state === "COMPLETED",
  );
  expect(done?.row).toMatchObject({
    completedByName: "Ana",
    resolution: "RESOLVED",
    tags: ["order"],
  });

  const cloned = here.submit("interaction.clone", {
    sourceInteractionId: interactionId,
    interactionId: brand<InteractionId>("clone-1"),
    taskId: brand("clone-task-1"),
    interventionId: brand("clone-case-1"),
    subject: null,
    message: { messageId: brand("m-3"), body: "Did it arrive?" },
  });
  expect((await now(here.interaction("clone-1")))?.pending).toBe("SAVING");
  expect(await cloned.outcome).toMatchObject({ end: "APPLIED" });
  const clone = await until(here.interaction("clone-1"), (shown) => shown?.pending === false);
  expect(clone?.row).toMatchObject({
    clonedFromId: interactionId,
    direction: "OUTBOUND",
    state: "ACTIVE",
  });

  expect((await here.http.completed({ text: "Mia" })).items).toMatchObject([{ id: interactionId }]);
  const whole = await here.http.interaction(interactionId);
  expect(whole.completions).toHaveLength(1);
  expect(whole.messages.length).toBeGreaterThanOrEqual(3);
  expect(await here.http.queueStatistics(starterQueue)).toMatchObject({ queueId: starterQueue });
  expect(await now(here.outbox)).toEqual([]);
});

test("what the preview showed is what the node made of it", async () => {
  const here = await openHere();
  await customerSays("It is broken");
  const [offered] = await until(here.tasks, (tasks) =>
    tasks.some(({ row }) => row.mediaState === "RESERVED"),
  ).then((tasks) => tasks.filter(({ row }) => row.mediaState === "RESERVED"));
  const task = offered?.row;
  if (task?.offer === undefined || task.offer === null) throw new Error("no offer");
  await here.submit("offer.accept", { taskId: task.id, offerId: task.offer.id }).outcome;
  await until(here.task(task.id), (shown) => shown?.row.mediaState === "ACTIVE");

  const resolved = here.submit("task.resolve", { taskId: task.id });
  const before = [await now(here.task(task.id)), await now(here.interaction(task.interactionId))];
  await resolved.outcome;
  const after = await Promise.all([
    until(here.task(task.id), (shown) => shown?.pending === false),
    until(here.interaction(task.interactionId), (shown) => shown?.pending === false),
  ]);
  expect(before.map((shown) => shown?.pending)).toEqual(["SAVING", "SAVING"]);
  const withoutTimes = (shown: (typeof before)[number]) =>
    Object.fromEntries(Object.entries(shown?.row ?? {}).filter(([name]) => !name.endsWith("At")));
  expect(before.map(withoutTimes)).toEqual(after.map(withoutTimes));
});
