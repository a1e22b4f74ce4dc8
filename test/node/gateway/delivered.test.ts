import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import type { InteractionRow } from "../../../src/protocol/rows/interaction-row.ts";
import type { VisitorReply } from "../../../src/protocol/http.ts";
import {
  Client,
  addPerson,
  ask,
  beginVisit,
  newId,
  readyAgent,
  say,
  startNode,
  tokenOf,
} from "./harness.ts";

const api = "/api/v1";
let node: RunningNode;
let ana: Client;

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "sam", queues: ["billing"], role: "supervisor" });
  ana = await readyAgent(node, "ana");
});
afterAll(async () => {
  ana.close();
  await node.stop();
});

async function talk(): Promise<{ visit: VisitorReply; interactionId: string; taskId: string }> {
  const visit = await beginVisit(node, "web-billing", "Vera");
  await say(node, visit, "my bill is wrong");
  const offered = () => ana.rowsOf("TASK").find(({ mediaState }) => mediaState === "RESERVED");
  await ana.until(() => offered() !== undefined);
  const task = offered();
  await ana.command("offer.accept", { taskId: task?.id, offerId: task?.offer?.id });
  return { visit, interactionId: task?.interactionId ?? "", taskId: task?.id ?? "" };
}

async function posts(interactionId: string, body: string): Promise<string> {
  const messageId = newId("m");
  await ana.command("message.post", { interactionId, messageId, body });
  return messageId;
}

const shows = ({ token }: VisitorReply, messageId: string) =>
  ask(node, `${api}/visitor/delivered`, { method: "POST", token, body: { messageId } });

const deliveredOf = async (interactionId: string, username = "sam") => {
  const token = await tokenOf(node, username);
  const { body } = await ask<{ interaction: Pick<InteractionRow, "delivered"> }>(
    node,
    `${api}/interactions/${interactionId}`,
    { token },
  );
  return body.interaction.delivered;
};

const head = () => node.engine.head;

test("what the customer's page has shown is delivered: on the desk, for supervisors, over HTTP, and it only rises (S3)", async () => {
  const { visit, interactionId, taskId } = await talk();
  const first = await posts(interactionId, "Let me see");
  const second = await posts(interactionId, "It is put right");
  expect(await deliveredOf(interactionId)).toBeUndefined();
  expect((await shows(visit, second)).status).toBe(204);
  const watermark = { messageId: second };
  expect(await deliveredOf(interactionId)).toMatchObject(watermark);
  await ana.until(() =>
    ana
      .rowsOf("INTERACTION")
      .some(({ id, delivered }) => id === interactionId && delivered?.messageId === second),
  );
  // Known before: nothing is written, nothing sinks.
  const before = head();
  expect([(await shows(visit, first)).status, (await shows(visit, second)).status]).toEqual([
    204, 204,
  ]);
  expect(head()).toBe(before);
  expect(await deliveredOf(interactionId)).toMatchObject(watermark);
  // The last word before the end is acknowledged after it.
  const last = await posts(interactionId, "Good bye");
  await ana.command("task.resolve", { taskId });
  await ana.command("wrapup.skip", { taskId });
  expect((await shows(visit, last)).status).toBe(204);
  expect(await deliveredOf(interactionId)).toMatchObject({ messageId: last });
});

test("nobody acknowledges what they were not given: a note, another's line, one that is not there (S3)", async () => {
  const { visit, interactionId } = await talk();
  const stranger = await beginVisit(node, "web-billing", "Mallory");
  const said = await posts(interactionId, "Your new card is on its way");
  const note = newId("m");
  await ana.command("note.add", { interactionId, messageId: note, body: "careful" });
  const before = head();
  const tries = [shows(stranger, said), shows(visit, note), shows(visit, "never-said")];
  for (const { status, body } of await Promise.all(tries))
    expect([status, body["code"]]).toEqual([404, "NOT_FOUND"]);
  expect(head()).toBe(before);
  expect(await deliveredOf(interactionId)).toBeUndefined();
  // A program of the customer's may say it over its socket as well, and is judged there too.
  const page = new Client(node);
  await page.hello(visit.token);
  const { threadId } = visit;
  const say = (messageId: string) =>
    page.command("customer.acknowledge", { threadId, interactionId, messageId });
  expect(await say(note)).toMatchObject({ end: "REFUSED", code: "NOT_FOUND" });
  expect(await say(said)).toMatchObject({ end: "APPLIED" });
  page.close();
  expect(await deliveredOf(interactionId)).toMatchObject({ messageId: said });
});
