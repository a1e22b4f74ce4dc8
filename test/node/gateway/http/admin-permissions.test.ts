import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, beginVisit } from "../harness.ts";
import { AdminDesk, type Call, api, callsOf } from "./admin.ts";

let desk: AdminDesk;
let calls: Call[];
let visitor: string;
beforeAll(async () => {
  desk = await AdminDesk.open();
  calls = await callsOf(desk.node);
  visitor = (await beginVisit(desk.node, "web-billing")).token;
});
afterAll(() => desk.node.stop());

const settings =
  /^\/(queues|mrds|sources|workflows|calendars|skills|tags|lists|teams|activities|workspaces|dispositions|agents|users)(\/\{id\}(\/configuration)?)?$/;
const named = (path: string) => path.replace(/\{[a-zA-Z]+\}/g, "some");
const isWrite = ({ method }: Call) => method !== "GET";
const answersTo = (call: Call, token: string | null) =>
  ask<{ code?: string }>(desk.node, api + named(call.path), {
    method: call.method,
    ...(isWrite(call) && call.method !== "DELETE" ? { body: {} } : {}),
    ...(token === null ? {} : { token }),
  });
/** What a call needs to be looked at at all, for what is checked before who asks. */
const bodyFor: Readonly<Record<string, object>> = {
  "POST /users": { username: "eve", name: "Eve", password: "long enough 12", roles: ["agent"] },
  "POST /dispositions": { queueId: "billing", code: "x", label: "X" },
  "PATCH /dispositions/{id}": { label: "X" },
};

test("a page from the desktop's own address may make every call", async () => {
  const preflight = await fetch(`${desk.node.address}${api}/me`, {
    method: "OPTIONS",
    headers: { origin: "app://switchyard", "access-control-request-method": "PUT" },
  });
  const allowed = (preflight.headers.get("access-control-allow-methods") ?? "").split(", ");
  expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(allowed));
});

test("there are settings to read and to write", () => {
  const ours = calls.filter(({ path }) => settings.test(path));
  expect(ours.filter(isWrite).length).toBeGreaterThanOrEqual(29);
  expect(ours.filter((each) => !isWrite(each)).length).toBeGreaterThanOrEqual(29);
});

test("no call answers without a token but those that give one", async () => {
  const open = calls.filter(({ operation }) => (operation.security ?? []).length === 0);
  expect(open.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
    "POST /invites/accept",
    "POST /invites/look",
    "POST /sessions",
    "POST /sessions/setup",
    "POST /sources/{id}/visitors",
  ]);
  for (const call of calls.filter((each) => !open.includes(each)))
    expect([call.method, call.path, await statusOf(call, null)]).toEqual([
      call.method,
      call.path,
      "401 NOT_SIGNED_IN",
    ]);
});

test("a customer may call nothing but what is made for customers", async () => {
  const allowed = /^\/(visitor\/|commands$|sessions\/current$|me$)/;
  const others = calls.filter(
    ({ path, operation }) => !allowed.test(path) && (operation.security ?? []).length > 0,
  );
  for (const call of others)
    expect([call.method, call.path, await statusOf(call, visitor)]).toEqual([
      call.method,
      call.path,
      "403 NOT_PERMITTED",
    ]);
});

test.each(["ana", "sam", "robot"])("%s may read what is set and write none of it", async (who) => {
  for (const call of calls.filter(({ path }) => settings.test(path))) {
    const place = `${call.method} ${call.path}`;
    const body = isWrite(call) && call.method !== "DELETE" ? (bodyFor[place] ?? {}) : undefined;
    const sent = call.path.endsWith("/configuration") && body ? { task_routing: {} } : body;
    const { status } = await desk.call(call.method, named(call.path), {
      who,
      ...(sent === undefined ? {} : { body: sent }),
    });
    const expected = isWrite(call) || call.path.startsWith("/users") ? [403] : [200, 404];
    expect([place, expected.includes(status), status]).toEqual([place, true, status]);
  }
});

async function statusOf(call: Call, token: string | null): Promise<string> {
  const { status, body } = await answersTo(call, token);
  return `${status} ${body.code}`;
}
