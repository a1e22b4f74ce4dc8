import { storedText } from "../../../src/node/store/sparse-statistic.ts";
import { describe, expect, test } from "vitest";
import { type InteractionId, type MessageId, brand } from "../../../src/domain/id.ts";
import { REROUTED_PRIORITY } from "../../../src/domain/task.ts";
import type { TaskChange } from "../../../src/protocol/changes.ts";
import { GRACE_MS, OFFER_MS } from "../../domain/sample.ts";
import { type Centre, live, openCentre } from "./centre.ts";

/** A morning in which most things happen once. */
async function morning(): Promise<Centre> {
  const centre = await openCentre();
  await centre.ready("ana", "ben");
  const one = await centre.request();
  centre.shows(one.interactionId);
  await centre.pass(OFFER_MS + GRACE_MS);
  const two = await centre.request(live);
  const taskId = await centre.accept(one.interactionId);
  const who = centre.task(one.interactionId).agentId;
  const interactionId = brand<InteractionId>(one.interactionId);
  const messageId = brand<MessageId>(centre.newId());
  await centre.does(who, "message.post", { interactionId, messageId, body: "Hello" });
  await centre.refused(who, "message.post", { interactionId, messageId, body: "Hello" });
  await centre.does(who, "task.resolve", { taskId });
  await centre.pass(60_000);
  const { threadId } = two.visitor;
  await centre.engine.submit(two.visitor.actor, centre.command("customer.leave", { threadId }));
  centre.cutOff("ana");
  await centre.pass(70_000);
  return centre;
}

describe("the feed", () => {
  test("has every number from one to its head, once, and in the order of time", async () => {
    const centre = await morning();
    const events = await centre.store.reader.events(0, 100_000);
    expect(events.map((event) => event.seq)).toEqual(
      Array.from({ length: centre.engine.head }, (_, place) => place + 1),
    );
    expect(events).toEqual(events.toSorted((left, right) => left.at - right.at));
  });

  test("is told to listeners exactly as it is kept", async () => {
    const centre = await morning();
    const kept = await centre.store.reader.events(0, 100_000);
    const first = centre.events[0]?.seq ?? 0;
    expect(centre.events).toEqual(kept.filter((event) => event.seq >= first));
  });

  test("tells each row of a commit once, in its last form, as it is kept", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    await centre.accept(interactionId);
    for (const { rows } of centre.commits) {
      const keys = rows.map(({ row }) => `${row.kind}:${row.row.id}`);
      expect(keys).toEqual([...new Set(keys)]);
      for (const { row, json } of rows) expect(json).toBe(storedText(row));
    }
    const last = new Map(
      centre.commits.flatMap(({ rows }) =>
        rows.map(({ row }) => [`${row.kind}:${row.row.id}`, row] as const),
      ),
    );
    const refs = [...last.values()].map((row) => ({ kind: row.kind, id: row.row.id }));
    const kept = await centre.store.reader.fetch(refs);
    for (const row of kept) {
      const told = last.get(`${row.kind}:${row.row.id}`);
      if (told !== undefined) expect(row).toEqual(told);
    }
  });

  test("a rush goes to the disk in parts, so that it writes while the rest is decided, and in its order", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const request = await centre.request();
    await centre.accept(request.interactionId);
    const interactionId = brand<InteractionId>(request.interactionId);
    const told = centre.commits.length;
    const said = Array.from({ length: 120 }, (_, nth) => `word ${nth}`);
    await Promise.all(
      said.map((body) => {
        const messageId = brand<MessageId>(centre.newId());
        return centre.does("ana", "message.post", { interactionId, messageId, body });
      }),
    );
    const rush = centre.commits.slice(told);
    expect(rush.length).toBeGreaterThan(1);
    const messages = rush.flatMap(({ rows }) =>
      rows.flatMap(({ row }) => (row.kind === "MESSAGE" ? [row.row.body] : [])),
    );
    expect(messages).toEqual(said);
  });

  test("is the same, byte for byte, when the same things happen again", async () => {
    const [first, second] = [await morning(), await morning()];
    expect(JSON.stringify(first.commits)).toBe(JSON.stringify(second.commits));
    expect(first.commits.length).toBeGreaterThan(10);
  });
});

