import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import type {
  AgentStanding,
  QueueStanding,
  QueuesStanding,
} from "../../../src/protocol/http-statistics.ts";
import { addPerson, ask, beginVisit, readyAgent, say, startNode, tokenOf } from "./harness.ts";

const api = "/api/v1";
let node: RunningNode;

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  await addPerson(node, { username: "ana", queues: ["billing", "tech"], teams: ["red"] });
  await addPerson(node, { username: "ben", queues: ["tech"] });
  await addPerson(node, {
    username: "sue",
    queues: ["billing"],
    teams: ["red"],
    role: "supervisor",
  });
});
afterAll(() => node.stop());

const read = async <T>(who: string, path: string) =>
  ask<T>(node, api + path, { token: await tokenOf(node, who) });
const set = async (queueId: string, body: object) =>
  ask(node, `${api}/queues/${queueId}`, {
    method: "PATCH",
    token: await tokenOf(node, "root"),
    body,
  });
const calm = { NONE: 0, ON_TRACK: 0, SOON: 0, CRITICAL: 0, BREACHED: 0 };

/** In order: first everybody waits and nobody is there, then Ana comes. */
describe("how queues stand now", () => {
  test("what waits, since when, and where the promise to answer it stands", async () => {
    await set("billing", { serviceLevel: { thresholdSec: 1 } });
    await say(node, await beginVisit(node, "web-billing", "Ann"), "hello");
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    const late = await read<QueueStanding>("sue", "/queues/billing/statistics");
    expect(late.body.bands).toEqual({ ...calm, BREACHED: 1 });
    // A longer threshold holds for what waits already, and the answer says so (F5).
    const longer = await set("billing", { serviceLevel: { thresholdSec: 60 } });
    expect(longer.body).toMatchObject({ movedDeadlines: 1 });
    await say(node, await beginVisit(node, "web-billing", "Bob"), "hello");
    await say(node, await beginVisit(node, "web-tech", "Cid"), "hello");
    const { status, body } = await read<QueueStanding>("sue", "/queues/billing/statistics");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      waiting: 2,
      active: 0,
      bands: { ...calm, ON_TRACK: 2 },
      agents: { on: 0 },
      estimatedWaitMs: null,
      serviceLevel: { thresholdSec: 60, last30Min: null, today: null },
    });
    expect(body.oldestWaitMs).toBeGreaterThanOrEqual(1_000);
  });

  test("who is there: an agent of two queues stands in both, and once in what they make together", async () => {
    await readyAgent(node, "ana");
    const ofMedium = await read<QueuesStanding>("root", "/mrds/chat/statistics");
    expect(ofMedium.body.agents.on).toBe(1);
    expect(ofMedium.body.queues.map(({ queueId, agents }) => [queueId, agents.on])).toEqual([
      ["billing", 1],
      ["tech", 1],
    ]);
    expect(ofMedium.body.mrdStates).toEqual({ chat: { LOGOUT: 2, RESERVED: 1 } });
    expect(ofMedium.body).toMatchObject({
      waiting: 3,
      bands: { ...calm, ON_TRACK: 3 },
    });
  });

  test("how long whoever comes now may wait: ninety seconds for each in line, shared by those there", async () => {
    const billing = await read<QueueStanding>("sue", "/queues/billing/statistics");
    expect(billing.body).toMatchObject({ waiting: 2, agents: { free: 0, on: 1 } });
    expect(billing.body.estimatedWaitMs).toBe(3 * 90_000);
  });

  test("everybody sees their own queues and no others; a medium without one of them is not there", async () => {
    const ofBen = await read<QueuesStanding>("ben", "/statistics");
    expect(ofBen.body).toMatchObject({ waiting: 1, bands: { ...calm, ON_TRACK: 1 } });
    expect(ofBen.body.queues.map(({ queueId }) => queueId)).toEqual(["tech"]);
    expect((await read<QueuesStanding>("root", "/statistics")).body.waiting).toBe(3);
    for (const path of ["/queues/billing/statistics", "/mrds/none/statistics"])
      expect(await read("ben", path)).toMatchObject({
        status: 404,
        body: { code: "QUEUE_NOT_FOUND" },
      });
  });
});

describe("how an agent stands now", () => {
  test("what they are doing, on every medium, and what they did today", async () => {
    const { body } = await read<AgentStanding>("ana", "/agents/ana/statistics");
    expect(body).toMatchObject({ agentId: "ana", state: "READY", occupation: "READY" });
    expect(body.mrds).toMatchObject([{ mrdId: "chat", active: 0, wrapUp: 0, maxTasks: 2 }]);
    expect(body.today.counters.loggedInMs).toBeGreaterThan(0);
    expect(body.today.ronaRate).toBeNull();
  });

  test.each([
    ["ana", 200],
    ["sue", 200],
    ["root", 200],
    ["ben", 404],
  ])("asked by %s: %i", async (who, status) => {
    expect((await read(who, "/agents/ana/statistics")).status).toBe(status);
    expect((await read(who, "/agents/ana/report")).status).toBe(status);
  });
});
