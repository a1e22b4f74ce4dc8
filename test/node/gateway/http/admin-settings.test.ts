import { Compile } from "typebox/compile";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { starter } from "../../../../src/node/starter.ts";
import { type SettingKind, settingsSchemas } from "../../../../src/protocol/settings.ts";
import { AdminDesk, type Page, bodySchemaOf, callsOf } from "./admin.ts";
import { bodies, target } from "./settings-bodies.ts";

let desk: AdminDesk;
beforeAll(async () => {
  desk = await AdminDesk.open();
});
afterAll(() => desk.node.stop());

const call: AdminDesk["call"] = (method, path, sent) => desk.call(method, path, sent);
const make: AdminDesk["make"] = (path, body, key) => desk.make(path, body, key);

describe("pages", () => {
  test.each(bodies)("%s come in pages that hold each exactly once, by id", async (path, body) => {
    for (const id of ["p2", "p1", "p3"]) await make(`/${path}`, { id, ...body });
    const whole = await call<Page>("GET", `/${path}?limit=200`);
    const ids = whole.body.items.map(({ id }) => id);
    expect(whole.body.next).toBeNull();
    expect(ids).toEqual(ids.toSorted());
    expect(ids).toEqual(expect.arrayContaining(["p1", "p2", "p3"]));
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const at: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const page: Page = (await call<Page>("GET", `/${path}?limit=2${at}`)).body;
      expect(page.items.length).toBeLessThanOrEqual(2);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(paged).toEqual(ids);
  });

  test("a cursor that is none and a limit that is none are refused", async () => {
    for (const query of ["cursor=abc", "limit=0", "limit=many", "page=2"])
      expect(await call("GET", `/skills?${query}`)).toMatchObject({
        status: 400,
        body: { code: "REQUEST_INVALID" },
      });
  });
});

describe("a request with a key", () => {
  test("makes one setting, whatever happens to it in between, and however often it is sent at once", async () => {
    const body = { name: "Chess" };
    const [first, twin] = await Promise.all([
      make("/skills", body, "chess"),
      make("/skills", body, "chess"),
    ]);
    expect(first).toMatchObject({ status: 201, body });
    expect(twin.body).toEqual(first.body);
    await call("PATCH", `/skills/${first.body.id}`, { body: { name: "Go" } });
    const again = await make("/skills", body, "chess");
    expect(again).toMatchObject({ status: 201 });
    expect(again.body).toEqual(first.body);
    expect((await call("GET", `/skills/${first.body.id}`)).body).toMatchObject({ name: "Go" });
  });

  test("is refused with another body, or for something else", async () => {
    await make("/skills", { name: "Tennis" }, "tennis");
    for (const other of [
      await make("/skills", { name: "Golf" }, "tennis"),
      await make("/teams", { name: "Tennis" }, "tennis"),
    ])
      expect(other).toMatchObject({ status: 409, body: { code: "COMMAND_ID_REUSED" } });
  });

  test("is another one for another administrator, and may be decided anew where it was refused", async () => {
    await make("/skills", { name: "Judo" }, "judo");
    const person = {
      username: "rita",
      name: "Rita",
      password: "password of rita",
      roles: ["admin"],
    };
    await call("POST", "/users", { body: person });
    const other = await call("POST", "/skills", {
      body: { name: "Sumo" },
      who: "rita",
      key: "judo",
    });
    expect(other).toMatchObject({ status: 201, body: { name: "Sumo" } });
    const list = { id: "late", name: "Late", mrdId: "chat", queueId: "late" };
    expect((await make("/lists", list, "late")).status).toBe(400);
    await make("/queues", { id: "late", name: "Late", mrdId: "chat" });
    expect((await make("/lists", list, "late")).status).toBe(201);
  });

  test("without a key everything is made anew", async () => {
    const one = await make("/skills", { name: "Twice" });
    const other = await make("/skills", { name: "Twice" });
    expect(other.body.id).not.toBe(one.body.id);
  });
});

describe("several administrators at once", () => {
  test("do not undo each other's changes, however long the disk takes", async () => {
    const { engine } = desk.node;
    const configure = engine.configure.bind(engine);
    engine.configure = async (parts, answered) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return configure(parts, answered);
    };
    await make("/queues", { id: "shared", name: "Shared", mrdId: "chat" });
    const codes = ["a", "b", "c"];
    await Promise.all([
      call("PATCH", "/queues/shared", { body: { name: "Everybody's" } }),
      call("PATCH", "/queues/shared", { body: { routing: { maxMisses: 4 } } }),
      ...codes.map((code) =>
        call("POST", "/dispositions", { body: { queueId: "shared", code, label: code } }),
      ),
      call("PATCH", "/agents/ana", { body: { tags: ["vip"] } }),
      call("PATCH", "/agents/ana", { body: { attributes: { floor: 2 } } }),
    ]);
    engine.configure = configure;
    const { body } = await call<{ dispositions: { id: string }[] }>("GET", "/queues/shared");
    expect(body).toMatchObject({ name: "Everybody's", routing: { maxMisses: 4 } });
    expect(body.dispositions.map(({ id }) => id).toSorted()).toEqual(codes);
    expect((await call("GET", "/agents/ana")).body).toMatchObject({
      tags: ["vip"],
      attributes: { floor: 2 },
    });
    await call("PATCH", "/queues/shared", { body: { dispositions: [] } });
  });
});

