import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningNode } from "../../../src/node/run.ts";
import type { VisitorWait } from "../../../src/protocol/http.ts";
import { addPerson, ask, beginVisit, readyAgent, say, startNode, tokenOf } from "./harness.ts";

const api = "/api/v1";
let node: RunningNode;

beforeAll(async () => {
  node = await startNode();
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  await addPerson(node, { username: "ben", queues: ["tech"] });
});
afterAll(() => node.stop());

const waitOf = async (token: string) =>
  (await ask<VisitorWait>(node, `${api}/visitor/wait`, { token })).body.waiting;
const tell = async (estimatedWait: object | null) =>
  ask(node, `${api}/queues/tech`, {
    method: "PATCH",
    token: await tokenOf(node, "root"),
    body: { routing: { estimatedWait } },
  });

test("a customer is told the place in line, and a time only where the queue says so and somebody is there", async () => {
  const first = await beginVisit(node, "web-tech", "Ann");
  expect(await waitOf(first.token)).toBeNull();
  await say(node, first, "hello");
  const second = await beginVisit(node, "web-tech", "Bob");
  await say(node, second, "hello");
  expect(await waitOf(first.token)).toEqual({ position: 1, estimatedWaitMs: null });
  expect(await waitOf(second.token)).toEqual({ position: 2, estimatedWaitMs: null });
  await tell({ minSec: 30, maxSec: 60 });
  expect(await waitOf(second.token)).toEqual({ position: 2, estimatedWaitMs: null });
  const ben = await readyAgent(node, "ben");
  await ben.until(() => ben.rowsOf("TASK").some(({ offer }) => offer !== null));
  // Ben is asked for Ann; two of ninety seconds' work for one agent are more than Bob may be told.
  expect(await waitOf(first.token)).toMatchObject({ position: 1 });
  expect(await waitOf(second.token)).toEqual({ position: 1, estimatedWaitMs: 60_000 });
  await tell(null);
});
