import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { AdminDesk, api, callsOf } from "./admin.ts";

/** Whatever a program gets wrong, it reads a problem document (RFC 9457) with a sentence for whoever wrote it (F46). */

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { path: string; message: string }[];
}

/** Some ask every call there is. */
vi.setConfig({ testTimeout: 30_000 });

let desk: AdminDesk;
beforeAll(async () => {
  desk = await AdminDesk.open();
});
afterAll(() => desk.node.stop());

async function sent(path: string, options: RequestInit = {}) {
  const reply = await fetch(`${desk.node.address}${path}`, options);
  const text = await reply.text();
  const isProblem = reply.headers.get("content-type")?.startsWith("application/problem+json");
  const problem = (isProblem === true ? JSON.parse(text) : {}) as Problem;
  return { status: reply.status, problem, headers: reply.headers, text };
}

/** Words of whoever wrote the schema's checker, not of ours. */
const prose = /must (?:be|match|not|have)|pattern|schema|FST_|instancePath|Unexpected token/;

describe("a request that cannot be read", () => {
  test.each<[string, string, RequestInit, number, string, string]>([
    ["a broken %", "/api/v1/%zz", {}, 400, "REQUEST_INVALID", "%"],
    ["a broken % beyond the API", "/%E0%A4%A", {}, 400, "REQUEST_INVALID", "%"],
    ["bytes that are no UTF-8", "/api/v1/queues/%ff", {}, 400, "REQUEST_INVALID", "%"],
    [
      "a part of the path without an end",
      `/api/v1/queues/${"a".repeat(300)}`,
      {},
      404,
      "NOT_FOUND",
      "no such path",
    ],
    ["no such path", "/api/v1/nothing", {}, 404, "NOT_FOUND", "no such path"],
    ["no such page", "/nothing.html", {}, 404, "NOT_FOUND", "no such path"],
    [
      "no JSON",
      "/api/v1/sessions",
      { method: "POST", body: "{", headers: { "content-type": "application/json" } },
      400,
      "REQUEST_INVALID",
      "no JSON",
    ],
    [
      "nothing, as JSON",
      "/api/v1/sessions",
      { method: "POST", headers: { "content-type": "application/json" } },
      400,
      "REQUEST_INVALID",
      "empty",
    ],
    [
      "a body that is too large",
      "/api/v1/sessions",
      {
        method: "POST",
        body: `{"username":"${"x".repeat(300_000)}"}`,
        headers: { "content-type": "application/json" },
      },
      413,
      "FRAME_TOO_LARGE",
      "at most 262144 bytes",
    ],
    ...["text/plain", "application/x-www-form-urlencoded", "text/xml", "nonsense"].map(
      (type): [string, string, RequestInit, number, string, string] => [
        `a body of ${type}`,
        "/api/v1/sessions",
        { method: "POST", body: "username=a", headers: { "content-type": type } },
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "application/json",
      ],
    ),
    [
      "answers that nobody gives",
      "/api/v1/me",
      { headers: { accept: "text/xml, image/*;q=0.5" } },
      406,
      "NOT_ACCEPTABLE",
      "application/json",
    ],
    [
      "anything but JSON",
      "/api/v1/me",
      { headers: { accept: "application/json;q=0" } },
      406,
      "NOT_ACCEPTABLE",
      "application/json",
    ],
  ])("%s", async (_what, path, options, status, code, words) => {
    const answer = await sent(path, options);
    expect(answer).toMatchObject({ status, problem: { status, code } });
    expect(answer.problem.detail).toContain(words);
    expect(answer.text).not.toMatch(prose);
  });

  test.each([
    "*/*",
    "application/*",
    "text/html, application/json;q=0.1",
    "application/problem+json",
  ])("whoever reads %s is answered", async (accept) => {
    const answer = await sent("/api/v1/me", { headers: { accept } });
    expect(answer).toMatchObject({ status: 401, problem: { code: "NOT_SIGNED_IN" } });
  });

  test("what is no HTTP at all", async () => {
    const answer = await new Promise<string>((told) => {
      const socket = connect(desk.node.port, "127.0.0.1", () => socket.write("HELLO\r\n\r\n"));
      let text = "";
      socket.on("data", (data) => (text += data.toString("utf8")));
      socket.on("close", () => told(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(answer).toContain("application/problem+json");
    expect(answer).toContain('"code":"REQUEST_INVALID"');
  });
});

describe("a method that a path does not have", () => {
  test("is a 405 that names those it has, on every path", async () => {
    const calls = await callsOf(desk.node);
    const paths = Map.groupBy(calls, ({ path }) => path);
    const every = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    for (const [path, own] of paths) {
      const has = own.map(({ method }) => method as string);
      const missing = every.find((method) => !has.includes(method)) ?? "";
      const url = api + path.replaceAll(/\{\w+\}/g, "x");
      const answer = await sent(url, { method: missing });
      const allow = (answer.headers.get("allow") ?? "").split(", ");
      expect([missing, path, answer.status, answer.problem.code]).toEqual([
        missing,
        path,
        405,
        "METHOD_NOT_ALLOWED",
      ]);
      expect(has.filter((method) => !allow.includes(method))).toEqual([]);
      expect(allow).not.toContain(missing);
      expect(answer.problem.detail).toContain(missing);
    }
  });

  test("also beyond the API, and OPTIONS says the same without a fault", async () => {
    expect(await sent("/healthz", { method: "PUT" })).toMatchObject({
      status: 405,
      problem: { code: "METHOD_NOT_ALLOWED" },
    });
    const asked = await sent("/api/v1/queues/x", { method: "OPTIONS" });
    expect([asked.status, asked.headers.get("allow")]).toEqual([
      204,
      "DELETE, GET, HEAD, PATCH, OPTIONS",
    ]);
    expect((await sent("/api/v1/queues/x", { method: "PROPFIND" })).status).toBe(405);
  });
});

describe("a field that is wrong", () => {
  test.each<[string, string, string, RegExp]>([
    ["an unknown one", "/interactions?stat=ACTIVE", "stat", /no such field; did you mean "state"/],
    ["any, where there is none", "/me?verbose=1", "verbose", /no such field/],
    ["a page of nothing", "/queues?limit=0", "limit", /whole number from 1 to 200/],
    ["a page longer than pages are", "/queues?limit=201", "limit", /whole number from 1 to 200/],
    ["a page of words", "/tasks?limit=ten", "limit", /whole number from 1 to 200/],
    ["a state that is none", "/tasks?state=OPEN", "state", /is one of "QUEUED"/],
    ["one twice", "/tasks?limit=1&limit=2", "limit", /a text/],
    ["a foreign cursor", "/queues?cursor=%20", "cursor", /gave as next/],
    ["an id that is none", "/queues/a%20b", "id", /an id: letters, digits/],
  ])("%s", async (_what, path, field, words) => {
    const { status, body, text } = await desk.call<Problem>("GET", path);
    expect([status, body.code]).toEqual([400, "REQUEST_INVALID"]);
    expect(body.errors?.map((each) => each.path)).toContain(field);
    expect(body.detail).toMatch(words);
    expect(text).not.toMatch(prose);
  });

  test("every call that takes a body says in words what is wrong with nonsense", async () => {
    const calls = (await callsOf(desk.node)).filter(({ method }) => method !== "GET");
    const nonsense = [[], 7, "text", null, { "": 1 }, { name: {}, id: 7, mrdId: [], routing: "x" }];
    for (const { method, path, operation } of calls) {
      if (operation.requestBody === undefined) continue;
      for (const body of nonsense) {
        const url = path.replaceAll(/\{\w+\}/g, "x");
        const { status, text } = await desk.call(method, url, { body });
        expect([method, path, status < 500, prose.exec(text)?.[0]]).toEqual([
          method,
          path,
          true,
          undefined,
        ]);
      }
    }
  });

  test("of a setting, one of several shapes is meant: it is said of that one alone", async () => {
    const wrong = async (routing: object) =>
      (await desk.call<Problem>("PATCH", "/queues/billing", { body: { routing } })).body.errors;
    expect(await wrong({ closedHours: { action: "SLEEP" } })).toEqual([
      { path: "routing.closedHours.action", message: expect.stringMatching(/^is one of "QUEUE"/) },
    ]);
    expect(await wrong({ closedHours: { action: "REFUSE" } })).toEqual([
      { path: "routing.closedHours.message", message: "is required" },
    ]);
    expect(await wrong({ maxMisses: "three" })).toEqual([
      { path: "routing.maxMisses", message: "has to be a whole number or null" },
    ]);
    expect(await wrong({ maxMisses: 0 })).toEqual([
      { path: "routing.maxMisses", message: "has to be at least 1" },
    ]);
  });
});
