import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../../src/node/run.ts";
import type {
  VisitorConversation,
  VisitorMessage,
  VisitorReply,
} from "../../../../src/protocol/http.ts";
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
} from "../harness.ts";

const api = "/api/v1";
let node: RunningNode;
let ana: Client;

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await setRouting({ askRating: true, greeting: "Good day" });
  ana = await readyAgent(node, "ana");
});
afterAll(async () => {
  ana.close();
  await node.stop();
});

async function setRouting(routing: object): Promise<void> {
  const token = await tokenOf(node, "root");
  await ask(node, `${api}/queues/billing`, { method: "PATCH", token, body: { routing } });
}

interface Seen {
  readonly messages: readonly VisitorMessage[];
  readonly conversation: VisitorConversation;
}

async function seenBy({ token }: VisitorReply): Promise<Seen> {
  return (await ask<Seen>(node, `${api}/visitor/messages`, { token })).body;
}

const told = ({ messages }: Seen) =>
  messages.map(({ author, event, body, name }) => `${author} ${event ?? body} ${event && name}`);

async function offered(visit: VisitorReply): Promise<{ id: string; interactionId: string }> {
  const { interactionId } = (await seenBy(visit)).conversation;
  const find = () =>
    ana.rowsOf("TASK").find((task) => task.interactionId === interactionId && task.offer !== null);
  await ana.until(() => find() !== undefined);
  const task = find();
  await ana.command("offer.accept", { taskId: task?.id, offerId: task?.offer?.id });
  return { id: task?.id ?? "", interactionId: interactionId ?? "" };
}

const visitorSays = (visit: VisitorReply, path: string, body?: object) =>
  ask(node, `${api}/visitor/${path}`, {
    method: "POST",
    token: visit.token,
    ...(body === undefined ? {} : { body }),
  });