describe("memory", () => {
  test("equals what the store would load, at every rest", async () => {
    const centre = await morning();
    await centre.request();
    const kinds = ["TASK", "INTERACTION", "INTERVENTION", "MESSAGE", "AGENT", "DIRECTORY"] as const;
    const { rows } = await centre.store.live(0);
    const byKey = (row: { kind: string; row: { id: string } }) => `${row.kind}:${row.row.id}`;
    const held = kinds.flatMap((kind) => [...centre.engine.live.rows(kind)]);
    const stored = rows.filter((row) => (kinds as readonly string[]).includes(row.kind));
    const sorted = (list: readonly { kind: string; row: { id: string } }[]) =>
      list.toSorted((left, right) => (byKey(left) < byKey(right) ? -1 : 1));
    expect(sorted(held)).toEqual(sorted(stored));
  });
});

describe("the queue", () => {
  test("is served by priority, then by who waited longest since the first enqueue", async () => {
    const centre = await openCentre({ mrd: { maxRequests: 1 } });
    await centre.ready("ana");
    const rerouted = await centre.request();
    await centre.pass(1_000);
    const early = await centre.request();
    await centre.pass(1_000);
    const late = await centre.request();
    await centre.does("ana", "agent.away", { why: "LOCKED" });
    expect(centre.task(rerouted.interactionId).priority).toBe(REROUTED_PRIORITY);
    await centre.ready("ben");
    const order: string[] = [];
    for (const _ of [rerouted, early, late]) {
      const offered = centre.tasks().find((task) => task.mediaState === "RESERVED");
      if (offered === undefined) break;
      order.push(offered.interactionId);
      const taskId = await centre.accept(offered.interactionId);
      await centre.does("ben", "task.resolve", { taskId });
      await centre.does("ben", "wrapup.skip", { taskId });
    }
    expect(order).toEqual([rerouted, early, late].map((each) => each.interactionId));
  });

  test("offers an agent one thing at a time, and work up to their limit", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const requests = [await centre.request(), await centre.request(), await centre.request()];
    const states = () => requests.map((each) => centre.task(each.interactionId).mediaState);
    expect(states()).toEqual(["RESERVED", "QUEUED", "QUEUED"]);
    await centre.accept(requests[0]?.interactionId ?? "");
    expect(states()).toEqual(["ACTIVE", "RESERVED", "QUEUED"]);
    await centre.accept(requests[1]?.interactionId ?? "");
    expect(states()).toEqual(["ACTIVE", "ACTIVE", "QUEUED"]);
  });

  test("turns to the agent who has been available longest", async () => {
    const centre = await openCentre();
    await centre.ready("ben");
    await centre.pass(1_000);
    await centre.ready("ana");
    const first = await centre.request();
    expect(centre.offer(first.interactionId)).toMatchObject({
      agentId: "ben",
      task: { offer: { assignment: { runnersUp: ["ana"], considered: 4 } } },
    });
  });
});

test("a change of a task's state says from what to what, why, whose it is and where (F20)", async () => {
  const centre = await morning();
  const events = await centre.store.reader.events(0, 100_000);
  const changes = events.filter(({ type }) => type === "TASK_STATE_CHANGED");
  expect(changes.length).toBeGreaterThan(8);
  const last = new Map<string, TaskChange>();
  for (const { id, data } of changes) {
    const change = data as TaskChange;
    expect(change.before).toEqual(last.get(id)?.after ?? null);
    last.set(id, change);
  }
  for (const [id, { after, reason, agentId, queueId }] of last) {
    const { taskState, mediaState, ...task } = await centre.kept(id);
    expect(after).toEqual({ taskState, mediaState });
    expect([reason, agentId ?? "", queueId]).toEqual([task.reason, task.agentId, task.queueId]);
  }
  const seen = changes.map(({ data }) => (data as TaskChange).after.mediaState);
  expect(new Set(seen)).toEqual(new Set(["QUEUED", "RESERVED", "ACTIVE", "CLOSED"]));
});
