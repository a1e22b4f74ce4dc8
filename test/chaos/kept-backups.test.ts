/** A node's own backups as an administrator meets them: asked for from afar, and named when the store is damaged. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDemo } from "../../src/cli/demo-node.ts";
import { main } from "../../src/cli/switchyard.ts";
import { apiOf, passwordOf } from "../support/api.ts";

const said: string[] = [];
const complained: string[] = [];

beforeEach(() => {
  said.length = 0;
  complained.length = 0;
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => void complained.push(line));
});
afterEach(() => vi.unstubAllEnvs());

const folder = mkdtempSync(join(tmpdir(), "switchyard-kept-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, "data");

const open = () =>
  openDemo({ dataDir: data, port: 0, traffic: null, log: (line) => void complained.push(line) });

test("an administrator has a running node back itself up; nobody else may", async () => {
  const { node, stop } = await open();
  const { address } = node;
  vi.stubEnv("SWITCHYARD_PASSWORD", passwordOf("alex"));
  expect(await main(["backup", "--node", address, "--user", "alex", "--json"])).toBe(0);
  const made = JSON.parse(said.join("")) as { name: string; head: number };
  const alex = await apiOf(address, "alex");
  expect((await alex.get<{ items: unknown[] }>("/backups")).items).toEqual([made]);
  expect(readdirSync(join(data, "backups"))).toEqual([made.name]);
  expect(made.head).toBeGreaterThan(20);
  const ana = await apiOf(address, "ana");
  expect((await ana.request("POST", "/backups")).status).toBe(403);
  expect((await ana.request("GET", "/backups")).status).toBe(403);
  expect(await main(["backup", "here.db", "--node", address])).toBe(2);
  expect(await main(["backup", "--data", data])).toBe(0);
  expect(said.at(-1)).toContain(join(data, "backups"));
  await stop();
}, 60_000);

test("a damaged store is not started on: the words name the newest backup and the command, which works", async () => {
  writeFileSync(join(data, "switchyard.db"), "something else");
  const words = await open().then(
    () => "it started",
    (error: unknown) => String(error),
  );
  expect(words).toMatch(/newest verified backup was made at/);
  const command = /switchyard (restore \S+ --data \S+)\. /.exec(words)?.[1] ?? "";
  expect(await main(command.split(" "))).toBe(0);
  await (await open()).stop();
  expect(await main(["doctor", "--data", data])).toBe(0);
}, 60_000);
