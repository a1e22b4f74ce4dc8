import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import {
  Client,
  addPerson,
  ask,
  beginVisit,
  newId,
  passwordOf,
  readyAgent,
  say,
  signIn,
  tokenOf,
  startNode,
} from "./harness.ts";
import { hello } from "./hello.ts";

let node: RunningNode;
beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "ben", queues: ["tech"] });
  await addPerson(node, { username: "tess", queues: ["tech"] });
  await addPerson(node, {
    username: "sam",
    queues: ["billing"],
    role: "supervisor",
    teams: ["red"],
  });
});
afterAll(() => node.stop());

describe("an open connection", () => {
  test("is ended by a frame that is none, and by a second hello", async () => {
    const token = await tokenOf(node, "ana");
    for (const sent of [
      '{"frame":"fetch","numbers":[1.5]}',
      '{"frame":"watch","interactionIds":["a b"]}',
      hello(token),
    ]) {
      const client = new Client(node);
      await client.hello(token);
      client.send(sent);
      await client.until(() => client.closed !== null);
      expect(client.raw.at(-1)).toContain("FRAME_INVALID");
    }
  });

  test.each([
    ["a field too many", "agent.setState", { state: "READY", reason: null, agentId: "ben" }],
    ["a field too few", "agent.setState", { state: "READY" }],
    ["a wrong type", "agent.setMrd", { mrdId: "chat", on: "yes" }],
    ["an id that is none", "offer.accept", { taskId: "'; drop table", offerId: "o" }],
    [
      "an operator in place of a text",
      "note.add",
      { interactionId: { $ne: 1 }, messageId: "m", body: "b" },
    ],
    [
      "a text beyond its length",
      "note.add",
      { interactionId: "i", messageId: "m", body: "x".repeat(8001) },
    ],
    ["nothing to edit", "interaction.edit", { interactionId: "i", fields: {} }],
    [
      "a field nobody may edit",
      "interaction.edit",
      { interactionId: "i", fields: { completedBy: "me" } },
    ],
  ])("refuses a command with %s, and goes on", async (_what, type, body) => {
    const client = new Client(node);
    await client.hello(await tokenOf(node, "ana"));
    expect(await client.command(type, body)).toMatchObject({
      end: "REFUSED",
      code: "COMMAND_INVALID",
    });
    expect(client.closed).toBeNull();
    client.send({ frame: "ping", n: 7 });
    expect(await client.next("pong")).toMatchObject({ n: 7 });
    client.close();
  });

  test("gives the same outcome for the same command, and refuses its id for another one", async () => {
    const ana = await readyAgent(node, "ana");
    const id = newId("c");
    const lunch = { state: "NOT_READY", reason: "LUNCH" };
    const first = await ana.command("agent.setState", lunch, id);
    ana.outcomes.clear();
    expect(await ana.command("agent.setState", lunch, id)).toEqual(first);
    ana.outcomes.clear();
    const other = await ana.command("agent.setState", { state: "READY", reason: null }, id);
    expect(other).toMatchObject({ end: "REFUSED", code: "COMMAND_ID_REUSED" });
    ana.close();
  });

  test("tells nobody of another queue's work, and refuses to touch it with a code that says nothing", async () => {
    const [ana, ben] = [await readyAgent(node, "ana"), await readyAgent(node, "ben")];
    await ana.command("agent.setState", { state: "NOT_READY", reason: "LUNCH" });
    const visit = await beginVisit(node, "web-billing", "BILLING-SECRET");
    await say(node, visit, "BILLING-SECRET");
    await ana.until(() => ana.rowsOf("TASK").some(({ lastLine }) => lastLine === "BILLING-SECRET"));
    const task = ana.rowsOf("TASK").find(({ lastLine }) => lastLine === "BILLING-SECRET");
    const interactionId = task?.interactionId ?? "";
    ben.send({ frame: "watch", interactionIds: [interactionId] });
    ben.send({ frame: "fetch", numbers: [...ana.rows.keys()] });
    ben.send({ frame: "typing", interactionId });
    const commands: [string, object][] = [
      ["offer.accept", { taskId: task?.id, offerId: "o-1" }],
      ["offer.decline", { taskId: task?.id, offerId: "o-1", reason: null }],
      ["task.resolve", { taskId: task?.id }],
      ["task.requeue", { taskId: task?.id }],
      ["wrapup.submit", { taskId: task?.id, dispositions: [], note: "" }],
      ["message.post", { interactionId, messageId: newId("m"), body: "hello" }],
      ["note.add", { interactionId, messageId: newId("m"), body: "hello" }],
      ["interaction.edit", { interactionId, fields: { subject: "mine" } }],
      ["customer.leave", { threadId: visit.threadId }],
    ];
    for (const [type, body] of commands) {
      const outcome = await ben.command(type, body);
      expect(outcome).toMatchObject({ end: "REFUSED" });
      expect(outcome).toMatchObject({
        code: expect.stringMatching(/NOT_FOUND|NOT_YOUR|NOT_PERMITTED|NOT_RESERVED/),
      });
    }
    await ben.reconcile();
    expect(ben.raw.join("\n")).not.toContain("BILLING-SECRET");
    expect(ben.raw.join("\n")).not.toContain(interactionId);
    await ben.command("agent.setState", { state: "NOT_READY", reason: "LUNCH" });
    for (const client of [ana, ben]) client.close();
  });

  test("of a visitor may not act as anybody but the visitor", async () => {
    const visit = await beginVisit(node, "web-tech");
    const other = await beginVisit(node, "web-tech");
    const visitor = new Client(node);
    await visitor.hello(visit.token);
    await visitor.reconcile();
    const messageId = newId("m");
    const { sourceId, threadId, customerId } = other;
    const foreign = await visitor.command("message.receive", {
      sourceId,
      threadId,
      customerId,
      messageId,
      body: "x",
    });
    expect(foreign).toMatchObject({ end: "REFUSED", code: "NOT_FOUND" });
    for (const [type, body] of [
      ["agent.setState", { state: "READY", reason: null }],
      ["note.add", { interactionId: "i", messageId: "m", body: "b" }],
    ] as const) {
      expect(await visitor.command(type, body)).toMatchObject({ end: "REFUSED" });
    }
    visitor.close();
  });

  test("tells others who have the conversation open that somebody types", async () => {
    const tess = await readyAgent(node, "tess");
    const visit = await beginVisit(node, "web-tech", "Typing Tim");
    const visitor = new Client(node);
    await visitor.hello(visit.token);
    await visitor.reconcile();
    await say(node, visit, "are you there");
    await tess.until(() =>
      tess.rowsOf("TASK").some((each) => each.lastLine === "are you there" && each.offer !== null),
    );
    const task = tess.rowsOf("TASK").find(({ lastLine }) => lastLine === "are you there");
    await tess.command("offer.accept", { taskId: task?.id, offerId: task?.offer?.id });
    const interactionId = task?.interactionId;
    visitor.send({ frame: "typing", interactionId });
    expect(await tess.next("typing")).toEqual({
      frame: "typing",
      interactionId,
      name: "Typing Tim",
    });
    tess.send({ frame: "typing", interactionId });
    expect(await visitor.next("typing")).toMatchObject({ name: "Name of tess" });
    await tess.command("task.resolve", { taskId: task?.id });
    await tess.command("wrapup.skip", { taskId: task?.id });
    for (const client of [tess, visitor]) client.close();
  });

  test("of a supervisor gets the figures of the own queues when they change", async () => {
    const sam = new Client(node);
    await sam.hello(await tokenOf(node, "sam"));
    await sam.until(() => sam.of("counters").length > 0);
    const [counters] = sam.of("counters");
    expect(counters?.queues.map(({ queueId }) => queueId)).toEqual(["billing"]);
    const ana = new Client(node);
    await ana.hello(await tokenOf(node, "ana"));
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(ana.of("counters")).toEqual([]);
    for (const client of [ana, sam]) client.close();
  });
});

