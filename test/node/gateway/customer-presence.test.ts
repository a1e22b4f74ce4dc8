import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import type { VisitorReply } from "../../../src/protocol/http.ts";
import { FakeTime, settle } from "../engine/fake-time.ts";
import { Client, addPerson, ask, beginVisit, say, startNode, tokenOf } from "./harness.ts";

const api = "/api/v1";
let node: RunningNode;
let time: FakeTime;

beforeAll(async () => {
  time = new FakeTime();
  node = await startNode({ time });
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  const changes = { sites: [], sessionBound: true, absentAfterSec: 90, onAbsent: "END" };
  const reply = await set(changes);
  expect([reply.status, reply.body]).toMatchObject([200, changes]);
});
afterAll(() => node.stop());

const set = async (body: object) =>
  ask(node, `${api}/sources/web-tech`, {
    method: "PATCH",
    token: await tokenOf(node, "root"),
    body,
  });

const stateOf = (visit: VisitorReply) => {
  const rows = Array.from(node.engine.live.rows("INTERACTION"), ({ row }) => row);
  const row = rows.find(({ threadId }) => threadId === visit.threadId);
  return row === undefined ? "GONE" : (row.clocks.presence?.awaySince ?? "THERE");
};

async function pageOf(visit: VisitorReply): Promise<Client> {
  const page = new Client(node);
  await page.hello(visit.token);
  return page;
}

async function shut(page: Client): Promise<void> {
  page.close();
  await page.until(() => page.closed !== null);
  await new Promise((resolve) => setTimeout(resolve, 50));
}

async function pass(ms: number): Promise<void> {
  await time.pass(ms);
  await settle();
}

test("who has closed the last of two pages is away since then, and ends the session by the source's grace (F23)", async () => {
  const visit = await beginVisit(node, "web-tech", "Ann");
  const [one, other] = [await pageOf(visit), await pageOf(visit)];
  await say(node, visit, "hello");
  await shut(one);
  await pass(40_000);
  expect(stateOf(visit)).toBe("THERE");
  await shut(other);
  const left = node.engine.now();
  await pass(10_000);
  expect(stateOf(visit)).toBe(left);
  await pass(80_000);
  expect(stateOf(visit)).toBe("GONE");
});

test.each(["/visitor/messages", "/visitor/wait"])(
  "a page that only asks for %s is there as long as it asks (F23)",
  async (path) => {
    const visit = await beginVisit(node, "web-tech", "Bob");
    await say(node, visit, "hello");
    for (let times = 0; times < 5; times += 1) {
      await pass(30_000);
      await ask(node, `${api}${path}`, { token: visit.token });
    }
    expect(stateOf(visit)).toBe("THERE");
    await pass(90_000);
    expect(stateOf(visit)).toBe("GONE");
  },
);

test.each([
  [{ absentAfterSec: 9 }, "absentAfterSec"],
  [{ onAbsent: "FORGET" }, "onAbsent"],
])("a grace of %j is refused with its path (F23)", async (body, path) => {
  const reply = await set(body);
  expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(path)]);
});

test("what a customer wrote while the line was down says when, over HTTP too (F18)", async () => {
  const visit = await beginVisit(node, "web-tech", "Cem");
  await pass(120_000);
  const writtenAt = node.engine.now() - 60_000;
  const { token } = visit;
  const body = { body: "are you there?", writtenAt };
  expect((await ask(node, `${api}/visitor/messages`, { token, body })).status).toBe(201);
  const reply = await ask(node, `${api}/visitor/messages`, { token });
  expect(reply.body).toMatchObject({ messages: [{ body: "are you there?", writtenAt }] });
});
