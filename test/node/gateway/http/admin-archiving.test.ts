import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginVisit, readyAgent, say } from "../harness.ts";
import { AdminDesk, type Page } from "./admin.ts";
import { bodies, otherMedium, target } from "./settings-bodies.ts";

let desk: AdminDesk;
beforeAll(async () => {
  desk = await AdminDesk.open();
  await desk.make("/mrds", otherMedium);
});
afterAll(() => desk.node.stop());

const call: AdminDesk["call"] = (method, path, sent) => desk.call(method, path, sent);
const make: AdminDesk["make"] = (path, body, key) => desk.make(path, body, key);

describe("what others count on", () => {
  test("a queue that a source brings work to cannot be archived, nor become another medium's", async () => {
    for (const [method, body] of [
      ["DELETE", undefined],
      ["PATCH", { mrdId: otherMedium.id }],
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
    expect(await call("PATCH", "/queues/busy", { body: { mrdId: otherMedium.id } })).toMatchObject({
      status: 400,
      body: { detail: "mrdId: work of another medium is in the queue" },
    });
  });
});
