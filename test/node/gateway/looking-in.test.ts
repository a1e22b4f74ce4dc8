import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import { Client, addPerson, ask, beginVisit, say, startNode, tokenOf } from "./harness.ts";

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
