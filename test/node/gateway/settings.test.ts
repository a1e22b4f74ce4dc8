import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TaskRouterConfiguration } from "../../../src/protocol/task-router.ts";
import { type Administrator, openAdministrator } from "./administrator.ts";
import { tokenOf } from "./harness.ts";
import type { Method } from "./http/admin.ts";
import { target, week } from "./http/settings-bodies.ts";

let node: Administrator["node"];
let call: Administrator["call"];

beforeAll(async () => {
  ({ node, call } = await openAdministrator());
});
afterAll(() => node.stop());

describe("what a workspace is set to, over HTTP", () => {
  test.each<[string, object]>([
    ["queues", { name: "Sales", mrdId: "chat" }],
    ["mrds", { name: "Voice", type: "CX_VOICE" }],
    ["skills", { name: "French" }],
    ["tags", { name: "VIP", weight: 50 }],
    ["teams", { name: "Blue" }],
    ["activities", { label: "Lunch" }],
    ["calendars", { name: "Office", timezone: "Europe/Vienna", week }],
    ["lists", { name: "Post", mrdId: "chat", queueId: "billing" }],
    ["sources", { name: "Shop", mrdId: "chat", queueId: "billing" }],
    [
      "workflows",
      { name: "All", filters: [{ name: "f", expression: "", targets: [target], tags: null }] },
    ],
  ])("a new one of %s is made, read, changed and listed", async (path, body) => {
    const id = `new-${path}`;
    const made = await call("POST", `/${path}`, { id, ...body });
    expect(made).toMatchObject({ status: 201, body: { id, ...body } });
    expect((await call("GET", `/${path}/${id}`)).body).toEqual(made.body);
    const again = await call("POST", `/${path}`, { id, ...body });
    expect(again).toMatchObject({ status: 409, body: { code: "ALREADY_EXISTS" } });
    const field = path === "activities" ? "label" : "name";
    const changed = await call("PATCH", `/${path}/${id}`, { [field]: "Other" });
    expect(changed.body).toEqual({ ...made.body, [field]: "Other" });
    const listed = await call<{ items: { id: string }[] }>("GET", `/${path}`);
    expect(listed.body.items.map((each) => each.id)).toContain(id);
  });

  test("settings within settings are changed field by field", async () => {
    const steps = [{ timeoutSec: 20, skills: [], rule: "skills.french >= 3" }];
    const { body } = await call("PATCH", "/queues/billing", { routing: { steps } });
    expect(body).toMatchObject({ name: "billing", routing: { steps, enabled: true } });
    await call("PATCH", "/queues/billing", { routing: { steps: [] } });
  });

  test("everybody may read them, administrators alone may write", async () => {
    const token = await tokenOf(node, "ana");
    expect((await call("GET", "/mrds", undefined, token)).status).toBe(200);
    for (const [method, path] of [
      ["POST", "/skills"],
      ["PATCH", "/queues/billing"],
      ["DELETE", "/queues/billing"],
      ["POST", "/users"],
      ["PATCH", "/agents/ana"],
      ["GET", "/users"],
    ] as const) {
      const person = { username: "eve", name: "Eve", password: "long enough 12", roles: ["agent"] };
      const body = path === "/users" ? person : { name: "x" };
      const answer = await call(
        method,
        path,
        method === "POST" || method === "PATCH" ? body : undefined,
        token,
      );
      expect(answer).toMatchObject({ status: 403, body: { code: "NOT_PERMITTED" } });
    }
  });

  test.each<[string, Method, string, object, string, string]>([
    [
      "a queue of no medium",
      "POST",
      "/queues",
      { name: "Q", mrdId: "none" },
      "CONFIGURATION_INVALID",
      'mrdId: there is no mrd "none"',
    ],
    [
      "a priority of eleven",
      "PATCH",
      "/queues/billing",
      { queuePriority: 11 },
      "CONFIGURATION_INVALID",
      "queuePriority:",
    ],
    [
      "a field that is none",
      "PATCH",
      "/queues/billing",
      { colour: "red" },
      "CONFIGURATION_INVALID",
      "",
    ],
    [
      "eleven steps",
      "PATCH",
      "/queues/billing",
      {
        routing: {
          steps: Array.from({ length: 11 }, () => ({ timeoutSec: 1, skills: [], rule: null })),
        },
      },
      "CONFIGURATION_INVALID",
      "routing.steps:",
    ],
    [
      "a rule that cannot be read",
      "PATCH",
      "/queues/billing",
      { routing: { membership: "skils.french > 1" } },
      "RULE_INVALID",
      "routing.membership: there is no field skils.french",
    ],
    [
      "a rule nobody can meet",
      "PATCH",
      "/queues/billing",
      { routing: { membership: "skills.french > 3 AND skills.french < 2" } },
      "RULE_INVALID",
      "nothing can ever match",
    ],
    [
      "an overflow into itself",
      "PATCH",
      "/queues/billing",
      {
        routing: { maxWait: { sec: 5, wayOut: { action: "OVERFLOW_QUEUE", queueId: "billing" } } },
      },
      "CONFIGURATION_INVALID",
      "cannot overflow into itself",
    ],
    [
      "a calendar in no zone",
      "POST",
      "/calendars",
      { name: "X", timezone: "Mars/Base", week },
      "CONFIGURATION_INVALID",
      "timezone",
    ],
    [
      "a day of 25 hours",
      "POST",
      "/calendars",
      { name: "X", week: [[{ from: 0, to: 1500 }], [], [], [], [], [], []] },
      "CONFIGURATION_INVALID",
      "week.0",
    ],
    [
      "a source that is pulled from nowhere",
      "POST",
      "/sources",
      { name: "X", mrdId: "chat", queueId: "billing", arrival: { mode: "PULL" } },
      "CONFIGURATION_INVALID",
      "names its list",
    ],
    [
      "a workflow into no queue",
      "POST",
      "/workflows",
      { name: "X", defaultTarget: { ...target, queueId: "none" } },
      "CONFIGURATION_INVALID",
      "defaultTarget.queueId",
    ],
    [
      "a target's rule",
      "POST",
      "/workflows",
      { name: "X", defaultTarget: { ...target, expression: "task.a IN" } },
      "RULE_INVALID",
      "defaultTarget.expression",
    ],
    [
      "a default queue that is none",
      "PATCH",
      "/workspaces/ws",
      { defaultQueueId: "none" },
      "CONFIGURATION_INVALID",
      "defaultQueueId",
    ],
  ])("%s is refused where it is", async (_what, method, path, body, code, words) => {
    const answer = await call<{ detail: string }>(method, path, body);
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(answer.body.detail).toContain(words);
  });

  test("nothing is deleted: a queue is archived, a source closes", async () => {
    expect((await call("DELETE", "/queues/new-queues")).body).toMatchObject({ archived: true });
    expect((await call("DELETE", "/sources/new-sources")).body).toMatchObject({ active: false });
    expect(await call("DELETE", "/queues/none")).toMatchObject({ status: 404 });
  });

  test("a new medium is every agent's, switched off, with its own limit", () => {
    const row = node.engine.live.row("AGENT", "ana")?.row;
    expect(row?.mrds.find((each) => each.mrdId === "new-mrds")).toMatchObject({
      toggle: false,
      maxTasks: 1,
    });
  });
});

describe("a workflow in the Task Router's own words", () => {
  test("is written and read back as it was", async () => {
    const configuration: TaskRouterConfiguration = {
      task_routing: {
        filters: [
          {
            filter_friendly_name: "Support",
            expression: "type=='support'",
            targets: [
              {
                queue: "billing",
                priority: 10,
                timeout: 30,
                expression: "task.language IN worker.languages",
                order_by: "worker.level DESC",
                skip_if: "workers.available == 0",
                known_worker_sid: "task.last_agent",
              },
            ],
          },
        ],
        default_filter: { queue: "tech" },
      },
    };
    const path = "/workflows/new-workflows/configuration";
    expect((await call("PUT", path, configuration)).status).toBe(200);
    expect((await call("GET", path)).body).toEqual(configuration);
    const { body } = await call("GET", "/workflows/new-workflows");
    expect(body).toMatchObject({
      filters: [{ targets: [{ orderBy: [{ field: "attributes.level", direction: "DESC" }] }] }],
    });
  });
});