test("the answer to a message carries the time that is kept, also when it is sent again later (F32)", async () => {
  const visit = await beginVisit(node, "web-tech");
  const body = { messageId: newId("m"), body: "hello" };
  const times: unknown[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    times.push((await visitorSays(visit, "messages", body)).body["at"]);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  const [kept] = (await seenBy(visit)).messages;
  expect(kept?.at).toBeGreaterThan(1_600_000_000_000);
  expect(times).toEqual([kept?.at, kept?.at, kept?.at]);
});

describe("the customer is told how it stands (F24, F25, S17)", () => {
  test("who speaks, who came, that it stands still, goes on and is over", async () => {
    const visit = await beginVisit(node, "web-billing", "Vera");
    expect((await seenBy(visit)).conversation).toMatchObject({ state: "NONE", closed: false });
    await say(node, visit, "my bill is wrong");
    const waiting = await seenBy(visit);
    expect(waiting.conversation).toMatchObject({ state: "WAITING", with: [], rating: "NOT_ASKED" });
    // A greeting is no answer: the customer still has a place in line.
    expect(told(waiting)).toEqual(["CUSTOMER my bill is wrong null", "SYSTEM Good day null"]);
    const { body } = await ask(node, `${api}/visitor/wait`, { token: visit.token });
    expect(body).toMatchObject({ waiting: { position: 1 } });

    const { id: taskId, interactionId } = await offered(visit);
    const answered = { state: "ANSWERED", with: ["Name of ana"] };
    expect((await seenBy(visit)).conversation).toMatchObject(answered);
    await ana.command("message.post", { interactionId, messageId: newId("m"), body: "I see" });
    await ana.command("task.hold", { taskId, seconds: 600 });
    expect((await seenBy(visit)).conversation.state).toBe("HELD");
    await ana.command("task.resume", { taskId });
    await ana.command("note.add", { interactionId, messageId: newId("m"), body: "inner" });
    expect((await seenBy(visit)).conversation).toMatchObject(answered);
    await ana.command("task.resolve", { taskId });
    const ended = await seenBy(visit);
    expect(ended.conversation).toMatchObject({ state: "ENDED", with: [], rating: "ASKED" });
    await ana.command("wrapup.submit", { taskId, dispositions: [], note: "" });
    expect(told(await seenBy(visit))).toEqual([
      "CUSTOMER my bill is wrong null",
      "SYSTEM Good day null",
      "SYSTEM JOINED Name of ana",
      "PERSON I see null",
      "SYSTEM HELD Name of ana",
      "SYSTEM RESUMED Name of ana",
      "SYSTEM ENDED Name of ana",
    ]);
  });

  test("over the socket as over HTTP, at first and whenever it changes", async () => {
    const visit = await beginVisit(node, "web-billing", "Sven");
    await say(node, visit, "hello");
    const socket = new Client(node);
    await socket.hello(visit.token);
    await socket.reconcile();
    const states = () =>
      socket.raw.flatMap((text) => {
        const frame = JSON.parse(text) as { frame: string; conversation?: VisitorConversation };
        return frame.conversation?.state ?? [];
      });
    await socket.until(() => states().at(-1) === "WAITING");
    const { id: taskId } = await offered(visit);
    await socket.until(() => states().at(-1) === "ANSWERED");
    await ana.command("task.resolve", { taskId });
    await socket.until(() => states().at(-1) === "ENDED");
    const again = new Client(node);
    await again.hello(visit.token, "second tab");
    await again.reconcile();
    await again.until(() => again.raw.some((text) => text.includes('"state":"ENDED"')));
    expect(socket.raw.join("\n")).not.toContain('"ana"');
    await ana.command("wrapup.skip", { taskId });
    socket.close();
    again.close();
  });
});

describe("the customer's own end and what they thought of it (S17)", () => {
  test("an answered one goes to its wrap-up, and what was thought of it stands with it", async () => {
    const visit = await beginVisit(node, "web-billing", "Rosa");
    await say(node, visit, "hello");
    const { id: taskId, interactionId } = await offered(visit);
    const rating = { interactionId, stars: 4, comment: " quick " };
    expect(await visitorSays(visit, "rating", rating)).toMatchObject({
      status: 409,
      body: { code: "INTERACTION_NOT_COMPLETED" },
    });
    expect((await visitorSays(visit, "end")).status).toBe(204);
    expect(await visitorSays(visit, "end")).toMatchObject({
      status: 409,
      body: { code: "INTERACTION_COMPLETED" },
    });
    const seen = await seenBy(visit);
    expect(seen.conversation).toMatchObject({ state: "ENDED", rating: "ASKED" });
    expect(told(seen).at(-1)).toBe("SYSTEM ENDED_BY_CUSTOMER Rosa");
    for (let turn = 0; turn < 2; turn += 1)
      expect((await visitorSays(visit, "rating", rating)).status).toBe(204);
    expect(await visitorSays(visit, "rating", { ...rating, stars: 1 })).toMatchObject({
      status: 409,
      body: { code: "RATING_GIVEN" },
    });
    await ana.command("wrapup.submit", { taskId, dispositions: [], note: "" });
    const read = await ask(node, `${api}/interactions/${interactionId}`, {
      token: await tokenOf(node, "ana"),
    });
    expect(read.text).toContain('"stars":4');
    expect(JSON.parse(read.text)).toMatchObject({
      interaction: { state: "COMPLETED", rating: { stars: 4, comment: "quick" } },
    });
    expect((await seenBy(visit)).conversation.rating).toBe("GIVEN");
  });

  test("one that nobody took is abandoned, and the customer may write again", async () => {
    const visit = await beginVisit(node, "web-tech", "Olga");
    expect((await visitorSays(visit, "end")).body).toMatchObject({ code: "INTERACTION_COMPLETED" });
    await say(node, visit, "hello");
    expect((await visitorSays(visit, "end")).status).toBe(204);
    expect((await seenBy(visit)).conversation).toMatchObject({
      state: "ENDED",
      closed: false,
      rating: "NOT_ASKED",
    });
    await say(node, visit, "one more thing");
    expect((await seenBy(visit)).conversation.state).toBe("WAITING");
  });

  test("is the visitor's alone, of their own conversation, with stars that there are", async () => {
    const visit = await beginVisit(node, "web-billing", "Nils");
    const other = await beginVisit(node, "web-billing", "Ute");
    await say(node, other, "hello");
    const { interactionId } = (await seenBy(other)).conversation;
    const rating = { interactionId, stars: 5 };
    expect(await visitorSays(visit, "rating", rating)).toMatchObject({ status: 404 });
    for (const stars of [0, 6, 2.5, "5", null])
      expect((await visitorSays(other, "rating", { ...rating, stars })).status).toBe(400);
    const token = await tokenOf(node, "ana");
    for (const path of ["end", "rating"]) {
      const asked = { method: "POST", token, body: rating };
      expect((await ask(node, `${api}/visitor/${path}`, asked)).status).toBe(403);
    }
    await visitorSays(other, "end");
  });
});
