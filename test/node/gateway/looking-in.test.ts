import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import {
  Client,
  addPerson,
  ask,
  beginVisit,
  readyAgent,
  say,
  startNode,
  tokenOf,
} from "./harness.ts";

/** Administrators look into the whole workspace (F42); whoever does not serve a queue knows its name alone (F43). */

const api = "/api/v1";
let node: RunningNode;
let root: Client;
let ben: Client;

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "ben", queues: ["tech"], role: "supervisor" });
  await say(node, await beginVisit(node, "web-billing", "Vera"), "hello");
  root = new Client(node);
  await root.hello(await tokenOf(node, "root"));
  await root.reconcile();
  ben = new Client(node);
  await ben.hello(await tokenOf(node, "ben"));
  await ben.reconcile();
});
afterAll(async () => {
  root.close();
  ben.close();
  await node.stop();
});

const get = async <T = { items: { id: string }[] }>(who: string, path: string) =>
  ask<T>(node, api + path, { token: await tokenOf(node, who) });

type Numbered = readonly [number, number];
const byNumber = ([left]: Numbered, [right]: Numbered) => left - right;
const placesOf = (client: Client) =>
  [...client.rows.values()].map(({ number, seq }) => [number, seq] as const).toSorted(byNumber);

describe("an administrator who serves no queue", () => {
  test("reads all work over HTTP", async () => {
    const { body } = await get<{ items: { id: string; interactionId: string }[] }>(
      "root",
      "/tasks",
    );
    expect(body.items).toHaveLength(1);
    const [task] = body.items;
    const interactionId = task?.interactionId ?? "";
    expect((await get("root", `/interactions/${interactionId}`)).status).toBe(200);
    expect((await get("root", "/interactions")).body.items).toHaveLength(1);
    expect((await get("root", "/interactions?text=hello")).body.items).toHaveLength(1);
    expect((await get("root", `/tasks/${task?.id}/why`)).status).toBe(200);
    expect((await get("ben", `/tasks/${task?.id}`)).status).toBe(404);
  });

  test("has all work and all agents on the desk, and the figures of every queue", async () => {
    expect(root.rowsOf("TASK")).toHaveLength(1);
    expect(root.rowsOf("MESSAGE").map(({ body }) => body)).toContain("hello");
    expect(
      root
        .rowsOf("AGENT")
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(["ana", "ben"]);
    const queues = (client: Client) =>
      client
        .of("counters")
        .at(-1)
        ?.queues.map(({ queueId }) => queueId) ?? [];
    await root.until(() => queues(root).length >= 2);
    expect(queues(root).toSorted()).toEqual(["billing", "tech"]);
    await ben.until(() => queues(ben).length > 0);
    expect(queues(ben)).toEqual(["tech"]);
  });

  test("sees a queue that was made a moment ago, without signing in again", async () => {
    const token = await tokenOf(node, "root");
    const body = { id: "sales", name: "Sales", mrdId: "chat" };
    await ask(node, `${api}/queues`, { token, body });
    await root.until(
      () =>
        root
          .of("counters")
          .at(-1)
          ?.queues.some(({ queueId }) => queueId === "sales") === true,
    );
  });

  test("looks and does not work: what agents and supervisors do stays theirs", async () => {
    const [task] = root.rowsOf("TASK");
    const outcome = await root.command("task.claim", { taskId: task?.id });
    expect(outcome).toMatchObject({ end: "REFUSED" });
  });
});

describe("whoever does not serve a queue", () => {
  const known = (client: Client, kind: string) =>
    client
      .rowsOf("DIRECTORY")
      .flatMap((row) => (row.kind === kind ? [row.body] : []))
      .toSorted((left, right) => (left.id < right.id ? -1 : 1));

  test("has its name on the desk, kept up, and nothing of how it is set", async () => {
    const secret = "Only for those who serve it";
    const token = await tokenOf(node, "root");
    const change = (body: object) =>
      ask(node, `${api}/queues/billing`, { method: "PATCH", token, body });
    await change({ name: "Invoices", routing: { greeting: secret } });
    await ben.until(() => ben.raw.join().includes("Invoices"));
    expect(known(ben, "QUEUE_NAME")).toContainEqual({
      id: "billing",
      name: "Invoices",
      mrdId: "chat",
      archived: false,
    });
    expect(known(ben, "QUEUE").map(({ id }) => id)).toEqual(["tech"]);
    expect(ben.raw.join()).not.toContain(secret);
    await root.until(() => root.raw.join().includes(secret));
    await change({ name: "billing" });
  });

  test("has it whole from the moment of serving it, and no longer", async () => {
    const token = await tokenOf(node, "root");
    const serve = (queueIds: readonly string[]) =>
      ask(node, `${api}/users/ben`, { method: "PATCH", token, body: { queueIds } });
    const own = () => known(ben, "QUEUE").map(({ id }) => id);
    await serve(["tech", "billing"]);
    await ben.until(() => own().length === 2);
    await serve(["tech"]);
    await ben.until(() => own().length === 1);
    expect(own()).toEqual(["tech"]);
    const list = await ben.reconcile();
    expect(placesOf(ben)).toEqual(list.rows.toSorted(byNumber));
  });

  test("has it whole while work of it is in hand: its wrap-up asks for it", async () => {
    await addPerson(node, { username: "sam", queues: ["billing"], role: "supervisor" });
    await addPerson(node, { username: "cy", queues: ["tech"] });
    const cy = await readyAgent(node, "cy");
    const sam = new Client(node);
    await sam.hello(await tokenOf(node, "sam"));
    await sam.reconcile();
    const [task] = sam.rowsOf("TASK");
    expect(known(cy, "QUEUE").map(({ id }) => id)).toEqual(["tech"]);
    const outcome = await sam.command("task.assign", {
      taskId: task?.id,
      agentId: "cy",
      bypass: true,
    });
    expect(outcome).toMatchObject({ end: "APPLIED" });
    const own = () => known(cy, "QUEUE").map(({ id }) => id);
    await cy.until(() => own().length === 2);
    const list = await cy.reconcile();
    expect(placesOf(cy)).toEqual(list.rows.toSorted(byNumber));
    expect(own()).toEqual(["billing", "tech"]);
    for (const client of [cy, sam]) client.close();
  });

  test("reads its name and id over HTTP, and no more", async () => {
    expect((await get("ben", "/queues/billing")).body).toEqual({ id: "billing", name: "billing" });
    expect((await get("ben", "/queues/tech")).body).toHaveProperty("routing");
    const { items } = (await get("ben", "/queues")).body;
    expect(items.find(({ id }) => id === "billing")).toEqual({ id: "billing", name: "billing" });
    expect((await get("root", "/queues/billing")).body).toHaveProperty("routing");
  });

  test("reads nothing of one that takes no work any more, nor what others' queues choose from", async () => {
    const token = await tokenOf(node, "root");
    const dispositions = [{ id: "done", label: "Done" }];
    const body = { id: "old", name: "Old", mrdId: "chat", dispositions };
    await ask(node, `${api}/queues`, { token, body });
    expect((await get("ben", "/dispositions")).body.items).toEqual([]);
    expect((await get("ben", "/dispositions/old:done")).status).toBe(404);
    expect((await get("root", "/dispositions")).body.items).toHaveLength(1);
    await ask(node, `${api}/queues/old`, { method: "DELETE", token });
    expect((await get("ben", "/queues/old")).status).toBe(404);
  });
});
