import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AdminDesk, type Method } from "./admin.ts";
import { otherMedium, target, week } from "./settings-bodies.ts";

/** Settings that contradict each other, name what is not there or can never match are refused as a whole (F44, F11). */

let desk: AdminDesk;
beforeAll(async () => {
  desk = await AdminDesk.open();
  const make = async (path: string, body: object) => {
    const { status, body: made } = await desk.make(path, body);
    if (status !== 201) throw new Error(`${path}: ${JSON.stringify(made)}`);
  };
  await make("/mrds", otherMedium);
  await make("/skills", { id: "driver", name: "Driving licence", kind: "BOOLEAN" });
  await make("/skills", { id: "latin", name: "Latin" });
  await make("/queues", { id: "calls", name: "Calls", mrdId: otherMedium.id });
  await make("/queues", { id: "old", name: "Old", mrdId: "chat" });
  await make("/lists", { id: "calls", name: "Calls", mrdId: otherMedium.id, queueId: "calls" });
  await make("/workflows", { id: "gone", name: "Gone", defaultTarget: target });
  for (const path of ["/queues/old", "/skills/latin", "/workflows/gone"])
    await desk.call("DELETE", path);
});
afterAll(() => desk.node.stop());

const step = (skill: string, atLeast = 5) => ({
  timeoutSec: 10,
  skills: [{ skill, atLeast }],
  rule: null,
});
const steps = (...each: object[]) => ({ routing: { steps: each } });
const filter = (expression: string, more: object = {}) => ({
  name: "F",
  expression,
  targets: [{ ...target, ...more }],
  tags: null,
});
const queue = "/queues/billing";
const source = "/sources/web-billing";

