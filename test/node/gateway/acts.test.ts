import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import { type Client, addPerson, ask, newId, readyAgent, startNode, tokenOf } from "./harness.ts";

const api = "/api/v1";
let node: RunningNode;
let ana: Client;

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "robot", queues: [], role: "bot" });
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, {
    username: "sam",
    queues: ["billing"],
    role: "supervisor",
    teams: ["red"],
  });
  ana = await readyAgent(node, "ana");
});
afterAll(() => node.stop());

interface Applied {
  readonly end: string;
  readonly reply: { taskId: string; interactionId: string };
  readonly code: string;
}
interface Notes {
  readonly items: readonly { readonly body: string }[];
  readonly next: string | null;
}
const post = async (who: string, path: string, body?: unknown, key?: string) =>
  ask<Applied>(node, api + path, {
    method: "POST",
    token: await tokenOf(node, who),
    ...(body === undefined ? {} : { body }),
    ...(key === undefined ? {} : { headers: { "idempotency-key": key } }),
  });
const work = { queueId: "billing", attributes: {}, customerName: "Kim", subject: "A claim" };
const task = (id: string): TaskRow | undefined => node.engine.live.row("TASK", id)?.row;
const offered = async (interactionId: string): Promise<TaskRow> => {
  const mine = () =>
    ana
      .rowsOf("TASK")
      .find((row) => row.interactionId === interactionId && row.offer?.state === "PENDING");
  await ana.until(() => mine() !== undefined);
  const row = mine();
  if (row === undefined) throw new Error("nothing is offered");
  return row;
};

describe("the Task Router's calls", () => {
  test("work is brought in once for the same key, and offered, accepted and completed through them", async () => {
    const key = newId("key");
    const made = await post("robot", "/tasks", work, key);
    expect(made).toMatchObject({ status: 200, body: { end: "APPLIED" } });
    const again = await post("robot", "/tasks", work, key);
    expect(again.body).toEqual(made.body);
    const { interactionId } = made.body.reply;
    const first = await offered(interactionId);
    expect(first.id).toBe(made.body.reply.taskId);

    const rejected = await post("ana", `/reservations/${first.offer?.id}/reject`, {});
    expect(rejected.status).toBe(200);
    const listed = await ask<{ items: { status: string }[] }>(
      node,
      `${api}/tasks/${first.id}/reservations`,
      { token: await tokenOf(node, "sam") },
    );
    expect(listed.body.items).toMatchObject([{ status: "rejected", agentId: "ana" }]);
  });

  test("the two state calls of source 002 carry out what the table has, and refuse the rest", async () => {
    const made = await post("robot", "/tasks", work);
    const row = await offered(made.body.reply.interactionId);
    const media = `/tasks/${row.id}/media/${row.id}/state`;
    const wrong = await post("ana", `/tasks/${row.id}/state`, {
      name: "WRAP_UP",
      reasonCode: null,
    });
    expect(wrong).toMatchObject({ status: 409, body: { code: "TRANSITION_NOT_ALLOWED" } });
    expect((await post("ana", media, { state: "ACTIVE" })).status).toBe(200);
    expect(task(row.id)).toMatchObject({ taskState: "ACTIVE", mediaState: "ACTIVE" });
    expect(
      (await post("ana", `/tasks/${row.id}/state`, { name: "CLOSED", reasonCode: "DONE" })).status,
    ).toBe(200);
    expect(task(row.id)?.taskState).toBe("WRAP_UP");
    await post("ana", `/tasks/${row.id}/state`, { name: "CLOSED" });
    expect(task(row.id)).toBeUndefined();
  });

  test("somebody else's reservation cannot be accepted, and one that is none does not exist", async () => {
    const made = await post("robot", "/tasks", work);
    const row = await offered(made.body.reply.interactionId);
    const foreign = await post("sam", `/reservations/${row.offer?.id}/accept`);
    expect(foreign).toMatchObject({ status: 403, body: { code: "NOT_YOUR_OFFER" } });
    expect(await post("ana", "/reservations/none/accept")).toMatchObject({ status: 404 });
    expect((await post("ana", `/reservations/${row.offer?.id}/accept`)).status).toBe(200);
    await post("ana", `/tasks/${row.id}/state`, { name: "CLOSED", reasonCode: "DONE" });
    await post("ana", `/tasks/${row.id}/state`, { name: "CLOSED" });
  });

  test("a key may be long and may hold any signs, and what is made under it has ids of its own", async () => {
    for (const key of [`${"order/2026 ".repeat(15)}7`, "a".repeat(64)]) {
      const made = await post("robot", "/tasks", work, key);
      expect(made).toMatchObject({ status: 200, body: { end: "APPLIED" } });
      const { taskId, interactionId } = made.body.reply;
      expect(taskId).not.toBe(interactionId);
      expect((await post("robot", "/tasks", work, key)).body).toEqual(made.body);
      const other = await post("robot", "/tasks", work, `${key}x`);
      expect(other.body.reply.taskId).not.toBe(taskId);
    }
    const reused = await post("robot", "/tasks", { ...work, subject: "Else" }, "a".repeat(64));
    expect(reused).toMatchObject({ status: 409, body: { code: "COMMAND_ID_REUSED" } });
  });

  test("work for an unknown workflow or queue is refused", async () => {
    const { queueId: _queue, ...rest } = work;
    expect(await post("robot", "/tasks", { ...rest, workflowId: "none" })).toMatchObject({
      status: 404,
      body: { code: "WORKFLOW_NOT_FOUND" },
    });
    expect(await post("robot", "/tasks", { ...rest, queueId: "none" })).toMatchObject({
      status: 404,
    });
    expect(await post("robot", "/tasks", { ...work, priority: 11 })).toMatchObject({ status: 400 });
  });
});

