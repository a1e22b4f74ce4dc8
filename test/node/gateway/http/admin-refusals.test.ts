import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AdminDesk, type Method } from "./admin.ts";
import { bodies, otherMedium } from "./settings-bodies.ts";

let desk: AdminDesk;
beforeAll(async () => {
  desk = await AdminDesk.open();
  await desk.make("/mrds", otherMedium);
});
afterAll(() => desk.node.stop());

const call: AdminDesk["call"] = (method, path, sent) => desk.call(method, path, sent);

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
    ["a name that is missing", "POST", "/queues", { mrdId: "chat" }, "name: is required"],
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
      { name: "S", mrdId: otherMedium.id, queueId: "billing" },
      "queueId: the queue billing is of another medium",
    ],
    [
      "a list of no queue",
      "POST",
      "/lists",
      { name: "L", mrdId: "chat", queueId: "none" },
      'queueId: there is no queue "none"',
    ],
    [
      "hours of no calendar",
      "PATCH",
      "/queues/billing",
      { routing: { calendarId: "none" } },
      'routing.calendarId: there is no calendar "none"',
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