type Row = readonly [path: string, body: object, place: string, words: string];
const rows: readonly Row[] = [
  // What is named is there: every field of every kind that names another setting.
  ["/workspaces/ws", { defaultQueueId: "non" }, "defaultQueueId", 'no queue "non"'],
  [queue, { mrdId: "chatt" }, "mrdId", 'did you mean "chat"'],
  [queue, { skills: [{ skill: "x", atLeast: 1 }] }, "skills.0.skill", 'no skill "x"'],
  [queue, steps(step("frensh")), "routing.steps.0.skills.0.skill", 'did you mean "french"?'],
  [queue, steps(step("latin")), "routing.steps.0.skills.0.skill", "latin is archived"],
  [queue, { routing: { membership: "skills.frnch > 2" } }, "routing.membership", "french"],
  [queue, { routing: { membership: "skills HAS 'frnch'" } }, "routing.membership", "french"],
  [
    queue,
    steps({ timeoutSec: 1, skills: [], rule: "worker.skills.no > 1" }),
    "routing.steps.0.rule",
    'no skill "no"',
  ],
  [queue, { routing: { calendarId: "c" } }, "routing.calendarId", 'no calendar "c"'],
  [
    queue,
    { routing: { maxWait: { sec: 9, wayOut: { action: "OVERFLOW_QUEUE", queueId: "teck" } } } },
    "routing.maxWait.wayOut.queueId",
    'did you mean "tech"?',
  ],
  [
    queue,
    { routing: { maxWait: { sec: 9, wayOut: { action: "OVERFLOW_QUEUE", queueId: "old" } } } },
    "routing.maxWait.wayOut.queueId",
    "old is archived",
  ],
  [
    queue,
    { routing: { maxWait: { sec: 9, wayOut: { action: "WORKFLOW", workflowId: "gone" } } } },
    "routing.maxWait.wayOut.workflowId",
    "gone is archived",
  ],
  [
    queue,
    { routing: { closedHours: { action: "CALLBACK", queueId: "nowhere" } } },
    "routing.closedHours.queueId",
    'no queue "nowhere"',
  ],
  [source, { mrdId: "m" }, "mrdId", 'no mrd "m"'],
  [source, { queueId: "q9" }, "queueId", 'no queue "q9"'],
  [source, { arrival: { workflowId: "w" } }, "arrival.workflowId", 'no workflow "w"'],
  [source, { arrival: { listId: "l9" } }, "arrival.listId", 'no list "l9"'],
  ["/lists/calls", { mrdId: "m" }, "mrdId", 'no mrd "m"'],
  ["/lists/calls", { queueId: "q9" }, "queueId", 'no queue "q9"'],
  [
    "/workflows/gone",
    { defaultTarget: { ...target, queueId: "q9" } },
    "defaultTarget.queueId",
    "q9",
  ],
  [
    "/workflows/gone",
    { filters: [filter("type == 'a'", { queueId: "q9" })] },
    "filters.0.targets.0.queueId",
    "q9",
  ],
  [
    "/workflows/gone",
    { filters: [filter("type == 'a'", { expression: "worker.skills.frensh > 2" })] },
    "filters.0.targets.0.expression",
    'did you mean "french"?',
  ],
  [
    "/workflows/gone",
    {
      filters: [filter("type == 'a'", { orderBy: [{ field: "skills.no", direction: "ASC" }] })],
    },
    "filters.0.targets.0.orderBy.0.field",
    'no skill "no"',
  ],
  ["/agents/ana", { queueIds: ["q9"] }, "queueIds.0", "q9"],
  ["/agents/ana", { teamIds: ["t9"] }, "teamIds.0", "t9"],
  ["/agents/ana", { skills: { frensh: 3 } }, "skills.frensh", 'did you mean "french"?'],
  [
    "/agents/ana",
    { capacities: [{ mrdId: "m", soft: 1, max: 1 }] },
    "capacities.0.mrdId",
    'no mrd "m"',
  ],
  ["/users/ana", { queueIds: ["q9"] }, "queueIds.0", "q9"],
  // What contradicts itself, or can never match.
  [queue, { dispositionRequired: true }, "dispositionRequired", "no dispositions to choose from"],
  [queue, steps(step("driver", 2)), "routing.steps.0.skills.0.atLeast", "no levels above 1"],
  [
    queue,
    {
      skills: [
        { skill: "french", atLeast: 1 },
        { skill: "french", atLeast: 9 },
      ],
    },
    "skills",
    "stands once",
  ],
  [
    queue,
    { routing: { membership: "level > 3 AND level < 2" } },
    "routing.membership",
    "nothing can ever match",
  ],
  [
    queue,
    { routing: { maxWait: { sec: 9, wayOut: { action: "OVERFLOW_QUEUE", queueId: "billing" } } } },
    "routing.maxWait.wayOut.queueId",
    "into itself",
  ],
  [
    queue,
    { routing: { closedHours: { action: "OVERFLOW_QUEUE", queueId: "billing" } } },
    "routing.closedHours.queueId",
    "into itself",
  ],
  [
    queue,
    { routing: { estimatedWait: { minSec: 9, maxSec: 1 } } },
    "routing.estimatedWait",
    "above",
  ],
  [source, { queueId: "calls" }, "queueId", "another medium"],
  [source, { arrival: { listId: "calls" } }, "arrival.listId", "another medium"],
  [source, { arrival: { mode: "PULL" } }, "arrival.listId", "names its list"],
  [source, { sites: ["javascript:alert(1)"] }, "sites.0", "the address of a site"],
  [source, { sites: ["https://a.example:99999"] }, "sites.0", "no address"],
  ["/lists/calls", { queueId: "billing" }, "queueId", "another medium"],
  ["/workflows/gone", { filters: [], defaultTarget: null }, "filters", "nowhere"],
  [
    "/workflows/gone",
    { filters: [filter("type == 'a'"), filter("type == 'a'")] },
    "filters.1.expression",
    "takes nothing",
  ],
  [
    "/workflows/gone",
    { filters: [filter("type == 'a' AND type != 'a'")] },
    "filters.0.expression",
    "nothing can ever match",
  ],
  ["/agents/ana", { skills: { driver: 2 } }, "skills.driver", "has it at 1"],
  [
    "/agents/ana",
    {
      capacities: [
        { mrdId: "chat", soft: 1, max: 1 },
        { mrdId: "chat", soft: 2, max: 2 },
      ],
    },
    "capacities",
    "stands once",
  ],
  [
    "/agents/ana",
    { capacities: [{ mrdId: "chat", soft: 3, max: 1 }] },
    "capacities.0.soft",
    "above",
  ],
  ["/users/ana", { roles: [] }, "roles", "cannot be empty"],
];

