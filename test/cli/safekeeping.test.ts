import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openNode } from "../../src/cli/node-at.ts";
import { main } from "../../src/cli/switchyard.ts";

/** Whole nodes on a real disk. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const said: string[] = [];
const complained: string[] = [];
const folder = mkdtempSync(join(tmpdir(), "switchyard-keep-"));
const data = join(folder, "data");
const file = join(folder, "today.swy");
const quiet = (): void => undefined;

beforeEach(() => {
  said.length = 0;
  complained.length = 0;
  vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => void complained.push(line));
});
afterEach(() => vi.unstubAllEnvs());
beforeAll(async () => {
  const node = await openNode({ dataDir: data, port: 0, log: quiet });
  await node.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Diagnosis {
  readonly ok: boolean;
  readonly isRunning: boolean;
  readonly head: number | null;
  readonly findings: readonly { code: string; level: string; what: string; todo: string }[];
}

async function diagnosis(at = data): Promise<Diagnosis & { exitCode: number }> {
  said.length = 0;
  const exitCode = await main(["doctor", "--data", at, "--json"]);
  return { exitCode, ...(JSON.parse(said.join("")) as Diagnosis) };
}

/** The folder as it is, to be broken. */
function copied(name: string): string {
  const other = join(folder, name);
  mkdirSync(other, { mode: 0o700 });
  for (const each of ["node.json", "switchyard.db", "switchyard.db.state"])
    copyFileSync(join(data, each), join(other, each));
  return other;
}

describe("a backup by the command line", () => {
  test("is made while the node runs, and put back once it is stopped", async () => {
    const node = await openNode({ dataDir: data, port: 0, log: quiet });
    try {
      expect(await main(["backup", file, "--data", data, "--json"])).toBe(0);
      expect(JSON.parse(said.join(""))).toMatchObject({ nodeId: node.nodeId, file });
      expect(await main(["backup", file, "--data", data])).toBe(1);
      expect(complained.join("")).toContain("say --force");
      expect(await main(["restore", file, "--data", data])).toBe(1);
      expect(complained.join("")).toContain("in use by another Switchyard");
    } finally {
      await node.stop();
    }
    expect(await main(["restore", file, "--data", data])).toBe(0);
    expect(said.at(-1)).toContain("What was there before is in");
    const again = await openNode({ dataDir: data, port: 0, log: quiet });
    expect(again.nodeId).toBe(node.nodeId);
    expect(again.engine.feedId).not.toBe(node.engine.feedId);
    await again.stop();
  });

  test("goes into a new folder with its node's name, and into another node's only by force", async () => {
    const fresh = join(folder, "fresh");
    expect(await main(["restore", file, "--data", fresh])).toBe(0);
    expect(await diagnosis(fresh)).toMatchObject({ ok: true, findings: [{ code: "NO_BACKUP" }] });
    const other = join(folder, "other");
    await (await openNode({ dataDir: other, port: 0, log: quiet })).stop();
    expect(await main(["restore", file, "--data", other])).toBe(1);
    expect(complained.join("")).toContain("belongs to another node");
    expect(await main(["restore", file, "--data", other, "--force"])).toBe(0);
    expect(await diagnosis(other)).toMatchObject({ ok: true, exitCode: 0 });
  });

  test("of a folder without a node is refused in words", async () => {
    expect(await main(["backup", `${file}.2`, "--data", join(folder, "nowhere")])).toBe(1);
    expect(complained.join("")).toContain("There is no node's data in");
  });
});

describe("the doctor", () => {
  test("finds nothing wrong with a node that runs, nor with one that was stopped", async () => {
    const node = await openNode({ dataDir: data, port: 0, log: quiet });
    const { head } = node.engine;
    expect(await diagnosis()).toMatchObject({
      ok: true,
      isRunning: true,
      head,
      findings: [{ code: "NO_BACKUP" }],
    });
    await node.stop();
    expect(await diagnosis()).toMatchObject({ ok: true, isRunning: false, exitCode: 0 });
    expect(await main(["doctor", "--data", data])).toBe(0);
    expect(said.at(-1)).toContain("Nothing is wrong.");
  });

  test("says in a sentence each what is wrong and what to do", async () => {
    const ill = copied("ill");
    writeFileSync(join(ill, "switchyard.db.state"), "RUNNING\n");
    expect(await main(["doctor", "--data", ill])).toBe(1);
    expect(said.at(-1)).toMatch(/Problem FILE_DAMAGED\n {2}.*log.*missing.*\n {2}.*restore/);
  });

  test.each<[string, string, (at: string) => void]>([
    ["NO_DATA", "gone", (at) => rmSync(at, { recursive: true })],
    ["IDENTITY_MISSING", "nameless", (at) => rmSync(join(at, "node.json"))],
    ["IDENTITY_DAMAGED", "blurred", (at) => writeFileSync(join(at, "node.json"), "{}")],
    ["FILE_DAMAGED", "emptied", (at) => writeFileSync(join(at, "switchyard.db"), "")],
    ["FILE_DAMAGED", "no-database", (at) => writeFileSync(join(at, "switchyard.db"), "words")],
    ["CLOCK_AHEAD", "early", (at) => changed(at, "UPDATE feed SET at = at + 60000")],
    [
      "OTHER_WORKSPACE",
      "swapped",
      (at) =>
        writeFileSync(join(at, "node.json"), '{"nodeId":"other","workspaceId":"other","port":1}'),
    ],
    ["FEED_HAS_NO_NAME", "unnamed", (at) => changed(at, "UPDATE meta SET feed_id = ''")],
  ])("finds %s in a folder that is %s", async (code, name, harm) => {
    const at = copied(name);
    if (code === "OTHER_WORKSPACE") work(at);
    harm(at);
    const { exitCode, ok, findings } = await diagnosis(at);
    expect({ exitCode, ok }).toEqual({ exitCode: 1, ok: false });
    expect(findings.map((each) => each.code)).toContain(code);
    for (const { what, todo } of findings) expect([what, todo]).not.toContain("");
  });
});

function changed(at: string, sql: string): void {
  const db = new DatabaseSync(join(at, "switchyard.db"));
  db.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
  db.exec(sql);
  db.close();
}

/** An interaction in a folder where nobody has written yet. */
function work(at: string): void {
  changed(
    at,
    `INSERT INTO customer VALUES (-1, 'c', -1, '{"id":"c"}');
     INSERT INTO thread VALUES (-2, 't', -2, 'c', '{"id":"t"}');
     INSERT INTO interaction (number, id, seq, workspace_id, thread_id, customer_id, display_number, queue_id,
       owner_id, status, state, body) VALUES (-3, 'i', -3, 'w', 't', 'c', 1, 'q', '', 'OPEN', 'ACTIVE',
       '{"id":"i","state":"ACTIVE","status":"OPEN"}')`,
  );
}
