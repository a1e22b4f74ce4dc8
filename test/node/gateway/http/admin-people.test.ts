import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, readyAgent, tokenOf } from "../harness.ts";
import { AdminDesk, type Page, api } from "./admin.ts";

let desk: AdminDesk;
beforeAll(async () => {
  desk = await AdminDesk.open();
});
afterAll(() => desk.node.stop());

const call: AdminDesk["call"] = (method, path, sent) => desk.call(method, path, sent);
/** The harness signs people in with this. */
const person = (username: string, more: object = {}) => ({
  username,
  name: `Name of ${username}`,
  password: `password of ${username}`,
  roles: ["agent"],
  ...more,
});
const make = (username: string, more: object = {}, key?: string) =>
  call<{ id: string }>("POST", "/users", {
    body: person(username, more),
    ...(key === undefined ? {} : { key }),
  });
const agentRow = (id: string) => desk.node.engine.live.row("AGENT", id)?.row;
const personRow = (id: string) => desk.node.engine.live.row("DIRECTORY", `PERSON:${id}`)?.row.body;

describe("accounts", () => {
  test("are made, read, changed and listed in pages", async () => {
    const made = await make("kim", { queueIds: ["billing"], teamIds: ["red"] });
    expect(made).toMatchObject({ status: 201, body: { queueIds: ["billing"], teamIds: ["red"] } });
    const path = `/users/${made.body.id}`;
    expect((await call("GET", path)).body).toEqual(made.body);
    const changed = await call("PATCH", path, { body: { name: "Kim Lee", queueIds: ["tech"] } });
    expect(changed.body).toEqual({ ...made.body, name: "Kim Lee", queueIds: ["tech"] });
    expect(agentRow(made.body.id)).toMatchObject({ name: "Kim Lee", queueIds: ["tech"] });
    expect(personRow(made.body.id)).toMatchObject({ name: "Kim Lee" });
    const first = await call<Page>("GET", "/users?limit=3");
    const rest = await call<Page>("GET", `/users?cursor=${first.body.next}`);
    const ids = [...first.body.items, ...rest.body.items].map(({ id }) => id);
    expect(ids).toEqual([made.body.id, "ana", "robot", "root", "sam"].toSorted());
    expect(rest.body.next).toBeNull();
  });

  test("are made once for the same key, and told apart from others", async () => {
    const [first, twin] = await Promise.all([
      make("lou", {}, "make lou"),
      make("lou", {}, "make lou"),
    ]);
    expect(first.status).toBe(201);
    expect(twin.body).toEqual(first.body);
    await call("PATCH", `/users/${first.body.id}`, { body: { name: "Lou Reed" } });
    expect((await make("lou", {}, "make lou")).body).toEqual(first.body);
    for (const [username, key, code] of [
      ["max", "make lou", "COMMAND_ID_REUSED"],
      ["LOU", undefined, "ALREADY_EXISTS"],
    ] as const)
      expect(await make(username, {}, key)).toMatchObject({ status: 409, body: { code } });
  });

  test("what has not got through to its answer is finished when it is sent again", async () => {
    const { node } = desk;
    const configure = node.engine.configure.bind(node.engine);
    let left = 1;
    node.engine.configure = (parts, answered) => {
      left -= 1;
      return left === 0 ? Promise.reject(new Error("COMMIT_UNKNOWN")) : configure(parts, answered);
    };
    const broken = await make("mia", {}, "make mia");
    expect(broken).toMatchObject({ status: 503, body: { code: "COMMIT_UNKNOWN" } });
    const again = await make("mia", {}, "make mia");
    node.engine.configure = configure;
    expect(again).toMatchObject({ status: 201, body: { username: "mia" } });
    expect(agentRow(again.body.id)).toMatchObject({ name: "Name of mia" });
  });

  test("of one name there is one, also when two are made at once", async () => {
    const both = await Promise.all([make("pat"), make("pat")]);
    expect(both.map(({ status }) => String(status)).toSorted()).toEqual(["201", "409"]);
  });

  test("somebody always administers, also when two take it from each other", async () => {
    const { engine } = desk.node;
    const { body } = await make("quin", { roles: ["admin"] });
    await tokenOf(desk.node, "quin");
    const configure = engine.configure.bind(engine);
    engine.configure = async (parts, answered) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return configure(parts, answered);
    };
    const demote = (who: string, id: string) =>
      call("PATCH", `/users/${id}`, { who, body: { roles: ["bot"] } });
    // Both are let in as administrators, and wait behind something slow.
    const [, first, second] = await Promise.all([
      call("POST", "/skills", { body: { name: "Slow" } }),
      demote("root", body.id),
      demote("quin", "root"),
    ]);
    engine.configure = configure;
    expect([first, second].map(({ status }) => String(status)).toSorted()).toEqual(["200", "403"]);
    const lost = first.status === 200 ? ["root", body.id] : ["quin", "root"];
    await call("PATCH", `/users/${lost[1]}`, { who: lost[0] ?? "", body: { roles: ["admin"] } });
  });

  test("a new password opens, and the old one and its sessions do no more", async () => {
    const { body } = await make("ned");
    const old = await tokenOf(desk.node, "ned");
    await call("PATCH", `/users/${body.id}`, { body: { password: "another password" } });
    expect((await ask(desk.node, `${api}/me`, { token: old })).status).toBe(401);
    const signIn = (password: string) =>
      ask(desk.node, `${api}/sessions`, { body: { username: "ned", password } });
    expect((await signIn("password of ned")).status).toBe(401);
    expect((await signIn("another password")).status).toBe(201);
  });

  test("who gets a role that takes work becomes an agent, and who loses it is signed out", async () => {
    const { body } = await make("olga", { roles: ["bot"] });
    expect(agentRow(body.id)).toBeUndefined();
    await call("PATCH", `/users/${body.id}`, { body: { roles: ["agent"], queueIds: ["tech"] } });
    expect(agentRow(body.id)).toMatchObject({ queueIds: ["tech"], state: "LOGOUT" });
    const client = await readyAgent(desk.node, "olga");
    await call("PATCH", `/users/${body.id}`, { body: { roles: ["bot"] } });
    await client.until(() => client.closed !== null);
    expect(personRow(body.id)).toMatchObject({ roles: ["bot"] });
    // Skills and queues stay for the day they come back.
    expect(agentRow(body.id)).toMatchObject({ queueIds: ["tech"] });
  });

  test.each<[string, object, string]>([
    ["a short password", { password: "short" }, "REQUEST_INVALID"],
    ["a role that is none", { roles: ["king"] }, "REQUEST_INVALID"],
    ["a team that is none", { teamIds: ["red", "none"] }, "CONFIGURATION_INVALID"],
    ["a queue that is none", { queueIds: ["none"] }, "CONFIGURATION_INVALID"],
  ])("%s is refused, and there is no account", async (_what, more, code) => {
    expect(await make("zoe", more)).toMatchObject({ status: 400, body: { code } });
    const { body } = await call<Page<{ username: string }>>("GET", "/users?limit=200");
    expect(body.items.map(({ username }) => username)).not.toContain("zoe");
  });

  test("one that is not there is not found", async () => {
    expect((await call("GET", "/users/none")).status).toBe(404);
    expect(await call("PATCH", "/users/none", { body: { name: "x" } })).toMatchObject({
      status: 404,
      body: { code: "NOT_FOUND" },
    });
  });
});

