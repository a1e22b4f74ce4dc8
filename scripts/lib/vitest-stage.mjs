import { mkdirSync, rmSync } from "node:fs";
import { findChromium } from "./chromium.mjs";
import { filesUnder } from "./files.mjs";
import { environmentWith, findNode } from "./node.mjs";
import { inRoot, root } from "./paths.mjs";
import { run } from "./processes.mjs";
import { noResults, readResults } from "./results.mjs";
import { toolScript } from "./tools.mjs";

/** @typedef {import("./stages.mjs").Stage} Stage */

/** Tests that do as much as fits stop themselves before the stage's end. */
const USABLE_SHARE = 0.75;

/** A stage over its budget has failed, but may still end and say what was slow. */
const PATIENCE = 1.5;

/** @param {Stage} stage */
export function hasTests(stage) {
  const files = stage.folder === undefined ? [] : filesUnder(inRoot(stage.folder));
  return files.some((file) => /\.test\.tsx?$/.test(file));
}

/** @param {Stage} stage @param {string} resultsFile @param {string} node */
function environmentOf(stage, resultsFile, node) {
  const chromium = stage.browser ? findChromium() : undefined;
  return {
    ...environmentWith(node),
    SWITCHYARD_RESULTS: resultsFile,
    SWITCHYARD_BUDGET_MS: String(stage.budgetSeconds * 1000 * USABLE_SHARE),
    ...(chromium === undefined ? {} : { SWITCHYARD_CHROMIUM: chromium }),
  };
}

/**
 * Runs the vitest project of a stage.
 * @param {Stage} stage
 * @returns {Promise<{results: import("./results.mjs").Results, faults: string[]}>}
 */
export async function runVitestStage(stage) {
  const node = findNode();
  mkdirSync(inRoot(".cache/results"), { recursive: true });
  const resultsFile = inRoot(".cache/results", `${stage.key}.jsonl`);
  rmSync(resultsFile, { force: true });
  const reporters = ["--reporter=default", "--reporter=./scripts/lib/reporter.mjs"];
  const args = ["run", "--project", `${stage.key}*`, ...reporters, "--allowOnly=false"];
  const { code, overran, output } = await run(node, [toolScript("vitest"), ...args], {
    cwd: root,
    env: environmentOf(stage, resultsFile, node),
    limitMs: stage.budgetSeconds * 1000 * PATIENCE,
  });
  const results = { ...noResults(), ...readResults(resultsFile) };
  return { results, faults: faultsOf({ code, overran, output }, results) };
}

/**
 * What is wrong with a run beside its failed cases.
 * @param {{code: number, overran: boolean, output: string}} ended
 * @param {import("./results.mjs").Results} results
 */
function faultsOf({ code, overran, output }, results) {
  const { passed, failed, skipped, unfinished, outside } = results;
  const faults = outside.map(({ file, message }) => `${file || "outside any test"}: ${message}`);
  if (overran) faults.push("it was stopped");
  if (unfinished > 0) faults.push(`${unfinished} cases did not come to an end`);
  if (passed + failed + skipped === 0) faults.push("no test case ran");
  if (code !== 0 && failed === 0 && faults.length === 0) faults.push(output || `code ${code}`);
  return faults;
}
