import { Compile } from "typebox/compile";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { starter } from "../../../../src/node/starter.ts";
import { type SettingKind, settingsSchemas } from "../../../../src/protocol/settings.ts";
import { beginVisit, readyAgent, say } from "../harness.ts";
import { AdminDesk, type Method, type Page, bodySchemaOf, callsOf } from "./admin.ts";

let desk: AdminDesk;
beforeAll(async () => {
  desk = await AdminDesk.open();
});
afterAll(() => desk.node.stop());

const call: AdminDesk["call"] = (method, path, sent) => desk.call(method, path, sent);
const make = (path: string, body: object, key?: string) =>
  call<{ id: string }>("POST", path, { body, ...(key === undefined ? {} : { key }) });

const target = {
  queueId: "billing",
  knownAgent: null,
  priority: null,
  timeoutSec: null,
  expression: null,
  orderBy: [],
  skipIf: null,
};
const bodies: readonly (readonly [string, object])[] = [
  ["queues", { name: "Sales", mrdId: "chat" }],
  ["mrds", { name: "Voice", type: "CX_VOICE" }],
  ["skills", { name: "French" }],
  ["tags", { name: "VIP", weight: 50 }],
  ["teams", { name: "Blue" }],
  ["activities", { label: "Lunch" }],
  ["calendars", { name: "Office", timezone: "Europe/Vienna" }],
  ["lists", { name: "Post", mrdId: "chat", queueId: "billing" }],
  ["sources", { name: "Shop", mrdId: "chat", queueId: "billing" }],
  ["workflows", { name: "All", defaultTarget: target }],
];

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

describe("what is refused", () => {
  test("tells everything that is wrong, with the place of each", async () => {
    const { status, body } = await call<{ errors: { path: string }[] }>(
      "PATCH",
      "/queues/billing",
      {
        body: {
          queuePriority: 11,
          colour: "red",
          serviceLevel: { warnPct: 0 },
          routing: { maxMisses: 0, steps: [{ timeoutSec: -1, skills: [], rule: null }] },
        },
      },
    );
    expect(status).toBe(400);
    expect(body.errors.map(({ path }) => path).toSorted()).toEqual([
      "colour",
      "queuePriority",
      "routing.maxMisses",
      "routing.steps.0.timeoutSec",
      "serviceLevel.warnPct",
    ]);
  });

  test.each<[string, Method, string, object, string]>([
    ["a name that is missing", "POST", "/queues", { mrdId: "chat" }, "name: has to be said"],
    ["an id with blanks", "POST", "/teams", { id: "a b", name: "A" }, "id: "],
    ["a weight of 101", "POST", "/tags", { name: "T", weight: 101 }, "weight: "],
    [
      "units beyond a hundred",
      "PATCH",
      "/mrds/chat",
      { conduct: { units: 101 } },
      "conduct.units: ",
    ],
    ["an offer of no seconds", "PATCH", "/mrds/chat", { offerSec: 0 }, "offerSec: "],
    [
      "a level of eleven",
      "PATCH",
      "/queues/billing",
      { skills: [{ skill: "x", atLeast: 11 }] },
      "skills.0.atLeast: ",
    ],
    [
      "a queue into another medium",
      "POST",
      "/sources",
      { name: "S", mrdId: "p1", queueId: "billing" },
      "queueId: the queue billing is of another medium",
    ],
    [
      "a list of no queue",
      "POST",
      "/lists",
      { name: "L", mrdId: "chat", queueId: "none" },
      "queueId: there is no queue none",
    ],
    [
      "hours of no calendar",
      "PATCH",
      "/queues/billing",
      { routing: { calendarId: "none" } },
      "routing.calendarId: there is no calendar none",
    ],
    ["a zone that is none", "PATCH", "/workspaces/ws", { timezone: "Here" }, "timezone: "],
    [
      "an estimate upside down",
      "PATCH",
      "/queues/billing",
      { routing: { estimatedWait: { minSec: 9, maxSec: 1 } } },
      "routing.estimatedWait: ",
    ],
    [
      "one disposition twice",
      "PATCH",
      "/queues/billing",
      {
        dispositions: [
          { id: "a", label: "A" },
          { id: "a", label: "B" },
        ],
      },
      "dispositions: each id stands once",
    ],
  ])("%s is refused, and nothing of it is kept", async (_what, method, path, body, words) => {
    const collection = `/${path.split("/")[1]}?limit=200`;
    const before = await call("GET", collection);
    const answer = await call<{ detail: string }>(method, path, { body });
    expect(answer).toMatchObject({ status: 400, body: { code: "CONFIGURATION_INVALID" } });
    expect(answer.body.detail).toContain(words);
    expect((await call("GET", collection)).body).toEqual(before.body);
  });

  test("a body that is no object, and an id that cannot be one, are not looked into", async () => {
    for (const body of [[], "text", 7])
      expect(await call("PATCH", "/queues/billing", { body })).toMatchObject({
        status: 400,
        body: { code: "REQUEST_INVALID" },
      });
    const odd = await call("PATCH", "/queues/a%20b", { body: { name: "x" } });
    expect(odd).toMatchObject({ status: 400, body: { code: "REQUEST_INVALID" } });
  });

  test("what is not there is not found", async () => {
    for (const [path] of bodies) {
      expect(await call("GET", `/${path}/none`)).toMatchObject({ status: 404 });
      const change = await call("PATCH", `/${path}/none`, { body: {} });
      expect(change).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    }
  });
});