describe("agents", () => {
  test("everybody reads those they may see, and administrators all", async () => {
    const seenBy = async (who: string) =>
      (await call<Page>("GET", "/agents?limit=200", { who })).body.items.map(({ id }) => id);
    expect(await seenBy("ana")).toEqual(["ana"]);
    expect(await seenBy("root")).toEqual(expect.arrayContaining(["ana", "sam"]));
    expect(await call("GET", "/agents/ana", { who: "ana" })).toMatchObject({ body: { id: "ana" } });
    for (const [who, id] of [
      ["ana", "sam"],
      ["root", "none"],
    ] as const)
      expect(await call("GET", `/agents/${id}`, { who })).toMatchObject({
        status: 404,
        body: { code: "AGENT_NOT_FOUND" },
      });
  });

  test("are set, and their account says the same", async () => {
    const change = {
      name: "Ana Maria",
      skills: { french: 7 },
      tags: ["vip"],
      attributes: { languages: ["fr", "de"] },
      queueIds: ["billing", "tech"],
      capacities: [{ mrdId: "chat", soft: 2, max: 3 }],
    };
    const { capacities: _set, ...shown } = change;
    const { body } = await call("PATCH", "/agents/ana", { body: change });
    expect(body).toMatchObject({ ...shown, mrds: [{ softTasks: 2, maxTasks: 3 }] });
    expect((await call("GET", "/users/ana")).body).toMatchObject({
      name: "Ana Maria",
      queueIds: ["billing", "tech"],
    });
    expect(personRow("ana")).toMatchObject({ name: "Ana Maria" });
  });

  test.each<[string, object, string]>([
    [
      "a soft limit above the hard one",
      { capacities: [{ mrdId: "chat", soft: 3, max: 2 }] },
      "capacities.0.soft",
    ],
    [
      "a capacity of no medium",
      { capacities: [{ mrdId: "none", soft: 1, max: 1 }] },
      "capacities.0.mrdId",
    ],
    ["attributes beyond 4 KiB", { attributes: { text: "x".repeat(4096) } }, "attributes"],
    ["a queue that is none", { queueIds: ["billing", "none"] }, "queueIds.1"],
    ["a level of a skill without levels", { skills: { driver: 3 } }, "skills.driver"],
  ])("%s is refused, and nothing of it is kept", async (_what, change, path) => {
    await call("POST", "/skills", { body: { id: "driver", name: "Driver", kind: "BOOLEAN" } });
    const before = agentRow("sam");
    const answer = await call("PATCH", "/agents/sam", { body: { name: "Other", ...change } });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: "CONFIGURATION_INVALID", errors: [{ path }] },
    });
    expect(agentRow("sam")).toEqual(before);
  });

  test("levels beyond ten and one that is not there", async () => {
    expect(await call("PATCH", "/agents/sam", { body: { skills: { x: 11 } } })).toMatchObject({
      status: 400,
      body: { code: "REQUEST_INVALID" },
    });
    expect(await call("PATCH", "/agents/none", { body: { tags: [] } })).toMatchObject({
      status: 404,
      body: { code: "AGENT_NOT_FOUND" },
    });
  });
});
