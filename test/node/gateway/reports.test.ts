import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import type {
  AgentReport,
  QueueReport,
  QueueStanding,
} from "../../../src/protocol/http-statistics.ts";
import { addPerson, ask, beginVisit, readyAgent, say, startNode, tokenOf } from "./harness.ts";

const api = "/api/v1";
let node: RunningNode;
let inHand: QueueStanding;

interface Period<R> {
  readonly total: R;
  readonly intervals: readonly R[];
}
const report = async <R>(who: string, path: string) =>
  ask<Period<R>>(node, api + path, { token: await tokenOf(node, who) });

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "ben", queues: ["tech"] });
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  const ana = await readyAgent(node, "ana");
  await say(node, await beginVisit(node, "web-billing", "Vera"), "hello");
  await ana.until(() => ana.rowsOf("TASK").some(({ offer }) => offer !== null));
  const task = ana.rowsOf("TASK")[0];
  await ana.command("offer.accept", { taskId: task?.id, offerId: task?.offer?.id });
  const token = await tokenOf(node, "root");
  inHand = (await ask<QueueStanding>(node, `${api}/queues/billing/statistics`, { token })).body;
  const word = { interactionId: task?.interactionId, messageId: "m-1", body: "One moment" };
  await ana.command("message.post", word);
  await ana.command("task.resolve", { taskId: task?.id });
  await ana.command("wrapup.submit", { taskId: task?.id, dispositions: [], note: "" });
});
afterAll(() => node.stop());

test("a queue's report: what was decided, with its measures, in as many intervals as asked for", async () => {
  const { status, body } = await report<QueueReport>("ana", "/queues/billing/report?step=60");
  expect(status).toBe(200);
  expect(body.total).toMatchObject({
    offered: 1,
    serviceLevel: { numerator: 1, denominator: 1 },
    counters: { answered: 1, accepted: 1, handled: 1 },
    table: { offered: 1, slAnswered: 1 },
  });
  expect(body.intervals.length).toBeGreaterThanOrEqual(24);
  expect(body.intervals.reduce((sum, each) => sum + each.offered, 0)).toBe(1);
});

test("picking up and answering are two figures, and what is in hand is counted as such (S4)", async () => {
  expect(inHand).toMatchObject({ active: 1, waiting: 0, today: { answered: 1, firstAnswers: 0 } });
  const { total } = (await report<QueueReport>("ana", "/queues/billing/report")).body;
  expect(total.counters).toMatchObject({ answered: 1, firstAnswers: 1, nextAnswers: 0 });
  expect(total).toMatchObject({ firstAnswerLevel: null, nextAnswerLevel: null });
  expect(total.averageFirstAnswerMs).toBeGreaterThan(0);
});

test("a medium is the sum of its queues, and everything the sum of all that one may see", async () => {
  const medium = await report<QueueReport>("root", "/mrds/chat/report");
  expect(medium.body.total.offered).toBe(1);
  expect((await report<QueueReport>("root", "/report")).body.total.offered).toBe(1);
  expect((await report<QueueReport>("ben", "/report")).body.total.offered).toBe(0);
});

test("an agent's report is their own: offers, work, and time that still runs", async () => {
  const { body } = await report<AgentReport>("ana", "/agents/ana/report");
  expect(body.total.counters).toMatchObject({ accepted: 1, handled: 1, firstAnswers: 1 });
  expect(body.total).toMatchObject({ firstAnswerLevel: null, averageNextAnswerMs: null });
  expect(body.total.averageFirstAnswerMs).toBeGreaterThan(0);
  expect(body.total.counters.loggedInMs).toBeGreaterThan(0);
  const foreign = await report("ben", "/agents/ana/report");
  expect(foreign).toMatchObject({ status: 404, body: { code: "AGENT_NOT_FOUND" } });
});

test.each([
  ["/queues/tech/report", 404, "QUEUE_NOT_FOUND"],
  ["/queues/billing/report?step=7", 400, "REQUEST_INVALID"],
  ["/queues/billing/report?from=yesterday", 400, "REQUEST_INVALID"],
  ["/queues/billing/report?from=2026-01-02&to=2026-01-01", 400, "REQUEST_INVALID"],
  ["/queues/billing/report?from=2026-01-01&to=2026-12-01&step=5", 400, "REQUEST_INVALID"],
])("%s is refused", async (path, status, code) => {
  expect(await report("ana", path)).toMatchObject({ status, body: { code } });
});
