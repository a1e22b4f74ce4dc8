import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, startNode } from "../harness.ts";
import { type PublicCentre, api, openPublicCentre } from "./public-centre.ts";

let close: PublicCentre["close"];
let node: PublicCentre["node"];
let visit: PublicCentre["visit"];
let done: PublicCentre["done"];
let doneTask: PublicCentre["doneTask"];
let as: PublicCentre["as"];

beforeAll(async () => {
  ({ close, node, visit, done, doneTask, as } = await openPublicCentre());
});
afterAll(() => close());

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
    expect((await post("<a/>", "text/xml")).status).toBe(415);
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
