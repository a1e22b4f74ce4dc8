import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isNewEnough } from "../../scripts/lib/node.mjs";
import { readResults } from "../../scripts/lib/results.mjs";
import { type Stage, stages } from "../../scripts/lib/stages.mjs";
import vitestConfig from "../../vitest.config.ts";
import { inRepository } from "./repository.ts";

const folder = mkdtempSync(join(tmpdir(), "switchyard-scripts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npmStart(args: string[], env: NodeJS.ProcessEnv = {}) {
  const script = inRepository("scripts/start.mjs");
  const { status, stderr, stdout } = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stderr, stdout };
}

describe("npm start", () => {
  test.each([
    ["a stray word", ["please"], {}],
    ["an unknown option", ["--speed", "9"], {}],
    ["a port that is none", ["--port", "many"], {}],
    ["a port beyond the last", [], { SWITCHYARD_PORT: "70000" }],
    ["an option without its value", ["--data"], {}],
  ])("refuses %s with a hint", (_what, args, env) => {
    const { status, stderr } = npmStart(args, env);
    expect(status).toBe(2);
    expect(stderr).toContain("npm start [-- options]");
  });

  test("explains itself", () => {
    expect(npmStart(["--help"])).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("the Node to use", () => {
  test.each([
    ["v20.20.2", false],
    ["v22.22.0", false],
    ["v24.6.9", false],
    ["v24.7.0", true],
    ["v26.0.0", true],
  ])("%s: %s", (version, good) => {
    expect(isNewEnough(version)).toBe(good);
  });
});

describe("the closing line", () => {
  function resultsOf(...lines: (object | string)[]) {
    const file = join(folder, "results.jsonl");
    const texts = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
    writeFileSync(file, texts.join("\n"));
    return readResults(file);
  }
  const collected = (cases: number) => ({ event: "collected", file: "a", cases });
  const ended = (state: string) => ({ event: "case", file: "a", name: "n", message: "m", state });

  test("counts every case once", () => {
    const results = resultsOf(collected(3), ended("passed"), ended("failed"), ended("skipped"));
    expect(results).toMatchObject({ passed: 1, failed: 1, skipped: 1, unfinished: 0 });
  });

  test("knows the cases of a run that was stopped in the middle of a line", () => {
    const results = resultsOf(collected(3), ended("passed"), '{"event":"ca');
    expect(results).toMatchObject({ passed: 1, failed: 0, unfinished: 2 });
  });

  test("counts cases behind a failed hook as failed, not as skipped", () => {
    const broken = { event: "outside", file: "a", message: "hook", hidden: 2 };
    const results = resultsOf(collected(2), ended("skipped"), ended("skipped"), broken);
    expect(results).toMatchObject({ failed: 2, skipped: 0 });
  });

  test("counts a file that cannot be loaded", () => {
    expect(resultsOf({ event: "outside", file: "a", message: "m" })).toMatchObject({ failed: 1 });
  });
});

describe("the stages of npm test", () => {
  test("are the projects of vitest", () => {
    const projects = vitestConfig.test?.projects?.map((one) =>
      typeof one === "object" && "test" in one ? one.test?.name : undefined,
    );
    const withTests = stages.filter(({ folder: tests }) => tests !== undefined);
    // A stage may consist of several: all whose names begin with its key.
    const stagesOf = (projects ?? []).map(
      (name) => withTests.find(({ key }) => typeof name === "string" && name.startsWith(key))?.key,
    );
    expect([...new Set(stagesOf)]).toEqual(withTests.map(({ key }) => key));
  });

  const seconds = (some: readonly Stage[]): number =>
    some.reduce((sum, { budgetSeconds }) => sum + budgetSeconds, 0);

  test("stay under twenty-five minutes; the quick ones, three minutes as a rule, under four on a slow day", () => {
    expect(seconds(stages)).toBeLessThan(25 * 60);
    const quick = stages.filter((stage) => stage.quick === true);
    expect(quick.map(({ key }) => key)).toEqual(["static", "unit"]);
    expect(seconds(quick)).toBeLessThan(4 * 60);
  });
});
