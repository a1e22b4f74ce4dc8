import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Administrator, openAdministrator } from "./administrator.ts";
import { ask, tokenOf } from "./harness.ts";
import { api } from "./http/admin.ts";

let node: Administrator["node"];
let ana: Administrator["ana"];
let call: Administrator["call"];

beforeAll(async () => {
  ({ node, ana, call } = await openAdministrator());
});
afterAll(() => node.stop());

describe("people, over HTTP", () => {
  test("an account comes with its agent, and takes part at once", async () => {
    const person = { username: "kim", name: "Kim", password: "a long password", roles: ["agent"] };
    const made = await call<{ id: string }>("POST", "/users", { ...person, queueIds: ["billing"] });
    expect(made).toMatchObject({ status: 201, body: { username: "kim", enabled: true } });
    expect(node.engine.live.row("AGENT", made.body.id)?.row.queueIds).toEqual(["billing"]);
    expect(JSON.stringify(made.body)).not.toContain("password");
    expect(await call("POST", "/users", { ...person, queueIds: ["none"] })).toMatchObject({
      status: 400,
      body: { code: "CONFIGURATION_INVALID", detail: 'queueIds.0: there is no queue "none"' },
    });
  });

  test("what an agent is, is changed while they work, and a membership rule sees it", async () => {
    await call("PATCH", "/queues/tech", { routing: { membership: "skills.french >= 3" } });
    const change = {
      skills: { french: 4 },
      tags: ["vip"],
      capacities: [{ mrdId: "chat", soft: 1, max: 2 }],
    };
    const { status, body } = await call("PATCH", "/agents/ana", change);
    expect(status).toBe(200);
    expect(body).toMatchObject({ skills: { french: 4 }, memberOf: ["tech"], state: "READY" });
    expect(node.engine.live.row("AGENT", "ana")?.row.mrds[0]).toMatchObject({
      softTasks: 1,
      maxTasks: 2,
    });
    const mine = await ask<{ queueIds: string[] }>(node, `${api}/me`, {
      token: await tokenOf(node, "ana"),
    });
    expect(mine.body.queueIds).toEqual(["billing", "tech"]);
    // What waits there is on the open screen without a new sign-in.
    await ana.until(() =>
      ana.rowsOf("AGENT").some(({ memberOf }) => memberOf.includes("tech" as never)),
    );
    await call("PATCH", "/agents/ana", { skills: {} });
    expect(node.engine.live.row("AGENT", "ana")?.row.memberOf).toEqual([]);
  });

  test("a disabled account is out at once, and nobody disables themselves", async () => {
    const token = await tokenOf(node, "kim").catch(() => null);
    expect(token).toBeNull();
    const accounts = await call<{ items: { id: string; username: string }[] }>("GET", "/users");
    const kim = accounts.body.items.find((each) => each.username === "kim")?.id ?? "";
    expect(await call("PATCH", `/users/${kim}`, { enabled: false })).toMatchObject({
      body: { enabled: false },
    });
    const self = accounts.body.items.find((each) => each.username === "root")?.id ?? "";
    expect(await call("PATCH", `/users/${self}`, { enabled: false })).toMatchObject({
      status: 403,
    });
    expect(await call("PATCH", `/users/${self}`, { roles: ["agent"] })).toMatchObject({
      status: 403,
    });
  });
});
