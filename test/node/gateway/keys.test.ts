import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import { Client, addPerson, ask, beginVisit, newId, startNode, tokenOf } from "./harness.ts";

/** Idempotency keys and command ids are everybody's own (F41, F49). */

let node: RunningNode;
beforeAll(async () => {
  node = await startNode();
  for (const username of ["robot", "other-robot"])
    await addPerson(node, { username, queues: [], role: "bot" });
  for (const username of ["ana", "ben"]) await addPerson(node, { username, queues: ["billing"] });
  for (const username of ["root", "toor"])
    await addPerson(node, { username, queues: [], role: "admin" });
});
afterAll(() => node.stop());

const work = { queueId: "billing", attributes: {}, customerName: "Kim", subject: "A claim" };
const bring = async (who: string, key: string, body: object = work) =>
  ask<{ end: string; code: string; reply: { taskId: string; interactionId: string } }>(
    node,
    "/api/v1/tasks",
    { token: await tokenOf(node, who), body, headers: { "idempotency-key": key } },
  );
const visitor = async (): Promise<{
  client: Client;
  visit: Awaited<ReturnType<typeof beginVisit>>;
}> => {
  const visit = await beginVisit(node, "web-billing");
  const client = new Client(node);
  await client.hello(visit.token);
  return { client, visit };
};

describe("a key belongs to whoever sends it (F41)", () => {
  test("two programs with the same key make two tasks, and each finds its own again", async () => {
    const [first, second] = [await bring("robot", "1"), await bring("other-robot", "1")];
    expect([first.body.end, second.body.end]).toEqual(["APPLIED", "APPLIED"]);
    expect(second.body.reply.taskId).not.toBe(first.body.reply.taskId);
    expect((await bring("robot", "1")).body).toEqual(first.body);
    expect((await bring("other-robot", "1")).body).toEqual(second.body);
    const another = await bring("robot", "1", { ...work, subject: "Another" });
    expect(another).toMatchObject({ status: 409, body: { code: "COMMAND_ID_REUSED" } });
  });

  test("two agents' commands of one id are two commands, on the socket and over HTTP", async () => {
    const [ana, ben] = [new Client(node), new Client(node)];
    await ana.hello(await tokenOf(node, "ana"));
    await ben.hello(await tokenOf(node, "ben"));
    const lunch = { state: "NOT_READY", reason: "LUNCH" };
    expect(await ana.command("agent.setState", lunch, "c-1")).toMatchObject({ end: "APPLIED" });
    expect(await ben.command("agent.setState", lunch, "c-1")).toMatchObject({ end: "APPLIED" });
    const ready = { id: "c-1", type: "agent.setState", body: { state: "READY", reason: null } };
    const reused = await ask(node, "/api/v1/commands", {
      token: await tokenOf(node, "ben"),
      body: ready,
    });
    expect(reused.body).toMatchObject({ code: "COMMAND_ID_REUSED" });
    ana.close();
    ben.close();
  });

  test("two administrators make what they make under the same key", async () => {
    const make = async (who: string, name: string) =>
      ask(node, "/api/v1/teams", {
        token: await tokenOf(node, who),
        body: { name },
        headers: { "idempotency-key": "team" },
      });
    const [red, blue] = [await make("root", "Reds"), await make("toor", "Blues")];
    expect([red.status, blue.status]).toEqual([201, 201]);
    expect((await make("root", "Reds")).body).toEqual(red.body);
    expect((await make("toor", "Blues")).body).toEqual(blue.body);
  });
});

describe("the same request again", () => {
  test("of a visitor is the same message, and with other words under its key none at all", async () => {
    const { token } = await beginVisit(node, "web-billing");
    const say = async (body: string) =>
      ask<{ id: string; code: string }>(node, "/api/v1/visitor/messages", {
        token,
        body: { body },
        headers: { "idempotency-key": "first" },
      });
    const [said, again] = [await say("Hello"), await say("Hello")];
    expect([said.status, again.body]).toEqual([201, said.body]);
    expect(await say("Good bye")).toMatchObject({
      status: 409,
      body: { code: "COMMAND_ID_REUSED" },
    });
    const { body } = await ask<{ messages: { body: string; event: string | null }[] }>(
      node,
      "/api/v1/visitor/messages",
      { token },
    );
    const words = body.messages.filter(({ event }) => event === null).map((each) => each.body);
    expect(words.filter((each) => each === "Hello" || each === "Good bye")).toEqual(["Hello"]);
  });
});

describe("what a stranger sends holds nothing (F49)", () => {
  test("a visitor's refused command takes no id away from a program", async () => {
    const { client } = await visitor();
    const stolen = { taskId: "x", interactionId: "y", ...work };
    expect(await client.command("task.create", stolen, "claim-4711")).toMatchObject({
      end: "REFUSED",
    });
    expect((await bring("robot", "claim-4711")).body).toMatchObject({ end: "APPLIED" });
    client.close();
  });

  test("a visitor's refused command is kept nowhere, and decided anew when it comes again", async () => {
    const { client, visit } = await visitor();
    const head = node.engine.head;
    const { threadId, customerId, sourceId } = visit;
    const said = { threadId, customerId, sourceId, messageId: newId("m") };
    for (const text of [" ", "  "])
      expect(
        await client.command("message.receive", { ...said, body: text }, `blank${text.length}`),
      ).toMatchObject({ end: "REFUSED", code: "MESSAGE_EMPTY" });
    expect(node.engine.head).toBe(head);
    client.outcomes.clear();
    const good = { ...said, body: "hello" };
    expect(await client.command("message.receive", good, "blank1")).toMatchObject({
      end: "APPLIED",
    });
    client.close();
  });

  test("a visitor cannot name a message as a connector's key would", async () => {
    const { client, visit } = await visitor();
    const { threadId, customerId, sourceId } = visit;
    const said = { threadId, customerId, sourceId, messageId: "m.guessed", body: "mine" };
    expect(await client.command("message.receive", said)).toMatchObject({
      end: "REFUSED",
      code: "COMMAND_INVALID",
    });
    client.close();
  });
});