describe("cases over HTTP", () => {
  test("begun, commented on, put off and closed", async () => {
    const begun = await post("ana", "/interactions", {
      queueId: "billing",
      customerName: "Lee",
      customerEmail: null,
      subject: "Follow up",
    });
    expect(begun.status).toBe(200);
    const { interactionId } = begun.body.reply;
    const row = () => node.engine.live.row("INTERACTION", interactionId)?.row;
    const intervention = row()?.interventionId ?? "";
    expect(
      (await post("ana", `/interventions/${intervention}/comments`, { body: "call back" })).status,
    ).toBe(200);
    await post("ana", `/interventions/${intervention}/comments`, { body: "no answer" });
    const read = async <T>(path: string, who = "ana") =>
      ask<T>(node, api + path, { token: await tokenOf(node, who) });
    const notes = `/interventions/${intervention}/comments`;
    const first = await read<Notes>(`${notes}?limit=1`);
    const second = await read<Notes>(`${notes}?cursor=${first.body.next}`);
    expect([...first.body.items, ...second.body.items].map(({ body }) => body)).toEqual([
      "call back",
      "no answer",
    ]);
    expect(second.body.next).toBeNull();
    // Lee came by no channel: nothing said to them would arrive anywhere (S3).
    expect(
      await post("ana", `/threads/${row()?.threadId}/messages`, { body: "Hello Lee" }),
    ).toMatchObject({ status: 409, body: { code: "NO_WAY_OUT" } });
    expect(await read(`/interventions/${intervention}`)).toMatchObject({
      body: { id: intervention, state: "OPENED", agentId: "ana", repliesCount: 0 },
    });
    const open = await read<{ items: { id: string }[] }>("/interventions");
    expect(open.body.items.map(({ id }) => id)).toContain(intervention);
    const foreign = await read<{ items: object[] }>("/interventions", "robot");
    expect(foreign.body.items).toEqual([]);
    for (const path of [`/interventions/${intervention}`, notes])
      expect(await read(path, "robot")).toMatchObject({
        status: 404,
        body: { code: "INTERVENTION_NOT_FOUND" },
      });
    const until = node.engine.now() + 3_600_000;
    expect((await post("ana", `/interventions/${intervention}/defer`, { until })).status).toBe(200);
    expect(row()?.interventionState).toBe("DEFERRED");
    expect(await post("ana", `/interventions/none/close`)).toMatchObject({
      status: 404,
      body: { code: "INTERVENTION_NOT_FOUND" },
    });
  });
});
