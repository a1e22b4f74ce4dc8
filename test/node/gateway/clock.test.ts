import { afterAll, beforeAll, expect, test } from "vitest";
import type { TimeSource } from "../../../src/node/engine/time.ts";
import type { RunningNode } from "../../../src/node/run.ts";
import { systemTime } from "../../../src/node/time-source.ts";
import { addPerson, ask, readyAgent, startNode, tokenOf } from "./harness.ts";

/** A leap of the machine's clock is told to everybody, and an administrator says which time is right (F52). */

const LEAP_MS = 40 * 86_400_000;
let ahead = 0;
const time: TimeSource = { ...systemTime, wall: () => systemTime.wall() + ahead };
let node: RunningNode;
beforeAll(async () => {
  node = await startNode({ time });
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "root", queues: [], role: "admin" });
});
afterAll(() => node.stop());

const clock = async (who: string, follow = false) =>
  ask<{ held: boolean; aheadMs: number; code: string }>(
    node,
    follow ? "/api/v1/clock/follow" : "/api/v1/clock",
    { token: await tokenOf(node, who), method: follow ? "POST" : "GET" },
  );

test("desks, readiness and figures tell of it, and an administrator lets the node go on", async () => {
  const ana = await readyAgent(node, "ana");
  const root = await tokenOf(node, "root");
  expect((await clock("root")).body).toMatchObject({ held: false });
  expect(await clock("root", true)).toMatchObject({ status: 409 });
  ahead = LEAP_MS;
  await ana.until(() => ana.of("standing").some(({ clockHeld }) => clockHeld === true), 8000);
  const ready = await ask(node, "/readyz");
  if (ready.status === 503) expect(ready.text).toContain("clock has leapt");
  await new Promise((over) => setTimeout(over, 1100));
  expect((await ask(node, "/readyz")).status).toBe(503);
  expect((await ask(node, "/metrics")).text).toMatch(/^switchyard_clock_held 1$/m);
  // Nobody's session has ended, and whoever comes now is told as well.
  expect((await ask(node, "/api/v1/me", { token: root })).status).toBe(200);
  const again = await readyAgent(node, "ana");
  await again.until(() => again.of("standing").some(({ clockHeld }) => clockHeld === true));
  expect(await clock("ana", true)).toMatchObject({ status: 403 });
  expect((await clock("root")).body).toMatchObject({ held: true });
  ahead = 0;
  await ana.until(() => ana.of("standing").at(-1)?.clockHeld === undefined, 8000);
  expect((await clock("root")).body.held).toBe(false);
  ahead = LEAP_MS;
  await ana.until(() => ana.of("standing").at(-1)?.clockHeld === true, 8000);
  expect(await clock("root", true)).toMatchObject({ status: 200 });
  await ana.until(() => ana.of("standing").at(-1)?.clockHeld === undefined, 8000);
  expect(node.engine.now()).toBeGreaterThan(systemTime.wall() + LEAP_MS - 60_000);
  for (const client of [ana, again]) client.close();
}, 40_000);
