import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import type { RunningNode } from "../../../src/node/run.ts";
import type { VisitorReply } from "../../../src/protocol/http.ts";
import {
  type Client,
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
const apiDoc = join(import.meta.dirname, "../../../docs/api.md");
let node: RunningNode;
let ana: Client;
let visit: VisitorReply;
/** A conversation of billing, completed by Ana, and one of tech that waits. */
let done = "";
let doneTask = "";
let waiting = "";

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "ben", queues: ["tech"] });
  await addPerson(node, {
    username: "sam",
    queues: ["billing"],
    role: "supervisor",
    teams: ["red"],
  });
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  ana = await readyAgent(node, "ana");
  visit = await beginVisit(node, "web-billing", "Vera Bill");
  await say(node, visit, "refund please");
  await ana.until(() => ana.rowsOf("TASK").some(({ offer }) => offer !== null));
  const task = ana.rowsOf("TASK")[0];
  [done, doneTask] = [task?.interactionId ?? "", task?.id ?? ""];
  await ana.command("offer.accept", { taskId: doneTask, offerId: task?.offer?.id });
  await ana.command("note.add", {
    interactionId: done,
    messageId: newId("m"),
    body: "an inner note",
  });
  await ana.command("task.resolve", { taskId: doneTask });
  await ana.command("wrapup.submit", { taskId: doneTask, dispositions: [], note: "" });
  const other = await beginVisit(node, "web-tech", "Tina Tech");
  await say(node, other, "my router blinks");
  const ben = await tokenOf(node, "ben");
  const { body } = await ask<{ items: { id: string }[] }>(node, `${api}/interactions`, {
    token: ben,
  });
  waiting = body.items[0]?.id ?? "";
});
afterAll(async () => {
  ana.close();
  await node.stop();
});

const as = (username: string) => tokenOf(node, username);

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
    expect(active.body).toEqual({ items: [], next: null });
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
    expect(second.body).toEqual({ items: [], next: null });
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

describe("customers come in", () => {
  test("by the widget: what they said, and nothing that was said among colleagues", async () => {
    const { body, text } = await ask<{ messages: { body: string }[] }>(
      node,
      `${api}/visitor/messages`,
      {
        token: visit.token,
      },
    );
    expect(body.messages.map((each) => each.body)).toEqual(["refund please"]);
    expect(text).not.toContain("an inner note");
    expect(text).not.toContain('"ana"');
  });

  test("the same message again is the same message", async () => {
    const fresh = await beginVisit(node, "web-tech");
    const message = { messageId: newId("m"), body: "hello" };
    const { token } = fresh;
    for (let at = 0; at < 3; at += 1) {
      const reply = await ask(node, `${api}/visitor/messages`, { token, body: message });
      expect(reply).toMatchObject({
        status: 201,
        body: { id: message.messageId, from: "CUSTOMER", body: "hello" },
      });
    }
    const { body } = await ask<{ messages: object[] }>(node, `${api}/visitor/messages`, { token });
    expect(body.messages).toHaveLength(1);
    const changed = await ask(node, `${api}/visitor/messages`, {
      token,
      body: { ...message, body: "other" },
    });
    expect(changed).toMatchObject({ status: 409, body: { code: "COMMAND_ID_REUSED" } });
  });

  test("nowhere through a source that is unknown or switched off", async () => {
    for (const source of ["web-off", "nothing"]) {
      const reply = await ask(node, `${api}/sources/${source}/visitors`, {
        body: { name: "Vera" },
      });
      expect(reply).toMatchObject({ status: 404, body: { code: "SOURCE_NOT_FOUND" } });
    }
  });

  test("by a connector, once for every idempotency key", async () => {
    const { token } = await node.access.issueConnectorToken(brand("web-tech"));
    const url = `${api}/sources/web-tech/messages`;
    const body = { from: { foreignId: "+49 1", name: "Karl" }, body: "by text message" };
    const headers = { "idempotency-key": newId("k") };
    const [first, twice] = await Promise.all([
      ask<{ threadId: string }>(node, url, { token, body, headers }),
      ask(node, url, { token, body, headers }),
    ]);
    expect(first.status).toBe(201);
    expect(twice.body).toEqual(first.body);
    const next = await ask<{ threadId: string }>(node, url, {
      token,
      body: { ...body, body: "and again" },
    });
    expect(next.body.threadId).toBe(first.body.threadId);
    const thread = await ask<{ items: { body: string }[] }>(
      node,
      `${api}/threads/${first.body.threadId}/messages`,
      {
        token: await as("ben"),
      },
    );
    const said = thread.body.items.map((each) => each.body);
    expect(said.filter((each) => each === "by text message")).toHaveLength(1);
    expect(said).toContain("and again");
    const reused = await ask(node, url, { token, body: { ...body, body: "changed" }, headers });
    expect(reused).toMatchObject({ status: 409, body: { code: "COMMAND_ID_REUSED" } });
    const elsewhere = await ask(node, `${api}/sources/web-billing/messages`, { token, body });
    expect(elsewhere).toMatchObject({ status: 404, body: { code: "SOURCE_NOT_FOUND" } });
  });
});