describe("dispositions", () => {
  test("are given to a queue, read, called otherwise and listed", async () => {
    const body = { queueId: "billing", code: "paid", label: "Paid" };
    const made = await call("POST", "/dispositions", { body, key: "paid" });
    expect(made).toMatchObject({ status: 201, body: { ...body, id: "billing:paid" } });
    expect((await call("POST", "/dispositions", { body, key: "paid" })).body).toEqual(made.body);
    expect(await call("POST", "/dispositions", { body })).toMatchObject({
      status: 409,
      body: { code: "ALREADY_EXISTS" },
    });
    const changed = await call("PATCH", "/dispositions/billing:paid", {
      body: { label: "Settled" },
    });
    expect(changed.body).toEqual({ ...made.body, label: "Settled" });
    expect((await call("GET", "/dispositions/billing:paid")).body).toEqual(changed.body);
    expect((await call<Page>("GET", "/dispositions")).body.items).toEqual([changed.body]);
    const queue = await call("GET", "/queues/billing");
    expect(queue.body).toMatchObject({ dispositions: [{ id: "paid", label: "Settled" }] });
    const nowhere = { ...body, queueId: "none" };
    expect(await call("POST", "/dispositions", { body: nowhere })).toMatchObject({
      status: 404,
      body: { code: "QUEUE_NOT_FOUND" },
    });
    expect((await call("GET", "/dispositions/billing:none")).status).toBe(404);
  });
});

describe("a workflow in the Task Router's words", () => {
  const task_routing = {
    filters: [
      {
        filter_friendly_name: "French",
        expression: "language == 'fr'",
        targets: [{ queue: "billing", priority: 3 }],
      },
    ],
    default_filter: { queue: "tech" },
  };

  test("is made and changed where ours are", async () => {
    const made = await make("/workflows", { id: "tr", name: "TR", task_routing });
    expect(made).toMatchObject({
      status: 201,
      body: {
        filters: [{ name: "French", targets: [{ queueId: "billing", priority: 3 }] }],
        defaultTarget: { queueId: "tech" },
      },
    });
    expect(made.body).not.toHaveProperty("task_routing");
    const without = { task_routing: { filters: [], default_filter: { queue: "tech" } } };
    const changed = await call("PATCH", "/workflows/tr", { body: without });
    expect(changed.body).toMatchObject({
      name: "TR",
      filters: [],
      defaultTarget: { queueId: "tech" },
    });
  });

  test("keeps what a filter of the same name does to tags, for which it has no words", async () => {
    const tags = { add: [{ tag: "vip", weight: 5, required: false }], remove: [], set: null };
    const filter = { name: "French", expression: "", targets: [target], tags };
    await make("/workflows", { id: "tagged", name: "Tagged", filters: [filter] });
    const path = "/workflows/tagged/configuration";
    const { body } = await call("GET", path);
    expect(await call("PUT", path, { body })).toMatchObject({
      status: 200,
      body: { filters: [{ name: "French", tags }] },
    });
  });

  test("is refused where it is wrong", async () => {
    const wrong = { task_routing: { default_filter: { queue: "tech", timeout: "soon" } } };
    expect(await call("PATCH", "/workflows/tr", { body: wrong })).toMatchObject({
      status: 400,
      body: {
        code: "CONFIGURATION_INVALID",
        errors: [{ path: "task_routing.default_filter.timeout" }],
      },
    });
    const nowhere = { task_routing: { default_filter: { queue: "none" } } };
    expect(await call("PUT", "/workflows/tr/configuration", { body: nowhere })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "defaultTarget.queueId" }] },
    });
  });
});

describe("the OpenAPI document", () => {
  test("shows for every setting what is sent to make and to change it", async () => {
    const calls = await callsOf(desk.node);
    for (const [path, body] of bodies) {
      const making = calls.find((each) => each.method === "POST" && each.path === `/${path}`);
      const changing = calls.find(
        (each) => each.method === "PATCH" && each.path === `/${path}/{id}`,
      );
      const made = making && Compile(bodySchemaOf(making) ?? { not: {} });
      const changed = changing && Compile(bodySchemaOf(changing) ?? { not: {} });
      expect([
        path,
        made?.Check(body),
        made?.Check({}),
        made?.Check({ ...body, colour: "red" }),
      ]).toEqual([path, true, false, false]);
      expect([path, changed?.Check({}), changed?.Check({ colour: "red" })]).toEqual([
        path,
        true,
        false,
      ]);
      const names = making?.operation.parameters?.map(({ name }) => name);
      expect([path, names]).toEqual([path, ["idempotency-key"]]);
    }
  });
});

test("what a new workspace begins with, an administrator could have set", () => {
  for (const { kind, body } of starter) {
    const schema = kind in settingsSchemas ? settingsSchemas[kind as SettingKind] : { not: {} };
    expect([kind, body.id, Compile(schema).Errors(body)]).toEqual([kind, body.id, []]);
  }
});