describe("a session that ends", () => {
  test("takes its sockets with it at once: signed out", async () => {
    const token = await signIn(node, "ana");
    const client = new Client(node);
    await client.hello(token);
    await ask(node, "/api/v1/sessions/current", { method: "DELETE", token });
    await client.until(() => client.closed !== null, 1000);
    expect(client.raw.at(-1)).toBe('{"frame":"bye","code":"NOT_SIGNED_IN"}');
    const again = await new Client(node).open();
    again.send(hello(token));
    await again.until(() => again.closed !== null);
    expect(again.raw).toEqual(['{"frame":"bye","code":"NOT_SIGNED_IN"}']);
  });

  test("an account disabled, its sign-in refused too", async () => {
    await addPerson(node, { username: "gone", queues: ["tech"] });
    const client = new Client(node);
    await client.hello(await tokenOf(node, "gone"));
    await node.access.changeAccount("gone", { enabled: false });
    await client.until(() => client.closed !== null, 1000);
    expect(client.raw.at(-1)).toBe('{"frame":"bye","code":"ACCOUNT_DISABLED"}');
    const body = { username: "gone", password: passwordOf("gone") };
    expect((await ask(node, "/api/v1/sessions", { body })).body).toMatchObject({
      code: "SIGN_IN_FAILED",
    });
  });

  test("an account that serves another queue now sees that one's work and no longer the other's", async () => {
    await addPerson(node, { username: "mover", queues: ["tech"] });
    const sayAt = async (source: string, line: string): Promise<void> => {
      await say(node, await beginVisit(node, source), line);
    };
    await sayAt("web-billing", "seen after the move");
    await sayAt("web-tech", "seen before the move");
    const client = new Client(node);
    await client.hello(await tokenOf(node, "mover"));
    await client.reconcile();
    const lines = () => client.rowsOf("TASK").map(({ lastLine }) => lastLine);
    expect(lines()).toContain("seen before the move");
    expect(lines()).not.toContain("seen after the move");
    await node.access.changeAccount("mover", { queueIds: ["billing"] });
    await client.until(() => lines().includes("seen after the move"));
    expect(lines()).not.toContain("seen before the move");
    expect(client.rowsOf("MESSAGE").map(({ body }) => body)).not.toContain("seen before the move");
    client.close();
  });

  test("a supervisor who leads another team now sees its people and no longer the other's", async () => {
    await addPerson(node, { username: "rose", queues: ["billing"], teams: ["red"] });
    await addPerson(node, { username: "blair", queues: ["billing"], teams: ["blue"] });
    const lead = { username: "lena", role: "supervisor", teams: ["red"], queues: [] } as const;
    await addPerson(node, lead);
    const client = new Client(node);
    await client.hello(await tokenOf(node, "lena"));
    await client.reconcile();
    const people = () => client.rowsOf("AGENT").map(({ name }) => name);
    const [rose, blair] = ["Name of rose", "Name of blair"];
    expect(people()).toContain(rose);
    expect(people()).not.toContain(blair);
    await node.access.changeAccount("lena", { teamIds: ["blue"] });
    await client.until(() => people().includes(blair));
    expect(people()).not.toContain(rose);
    await node.access.changeAccount("lena", { teamIds: [] });
    await client.until(() => !people().includes(blair));
    client.close();
  });
});