describe("whoever may not see something learns not even that it exists", () => {
  test.each<[string, (id: string) => string, () => string]>([
    ["a task", (id) => `/tasks/${id}`, () => doneTask],
    ["an interaction", (id) => `/interactions/${id}`, () => done],
    ["a thread", (id) => `/threads/${id}/messages`, () => visit.threadId],
    ["a queue's figures", (id) => `/queues/${id}/statistics`, () => "billing"],
  ])("%s", async (_what, path, id) => {
    const token = await as("ben");
    const foreign = await ask(node, api + path(id()), { token });
    const missing = await ask(node, api + path("nothing"), { token });
    expect(foreign.status).toBe(404);
    expect(foreign.body).toEqual(missing.body);
  });

  test("through search and lists", async () => {
    const token = await as("ben");
    for (const path of [
      "/interactions?state=COMPLETED",
      "/interactions?state=COMPLETED&text=refund",
      "/interactions?state=COMPLETED&queueId=billing",
      "/tasks?queueId=billing",
    ]) {
      expect((await ask(node, api + path, { token })).body).toMatchObject({ items: [] });
    }
  });
});

describe("bad requests are refused with a code and a reason", () => {
  test.each<[string, string, object | undefined, string, number, string]>([
    ["no token", "/me", undefined, "", 401, "NOT_SIGNED_IN"],
    ["a token that is none", "/me", undefined, "a'; drop table token --", 401, "NOT_SIGNED_IN"],
    ["somebody's invention", "/me", undefined, "y".repeat(43), 401, "NOT_SIGNED_IN"],
    [
      "an unknown field",
      "/sessions",
      { username: "a", password: "b", admin: true },
      "",
      400,
      "REQUEST_INVALID",
    ],
    [
      "a number for a text",
      "/sessions",
      { username: 7, password: "b" },
      "",
      400,
      "REQUEST_INVALID",
    ],
    [
      "an operator for a text",
      "/sessions",
      { username: { $ne: "" }, password: { $ne: "" } },
      "",
      400,
      "REQUEST_INVALID",
    ],
    [
      "a password beyond its length",
      "/sessions",
      { username: "a", password: "x".repeat(129) },
      "",
      400,
      "REQUEST_INVALID",
    ],
    ["a name of spaces", "/sources/web-tech/visitors", { name: "   " }, "", 400, "REQUEST_INVALID"],
    ["an unknown path", "/nothing", undefined, "", 404, "NOT_FOUND"],
    [
      "an id that is none",
      "/sources/..%2f..%2fetc/visitors",
      { name: "Vera" },
      "",
      400,
      "REQUEST_INVALID",
    ],
  ])("%s", async (_what, path, body, token, status, code) => {
    const reply = await ask(node, api + path, {
      ...(body === undefined ? {} : { body }),
      ...(token === "" ? {} : { token }),
    });
    expect(reply).toMatchObject({ status, body: { status, code } });
    expect(reply.headers.get("content-type")).toContain("application/problem+json");
  });

  test.each([
    "?limit=0",
    "?limit=ten",
    "?cursor=abc",
    "?state=OPEN",
    "?order=1",
    "?limit=1&limit=2",
  ])("a query like %s", async (query) => {
    const reply = await ask(node, `${api}/interactions${query}`, { token: await as("ana") });
    expect(reply).toMatchObject({ status: 400, body: { code: "REQUEST_INVALID" } });
  });

  test("a token of another kind", async () => {
    expect(await ask(node, `${api}/tasks`, { token: visit.token })).toMatchObject({
      status: 403,
      body: { code: "NOT_PERMITTED" },
    });
    const asVisitor = await ask(node, `${api}/visitor/messages`, { token: await as("ana") });
    expect(asVisitor).toMatchObject({ status: 403, body: { code: "NOT_PERMITTED" } });
  });

  test("a body that is too large, broken, or no JSON", async () => {
    const post = (body: string, type = "application/json") =>
      fetch(`${node.address}${api}/sessions`, {
        method: "POST",
        body,
        headers: { "content-type": type },
      });
    expect((await post(`{"username":"${"x".repeat(300 * 1024)}"}`)).status).toBe(413);
    expect((await post("{")).status).toBe(400);
    expect((await post("<a/>", "text/xml")).status).toBe(400);
    expect((await post('{"__proto__":{"x":1},"username":"a","password":"b"}')).status).toBe(400);
  });

  test("another site's page, and another name for this machine", async () => {
    const token = await as("ana");
    const evil = await ask(node, `${api}/me`, {
      token,
      headers: { origin: "https://evil.example" },
    });
    expect(evil).toMatchObject({ status: 403, body: { code: "ORIGIN_NOT_ALLOWED" } });
    expect(evil.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("pages of allowed origins", () => {
  test("may ask and read the answer; the answer names them and nobody else", async () => {
    const origin = "app://switchyard";
    const before = await fetch(`${node.address}${api}/sessions`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    expect(before.status).toBe(204);
    expect(before.headers.get("access-control-allow-origin")).toBe(origin);
    expect(before.headers.get("access-control-allow-headers")).toContain("authorization");
    const reply = await ask(node, `${api}/me`, { token: await as("ana"), headers: { origin } });
    expect(reply.status).toBe(200);
    expect(reply.headers.get("access-control-allow-origin")).toBe(origin);
    expect(reply.headers.get("access-control-allow-credentials")).toBeNull();
    const failed = await ask(node, `${api}/me`, { headers: { origin } });
    expect(failed.headers.get("access-control-allow-origin")).toBe(origin);
  });
});

describe("the OpenAPI document", () => {
  interface Operation {
    readonly summary: string;
    readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
  }
  interface Document {
    readonly openapi: string;
    readonly paths: Record<string, Record<string, Operation>>;
  }

  test("names every route that docs/api.md names, and nothing else", async () => {
    const { body } = await ask<Document>(node, "/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary }]) => ({
        route: `${method.toUpperCase()} ${path.replace(api, "")}`,
        summary,
      })),
    );
    const text = readFileSync(apiDoc, "utf8");
    const [before = "", rest = ""] = text.split("<!-- routes: begin -->\n");
    const [, after = ""] = rest.split("<!-- routes: end -->");
    const lines = routes
      .toSorted((left, right) => (left.route < right.route ? -1 : 1))
      .map(({ route, summary }) => `| \`${route}\` | ${summary} |\n`)
      .join("");
    const table = `\n| call | what it does |\n|---|---|\n${lines}\n`;
    const expected = `${before}<!-- routes: begin -->\n${table}<!-- routes: end -->${after}`;
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(apiDoc, expected);
    else expect(text, "run this test with UPDATE_DOCS=1").toBe(expected);
  });

  test("describes the answers that are given", async () => {
    const { body } = await ask<Document>(node, "/openapi.json");
    const token = await as("sam");
    for (const [path, url] of [
      ["/me", "/me"],
      ["/tasks", "/tasks"],
      ["/interactions", "/interactions?state=COMPLETED"],
      ["/interactions/{id}", `/interactions/${done}`],
      ["/queues/{id}/statistics", "/queues/billing/statistics"],
      ["/agents", "/agents"],
      ["/events", "/events"],
    ] as const) {
      const schema =
        body.paths[api + path]?.["get"]?.responses["200"]?.content?.["application/json"]?.schema;
      const reply = await ask(node, api + url, { token });
      expect([path, reply.status]).toEqual([path, 200]);
      expect([path, Compile(schema ?? { not: {} }).Check(reply.body)]).toEqual([path, true]);
    }
  });
});

describe("for those who watch over the node", () => {
  test("it is alive and ready", async () => {
    expect(await ask(node, "/healthz")).toMatchObject({ status: 200, body: { ok: true } });
    expect(await ask(node, "/readyz")).toMatchObject({ status: 200, body: { ok: true } });
  });

  test("its metrics count, and hold nobody's data", async () => {
    const { text } = await ask(node, "/metrics");
    expect(text).toMatch(/^switchyard_tasks\{queue="tech",state="QUEUED"\} [1-9]/m);
    expect(text).toMatch(/^switchyard_offers_total 1$/m);
    expect(text).toMatch(/^switchyard_rona_total 0$/m);
    expect(text).toMatch(/^switchyard_connections 1$/m);
    expect(text).toMatch(/^switchyard_commit_seconds_count [1-9]/m);
    expect(text).toMatch(/^switchyard_event_loop_lag_seconds\{quantile="0.99"\} /m);
    expect(text).not.toMatch(/Vera|refund|ana/);
  });
});

describe("limits", () => {
  test("of one address hold where they are set", async () => {
    const small = await startNode({ limits: { signIn: 2, visitors: 2, messages: 3 } });
    const statuses: number[] = [];
    for (let at = 0; at < 3; at += 1) {
      statuses.push(
        (await ask(small, `${api}/sources/web-tech/visitors`, { body: { name: "V" } })).status,
      );
    }
    expect(statuses).toEqual([201, 201, 429]);
    const spoofed = await ask(small, `${api}/sources/web-tech/visitors`, {
      body: { name: "V" },
      headers: { "x-forwarded-for": "203.0.113.7" },
    });
    expect(spoofed).toMatchObject({ status: 429, body: { code: "RATE_LIMITED" } });
    expect(Number(spoofed.headers.get("retry-after"))).toBeGreaterThan(0);
    await small.stop();
  });
});