describe("what others count on", () => {
  test("a queue that a source brings work to cannot be archived, nor become another medium's", async () => {
    for (const [method, body] of [
      ["DELETE", undefined],
      ["PATCH", { mrdId: "p1" }],
    ] as const) {
      const answer = await call<{ detail: string }>(method, "/queues/tech", { body });
      expect(answer).toMatchObject({ status: 400, body: { code: "CONFIGURATION_INVALID" } });
      expect(answer.body.detail).toContain("source web-tech: queueId: ");
    }
    expect((await call("GET", "/queues/tech")).body).toMatchObject({
      archived: false,
      mrdId: "chat",
    });
  });

  test("an archived queue is archived, and nothing new leads there", async () => {
    await make("/queues", { id: "old", name: "Old", mrdId: "chat" });
    expect(await call("DELETE", "/queues/old")).toMatchObject({ body: { archived: true } });
    const list = await make("/lists", { name: "L", mrdId: "chat", queueId: "old" });
    expect(list).toMatchObject({
      status: 400,
      body: { detail: "queueId: the queue old is archived" },
    });
    expect(await call("PATCH", "/queues/old", { body: { archived: false } })).toMatchObject({
      body: { archived: false },
    });
  });

  test.each(["skills", "tags", "teams", "activities", "lists", "workflows"])(
    "%s are archived and taken up again",
    async (path) => {
      const body = bodies.find(([each]) => each === path)?.[1] ?? {};
      await make(`/${path}`, { id: "gone", ...body });
      const ended = await call("DELETE", `/${path}/gone`);
      expect(ended).toMatchObject({ status: 200, body: { id: "gone", archived: true } });
      expect((await call("GET", `/${path}/gone`)).body).toEqual(ended.body);
      const back = await call("PATCH", `/${path}/gone`, { body: { archived: false } });
      expect(back.body).toMatchObject({ archived: false });
    },
  );

  test("a list or workflow that a source leads to stays, and an archived one is led to no more", async () => {
    const list = { id: "post", name: "Post", mrdId: "chat", queueId: "billing" };
    await make("/lists", list);
    await make("/workflows", { id: "way", name: "Way", defaultTarget: target });
    const arrival = { mode: "PULL", listId: "post", workflowId: "way" };
    const source = { id: "mail", name: "Mail", mrdId: "chat", queueId: "billing", arrival };
    expect((await make("/sources", source)).status).toBe(201);
    for (const [path, field] of [
      ["/lists/post", "arrival.listId"],
      ["/workflows/way", "arrival.workflowId"],
    ] as const) {
      const kept = await call<{ detail: string }>("DELETE", path);
      expect(kept.status).toBe(400);
      expect(kept.body.detail).toContain(`source mail: ${field}: `);
    }
    await call("DELETE", "/sources/mail");
    expect((await call("DELETE", "/lists/post")).status).toBe(200);
    const again = await call("PATCH", "/sources/mail", { body: { active: true } });
    expect(again).toMatchObject({
      status: 400,
      body: { detail: "arrival.listId: the list post is archived" },
    });
  });

  test("an archived reason is not offered, and cannot be chosen", async () => {
    await make("/activities", { id: "YOGA", label: "Yoga" });
    const ana = await readyAgent(desk.node, "ana");
    const choose = () => ana.command("agent.setState", { state: "NOT_READY", reason: "YOGA" });
    expect(await choose()).toMatchObject({ end: "APPLIED" });
    await call("DELETE", "/activities/YOGA");
    const offered = await call<Page>("GET", "/reasons?limit=200");
    expect(offered.body.items.map(({ id }) => id)).not.toContain("YOGA");
    expect(await choose()).toMatchObject({ end: "REFUSED", code: "REASON_UNKNOWN" });
  });

  test("a queue stays with its medium while work is in it", async () => {
    await make("/queues", { id: "busy", name: "Busy", mrdId: "chat" });
    await make("/sources", { id: "in", name: "In", mrdId: "chat", queueId: "busy" });
    await say(desk.node, await beginVisit(desk.node, "in"), "Hello");
    await call("DELETE", "/sources/in");
    expect(await call("PATCH", "/queues/busy", { body: { mrdId: "p1" } })).toMatchObject({
      status: 400,
      body: { detail: "mrdId: work of another medium is in the queue" },
    });
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
    const without = { task_routing: { filters: [] } };
    const changed = await call("PATCH", "/workflows/tr", { body: without });
    expect(changed.body).toMatchObject({ name: "TR", filters: [], defaultTarget: null });
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
