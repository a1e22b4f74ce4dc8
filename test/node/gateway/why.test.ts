import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import type { Queue } from "../../../src/domain/queue.ts";
import { type AgentRow, agentFromRow } from "../../../src/protocol/rows/other-rows.ts";
import type { CandidatesReply, WhyReply } from "../../../src/protocol/http-why.ts";
import { addPerson, ask, beginVisit, readyAgent, say, startNode, tokenOf } from "./harness.ts";

const api = "/api/v1";
let node: RunningNode;
let taskOf: (queueId: string) => string;

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "ben", queues: ["tech"] });
  await addPerson(node, { username: "sam", queues: ["tech"], role: "supervisor", teams: ["red"] });
  const ana = await readyAgent(node, "ana");
  for (const queue of ["billing", "tech"])
    await say(node, await beginVisit(node, `web-${queue}`, "Vera"), "hello");
  await ana.until(() => ana.rowsOf("TASK").some(({ offer }) => offer !== null));
  taskOf = (queueId) =>
    [...node.engine.live.rows("TASK")].find(({ row }) => row.queueId === queueId)?.row.id ?? "";
});
afterAll(() => node.stop());

describe("the routing of a task explains itself over HTTP", () => {
  test("why me: the policy, who else, and what took how many out", async () => {
    const token = await tokenOf(node, "ana");
    const path = `${api}/tasks/${taskOf("billing")}/why`;
    const { status, body } = await ask<WhyReply>(node, path, { token });
    expect(status).toBe(200);
    expect(body.waiting).toBeNull();
    expect(body.assignment).toMatchObject({
      policy: "LONGEST_AVAILABLE",
      step: 0,
      considered: 3,
      filteredOut: { NOT_IN_QUEUE: 2 },
    });
  });

  test("why is this waiting: nobody is signed in, and the next instant is the end of its time", async () => {
    const token = await tokenOf(node, "ben");
    const { body } = await ask<WhyReply>(node, `${api}/tasks/${taskOf("tech")}/why`, { token });
    expect(body.assignment).toBeNull();
    expect(body.waiting).toMatchObject({
      routing: "QUEUED",
      position: 1,
      able: 0,
      filteredOut: { NOT_IN_QUEUE: 1, NOT_SIGNED_IN: 2 },
    });
    expect(body.waiting?.next.map(({ what }) => what)).toEqual(["REQUEST_EXPIRES"]);
    expect(body.waiting?.next[0]?.at).toBeGreaterThan(body.now);
  });

  test("who could take it: names for the supervisor of the queue, and for nobody else", async () => {
    const path = `${api}/tasks/${taskOf("tech")}/candidates`;
    const sam = await ask<CandidatesReply>(node, path, { token: await tokenOf(node, "sam") });
    expect(sam.body.total).toBe(3);
    expect(sam.body.items.at(-1)).toMatchObject({ name: "Name of ana", obstacle: "NOT_IN_QUEUE" });
    const ben = await ask(node, path, { token: await tokenOf(node, "ben") });
    expect(ben).toMatchObject({ status: 403, body: { code: "NOT_PERMITTED" } });
    const limited = await ask<CandidatesReply>(node, `${path}?limit=1`, {
      token: await tokenOf(node, "sam"),
    });
    expect(limited.body.items).toHaveLength(1);
  });

  test("who could take it says what is lacking as a sentence (F38)", async () => {
    const kept = node.engine.live.row("DIRECTORY", "QUEUE:tech")?.row.body as Queue;
    const skill = "french";
    const steps = [{ timeoutSec: 0, skills: [{ skill, atLeast: 5 }], rule: null }];
    const agent = agentFromRow(node.engine.live.row("AGENT", "ben")?.row as AgentRow);
    await node.engine.configure({
      directory: [
        { kind: "SKILL", body: { id: skill, name: "French", kind: "PROFICIENCY_LEVEL" } },
        { kind: "QUEUE", body: { ...kept, routing: { ...kept.routing, steps } } },
      ],
      agents: [{ ...agent, skills: { french: 2 } }],
    });
    const token = await tokenOf(node, "sam");
    const path = `${api}/tasks/${taskOf("tech")}/candidates`;
    const { body } = await ask<CandidatesReply>(node, path, { token });
    const words = Object.fromEntries(body.items.map((each) => [each.agentId, each.words]));
    expect(words["ben"]).toBe("French 2, needs 5");
    expect(words["sam"]).toBe("no French, needs 5");
    await node.engine.configure({ directory: [{ kind: "QUEUE", body: kept }], agents: [agent] });
  });

  test("a task that is no longer waiting has no candidates, and one that is not seen does not exist", async () => {
    const token = await tokenOf(node, "sam");
    const foreign = await ask(node, `${api}/tasks/${taskOf("billing")}/candidates`, { token });
    expect(foreign).toMatchObject({ status: 404, body: { code: "TASK_NOT_FOUND" } });
  });
});