describe("a change is refused as a whole, with the place and in words", () => {
  test.each(rows)("%s %j", async (path, body, place, words) => {
    const before = await desk.call("GET", path);
    const answer = await desk.call<{ errors?: { path: string; message: string }[] }>(
      "PATCH",
      path,
      {
        body: { ...body, ...(path.startsWith("/users") ? {} : { name: "Another name" }) },
      },
    );
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("errors")]);
    const fault = answer.body.errors?.find((each) => each.path === place);
    expect(fault?.message).toContain(words);
    expect((await desk.call("GET", path)).body).toEqual(before.body);
  });

  test.each<[string, Method, string, object, string]>([
    ["a calendar without hours", "POST", "/calendars", { name: "C" }, "week"],
    [
      "a calendar closed all week",
      "POST",
      "/calendars",
      { name: "C", week: [[], [], [], [], [], [], []] },
      "week",
    ],
    ["a workflow that leads nowhere", "POST", "/workflows", { name: "W" }, "filters"],
    ["a queue of blanks", "POST", "/queues", { name: "   ", mrdId: "chat" }, "name"],
  ])("%s is not made", async (_what, method, path, body, place) => {
    const answer = await desk.call<{ errors: { path: string }[] }>(method, path, { body });
    expect([answer.status, answer.body.errors[0]?.path]).toEqual([400, place]);
  });

  test("a calendar that opens on a single holiday is one", async () => {
    const closed = week.map(() => []);
    const holidays = [{ date: "2026-12-24", name: "Eve", periods: [{ from: 480, to: 720 }] }];
    expect((await desk.make("/calendars", { name: "Eve", week: closed, holidays })).status).toBe(
      201,
    );
  });
});

test("a skill that a step still asks for is not taken out of use", async () => {
  await desk.call("PATCH", queue, { body: steps(step("french")) });
  const answer = await desk.call<{ detail: string }>("DELETE", "/skills/french");
  expect([answer.status, answer.body.detail]).toEqual([
    400,
    "queue billing: routing.steps.0.skills.0.skill: the skill french is archived",
  ]);
  await desk.call("PATCH", queue, { body: steps() });
});

test("what was wrong before is not in the way of a change that does not touch it", async () => {
  const kept = desk.node.engine.live.row("DIRECTORY", "SOURCE:web-billing")?.row.body;
  expect(kept).toMatchObject({ sites: ["https://shop.example", "not a site; script-src *"] });
  expect((await desk.call("PATCH", source, { body: { name: "Billing" } })).status).toBe(200);
  const sites = ["https://other.example", "not a site; script-src *"];
  expect((await desk.call("PATCH", source, { body: { sites } })).status).toBe(200);
  const worse = ["https://other.example", "not a site either"];
  expect((await desk.call("PATCH", source, { body: { sites: worse } })).status).toBe(400);
});

test("a folder that nothing can ever be in is refused; one that names who is not there yet is kept", async () => {
  const save = async (rule: string) =>
    desk.call<{ detail?: string }>("POST", "/commands", {
      who: "sam",
      body: {
        id: `save-${Math.random()}`,
        type: "folder.save",
        body: { folderId: "f1", name: "Late", rule, shared: false, position: 1 },
      },
    });
  const never = await save("age > 5m AND age < 2m");
  expect(never).toMatchObject({ status: 400, body: { code: "RULE_INVALID" } });
  expect(never.body.detail).toContain("nothing can ever match");
  expect((await save("queue == 'Not there yet'")).status).toBe(200);
});
