import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import { Client, addPerson, ask, beginVisit, newId, readyAgent, say, signIn } from "./harness.ts";

describe("one contact, over the wire from end to end", () => {
  let node: RunningNode;
  beforeAll(async () => {
    node = await startNodeWithPeople();
  });
  afterAll(() => node.stop());

  test("a visitor writes, the agent is offered it, accepts, replies, and the visitor reads it", async () => {
    const ana = await readyAgent(node, "ana");
    const visit = await beginVisit(node, "web-billing");
    const visitor = new Client(node);
    await visitor.hello(visit.token);
    await visitor.reconcile();
    await say(node, visit, "my bill is wrong");

    await ana.until(() => ana.rowsOf("TASK").some((task) => task.mediaState === "RESERVED"));
    const [task] = ana.rowsOf("TASK");
    expect(task).toMatchObject({ agentId: "ana", lastLine: "my bill is wrong" });
    expect(ana.rowsOf("MESSAGE").map(({ body }) => body)).toContain("my bill is wrong");

    const accepted = await ana.command("offer.accept", {
      taskId: task?.id,
      offerId: task?.offer?.id,
    });
    expect(accepted).toMatchObject({ end: "APPLIED" });
    const interactionId = task?.interactionId;
    const posted = await ana.command("message.post", {
      interactionId,
      messageId: newId("m"),
      body: "let me look",
    });
    expect(posted).toMatchObject({ end: "APPLIED" });
    const noted = await ana.command("note.add", {
      interactionId,
      messageId: newId("m"),
      body: "secret note",
    });
    expect(noted).toMatchObject({ end: "APPLIED" });

    await visitor.until(() => visitor.rowsOf("MESSAGE").length === 3);
    const heard = visitor.rowsOf("MESSAGE").map(({ body, told }) => told ?? body);
    expect(heard).toEqual(["my bill is wrong", "JOINED", "let me look"]);
    expect(visitor.raw.join("\n")).not.toContain("secret note");
    expect(visitor.raw.join("\n")).not.toContain('"authorId":"ana"');

    const byHttp = await ask<{ messages: { body: string }[] }>(node, "/api/v1/visitor/messages", {
      token: visit.token,
    });
    expect(byHttp.body.messages.map(({ body }) => body)).toEqual([
      "my bill is wrong",
      "",
      "let me look",
    ]);

    expect(await ana.command("task.resolve", { taskId: task?.id })).toMatchObject({
      end: "APPLIED",
    });
    const wrapUp = { taskId: task?.id, dispositions: [], note: "done" };
    expect(await ana.command("wrapup.submit", wrapUp)).toMatchObject({ end: "APPLIED" });
    await ana.until(() => ana.rowsOf("INTERACTION").some(({ state }) => state === "COMPLETED"));

    const again = new Client(node);
    await again.hello(await signIn(node, "ana"), "another device");
    await again.reconcile();
    expect(again.hash).toBe(ana.hash);
    expect(ana.holes).toBe(0);
    for (const client of [ana, visitor, again]) client.close();
  });
});

async function startNodeWithPeople(): Promise<RunningNode> {
  const { startNode } = await import("./harness.ts");
  const node = await startNode();
  await addPerson(node, { username: "ana", queues: ["billing"] });
  return node;
}
