import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, newId } from "../harness.ts";
import { type PublicCentre, api, openPublicCentre } from "./public-centre.ts";

let close: PublicCentre["close"];
let node: PublicCentre["node"];
let visit: PublicCentre["visit"];
let done: PublicCentre["done"];
let doneTask: PublicCentre["doneTask"];
let waiting: PublicCentre["waiting"];
let as: PublicCentre["as"];

beforeAll(async () => {
  ({ close, node, visit, done, doneTask, waiting, as } = await openPublicCentre());
});
afterAll(() => close());

describe("the API answers", () => {
  test("who you are", async () => {
    const { body } = await ask(node, `${api}/me`, { token: await as("sam") });
    expect(body).toEqual({
      id: "sam",
      name: "Name of sam",
      username: "sam",
      roles: ["supervisor"],
      agentId: "sam",
      workspaceId: "ws",
      workspaceName: "Test",
      teamIds: ["red"],
      queueIds: ["billing"],
      demo: true,
    });
  });

  test("tasks, open ones in a list and any by id", async () => {
    const list = await ask<{ items: { queueId: string }[] }>(node, `${api}/tasks?state=QUEUED`, {
      token: await as("ben"),
    });
    expect(list.body).toMatchObject({
      items: [{ queueId: "tech", lastLine: "my router blinks" }],
      next: null,
    });
    const one = await ask(node, `${api}/tasks/${doneTask}`, { token: await as("ana") });
    expect(one.body).toMatchObject({ id: doneTask, taskState: "CLOSED", reason: "DONE" });
  });

  test("interactions: active, completed by text, page by page", async () => {
    const token = await as("ana");
    const active = await ask(node, `${api}/interactions?state=ACTIVE`, { token });
    expect(active.body).toEqual({ items: [], next: null, found: [] });
    const found = await ask(node, `${api}/interactions?state=COMPLETED&text=refund`, { token });
    expect(found.body).toMatchObject({
      items: [{ id: done, completedByName: "Name of ana", resolution: "RESOLVED" }],
    });
    const none = await ask(node, `${api}/interactions?state=COMPLETED&text=unheard-of`, { token });
    expect(none.body).toMatchObject({ items: [] });
    const first = await ask<{ next: string }>(node, `${api}/interactions?state=COMPLETED&limit=1`, {
      token,
    });
    expect(first.body.next).toEqual(expect.any(String));
    const second = await ask(
      node,
      `${api}/interactions?state=COMPLETED&limit=1&cursor=${first.body.next}`,
      { token },
    );
    expect(second.body).toEqual({ items: [], next: null, found: [] });
  });

  test("where a search was answered: the line, who wrote it, and the marks in it (F33, S9)", async () => {
    const token = await as("ana");
    const search = (text: string, state = "COMPLETED") =>
      ask<{ items: { id: string }[]; found: unknown[] }>(
        node,
        `${api}/interactions?state=${state}&text=${encodeURIComponent(text)}`,
        { token },
      );
    const { body } = await search("NOTE inner");
    expect(body.items).toMatchObject([{ id: done }]);
    expect(body.found).toEqual([
      {
        interactionId: done,
        text: "an inner note",
        marks: [
          [3, 8],
          [9, 13],
        ],
        message: {
          id: expect.any(String),
          kind: "NOTE",
          authorName: "Name of ana",
          createdAt: expect.any(Number),
        },
      },
    ]);
    expect((await search("note inner", "ACTIVE")).body).toMatchObject({ items: [], found: [] });
    expect((await search("?!")).body.items).toEqual([]);
    expect((await search(`"`)).status).toBe(200);
    expect((await search("x".repeat(501))).status).toBe(400);
  });

  test("a search with what the asker may see, and with nothing else", async () => {
    const search = (token: string, text: string, state: string) =>
      ask<{ items: unknown[]; found: unknown[] }>(
        node,
        `${api}/interactions?state=${state}&text=${encodeURIComponent(text)}`,
        { token },
      );
    const ben = await as("ben");
    expect((await search(ben, "inner note", "COMPLETED")).body).toMatchObject({
      items: [],
      found: [],
    });
    expect((await search(ben, "blinks router", "ACTIVE")).body).toMatchObject({
      items: [{ queueId: "tech" }],
      found: [{ text: "my router blinks" }],
    });
    const ana = await as("ana");
    expect((await search(ana, "router", "ACTIVE")).body).toMatchObject({ items: [], found: [] });
    expect((await search(visit.token, "refund", "COMPLETED")).status).toBe(403);
  });

  test("one interaction with all that belongs to it", async () => {
    const { body } = await ask(node, `${api}/interactions/${done}`, { token: await as("ana") });
    expect(body).toMatchObject({
      interaction: { id: done, state: "COMPLETED" },
      tasks: [{ id: doneTask }],
      completions: [{ completedBy: "ana", resolution: "RESOLVED" }],
      interventions: [{ agentId: "ana", state: "CLOSED" }],
    });
    const messages = (body["messages"] as { body: string }[]).map((each) => each.body);
    expect(messages).toContain("refund please");
    expect(messages).toContain("an inner note");
  });

  test("a thread's messages", async () => {
    const { body } = await ask<{ items: { body: string }[] }>(
      node,
      `${api}/threads/${visit.threadId}/messages`,
      {
        token: await as("sam"),
      },
    );
    expect(body.items.map((each) => each.body)).toContain("refund please");
  });

  test("queues, reasons and agents", async () => {
    const token = await as("ana");
    const queues = await ask<{ items: { id: string }[] }>(node, `${api}/queues`, { token });
    expect(queues.body.items.map(({ id }) => id).toSorted()).toEqual(["billing", "tech"]);
    const reasons = await ask(node, `${api}/reasons`, { token });
    expect(reasons.body).toEqual({ items: [{ id: "LUNCH", label: "Lunch" }], next: null });
    const agents = await ask<{ items: { id: string }[] }>(node, `${api}/agents`, { token });
    expect(agents.body.items.map(({ id }) => id)).toEqual(["ana"]);
  });

  test("a queue's figures, the service level as a fraction or null", async () => {
    const { body } = await ask(node, `${api}/queues/billing/statistics`, {
      token: await as("sam"),
    });
    expect(body).toMatchObject({
      queueId: "billing",
      waiting: 0,
      active: 0,
      agents: { on: 1 },
      today: { offered: 1, answered: 1, answeredWithin: 1 },
      serviceLevel: { type: 1, targetPct: 80, today: { numerator: 1, denominator: 1 } },
    });
    const tech = await ask(node, `${api}/queues/tech/statistics`, { token: await as("ben") });
    expect(tech.body).toMatchObject({ waiting: 1, serviceLevel: { today: null } });
  });

  test("events, to each as far as they may see", async () => {
    const all = await ask<{ items: object[]; next: number }>(node, `${api}/events?after=0`, {
      token: await as("root"),
    });
    const ben = await ask<{ items: object[] }>(node, `${api}/events?after=0`, {
      token: await as("ben"),
    });
    expect(all.text).toContain(doneTask);
    expect(ben.text).not.toContain(doneTask);
    expect(ben.text).not.toContain(done);
    expect(ben.body.items.length).toBeGreaterThan(0);
    const rest = await ask(node, `${api}/events?after=${all.body.next}`, {
      token: await as("root"),
    });
    expect(rest.body).toMatchObject({ items: [] });
  });

  test("a command like on the socket: its outcome, a problem, or once more the same", async () => {
    const token = await as("ana");
    const id = newId("c");
    const fields = { subject: "Refund" };
    const command = { id, type: "interaction.edit", body: { interactionId: done, fields } };
    const first = await ask(node, `${api}/commands`, { token, body: command });
    expect(first).toMatchObject({ status: 200, body: { commandId: id, end: "APPLIED" } });
    expect((await ask(node, `${api}/commands`, { token, body: command })).body).toEqual(first.body);
    const other = { ...command, body: { interactionId: done, fields: { subject: "Another" } } };
    expect(await ask(node, `${api}/commands`, { token, body: other })).toMatchObject({
      status: 409,
      body: { code: "COMMAND_ID_REUSED", outcome: { end: "REFUSED" } },
    });
    const foreign = { ...command, id: newId("c"), body: { interactionId: waiting, fields } };
    const refused = await ask<{ code: string }>(node, `${api}/commands`, { token, body: foreign });
    expect(refused.status).toBe(404);
    expect(refused.headers.get("content-type")).toContain("application/problem+json");
    const wrong = {
      id: newId("c"),
      type: "interaction.edit",
      body: { interactionId: done, fields: { state: "ACTIVE" } },
    };
    expect(await ask(node, `${api}/commands`, { token, body: wrong })).toMatchObject({
      status: 400,
      body: { code: "COMMAND_INVALID" },
    });
  });

  test("a clone, under ids that the caller made", async () => {
    const ids = { interactionId: newId("i"), taskId: newId("t"), interventionId: newId("v") };
    const body = { ...ids, subject: null, message: null };
    const { status, body: outcome } = await ask(node, `${api}/interactions/${done}/clone`, {
      token: await as("ana"),
      body,
    });
    expect(status).toBe(201);
    expect(outcome).toMatchObject({ end: "APPLIED" });
    const clone = await ask(node, `${api}/interactions/${ids.interactionId}`, {
      token: await as("ana"),
    });
    expect(clone.body).toMatchObject({
      interaction: { clonedFromId: done, direction: "OUTBOUND" },
    });
  });
});
