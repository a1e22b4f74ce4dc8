import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { main } from "../../src/cli/switchyard.ts";
import type { TimeSource } from "../../src/node/engine/time.ts";
import type { RunningNode } from "../../src/node/run.ts";
import { systemTime } from "../../src/node/time-source.ts";
import { addPerson, passwordOf, startNode } from "../node/gateway/harness.ts";

/** `switchyard clock`: which time is right, where the machine's clock has leapt (F52). */

const LEAP_MS = 40 * 86_400_000;
let ahead = 0;
const time: TimeSource = { ...systemTime, wall: () => systemTime.wall() + ahead };
let node: RunningNode;
const said: string[] = [];
const complained: string[] = [];

beforeAll(async () => {
  node = await startNode({ time });
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "root", queues: [], role: "admin" });
});
afterAll(() => node.stop());
beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => void complained.push(line));
});
afterEach(() => vi.unstubAllEnvs());

/** What the command says, and with which code it ends. */
async function clock(who: string, ...more: string[]): Promise<{ code: number; words: string }> {
  said.length = 0;
  complained.length = 0;
  vi.stubEnv("SWITCHYARD_TOKEN", "");
  vi.stubEnv("SWITCHYARD_PASSWORD", passwordOf(who));
  const code = await main(["clock", "--node", node.address, "--user", who, ...more]);
  return { code, words: [...said, ...complained].join("\n") };
}

async function isHeld(held: boolean): Promise<void> {
  await expect.poll(() => node.engine.clock.isHeld, { timeout: 8000 }).toBe(held);
}

test("says that it runs, that it stands still and what to do, and lets it follow the machine's clock", async () => {
  const runs = await clock("root");
  expect(runs).toMatchObject({ code: 0 });
  expect(runs.words).toMatch(/^Node time is \d{4}-[\d-]+T[\d:.]+Z\. It runs\.$/);
  // There is nothing to follow while it runs, and nobody but an administrator may ask.
  expect(await clock("root", "--follow")).toMatchObject({ code: 1 });
  expect(await clock("ana")).toMatchObject({ code: 1 });

  ahead = LEAP_MS;
  await isHeld(true);
  const held = await clock("root");
  expect(held.code).toBe(0);
  expect(held.words).toMatch(/The machine's clock is 34\d{5} s ahead of what has passed\./);
  expect(held.words).toContain("The node stands still");
  expect(held.words).toContain("switchyard clock --follow");
  const { words } = await clock("root", "--json");
  expect(JSON.parse(words)).toMatchObject({ held: true });
  expect(await clock("ana", "--follow")).toMatchObject({ code: 1 });
  expect(node.engine.clock.isHeld).toBe(true);

  const follows = await clock("root", "--follow");
  expect(follows).toMatchObject({ code: 0 });
  expect(follows.words).toContain("The node follows it within a second.");
  await isHeld(false);
  expect((await clock("root")).words).toContain("It runs.");
  expect(node.engine.now()).toBeGreaterThan(systemTime.wall() + LEAP_MS - 60_000);
}, 40_000);
