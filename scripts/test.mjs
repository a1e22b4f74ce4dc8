/** `npm test [-- quick | stage …]`: every stage with its budget; the last line counts the test cases. */
import { ensureBuilt } from "./lib/build.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { Failure, runMain } from "./lib/failure.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { noResults } from "./lib/results.mjs";
import { stages } from "./lib/stages.mjs";
import { runStaticChecks } from "./lib/static.mjs";
import { hasTests, runVitestStage } from "./lib/vitest-stage.mjs";

/**
 * @typedef {import("./lib/stages.mjs").Stage} Stage
 * @typedef {object} Report
 * @property {Stage} stage
 * @property {number} usedSeconds
 * @property {import("./lib/results.mjs").Results} results
 * @property {string[]} faults whatever fails the stage beside failed cases
 */

const QUICK = "quick";
const OVERRAN = "it overran its budget";

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/** @param {readonly string[]} wished */
function chosenStages(wished) {
  if (wished.length === 1 && wished[0] === QUICK) {
    return stages.filter(({ key, quick }) => key === "build" || quick === true);
  }
  const known = stages.map(({ key }) => key);
  const stranger = wished.find((key) => !known.includes(key));
  if (stranger !== undefined) {
    throw new Failure(
      `There is no stage "${stranger}". Stages: ${known.join(", ")}; or "${QUICK}"`,
      2,
    );
  }
  if (wished.length === 0) return stages;
  // Nothing can run before the packages are there.
  return stages.filter(({ key }) => key === "build" || wished.includes(key));
}

/** Everything the chosen stages stand on. @param {readonly Stage[]} chosen */
async function prepare(chosen) {
  await ensureInstalled();
  const toRun = chosen.filter(hasTests);
  if (toRun.some(({ browser }) => browser)) await ensureChromium();
  // A single stage that looks at sources alone does not wait for a build.
  const onlySources = chosen.every(({ key }) => ["build", "static", "unit"].includes(key));
  if (chosen.length === 1 || !onlySources) await ensureBuilt();
}

/**
 * @param {Stage} stage
 * @param {readonly Stage[]} chosen
 * @returns {Promise<{results: import("./lib/results.mjs").Results, faults: string[]}>}
 */
async function work(stage, chosen) {
  if (stage.key === "static") return { results: noResults(), faults: await runStaticChecks() };
  if (stage.key !== "build") return await runVitestStage(stage);
  try {
    await prepare(chosen);
    return { results: noResults(), faults: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { results: noResults(), faults: [error.message] };
  }
}

/** @param {Stage} stage @param {readonly Stage[]} chosen @returns {Promise<Report>} */
async function runStage(stage, chosen) {
  say(`\n── ${stage.name} (budget ${stage.budgetSeconds} s)`);
  const began = performance.now();
  const { results, faults } = await work(stage, chosen);
  const usedSeconds = (performance.now() - began) / 1000;
  if (usedSeconds > stage.budgetSeconds) faults.push(OVERRAN);
  return { stage, usedSeconds, results, faults };
}

/** @param {Report} report */
const isGood = ({ results, faults }) => results.failed === 0 && faults.length === 0;

/** @param {Report[]} reports */
function sayFailures(reports) {
  for (const { stage, results, faults } of reports) {
    for (const fault of faults) say(`✗ ${stage.name}: ${fault}`);
    for (const { file, name, message } of results.failures) {
      say(`✗ ${stage.name}: ${file} › ${name}\n    ${message.split("\n")[0]}`);
    }
  }
}

/** @param {Report[]} reports @param {readonly Stage[]} notBuilt @param {readonly Stage[]} notRun */
function saySummary(reports, notBuilt, notRun) {
  say("\n── stages");
  for (const { key, name, budgetSeconds } of stages) {
    const report = reports.find(({ stage }) => stage.key === key);
    if (report !== undefined) {
      const used = `${report.usedSeconds.toFixed(1)} of ${budgetSeconds} s`;
      say(`${isGood(report) ? "✓" : "✗"} ${name.padEnd(20)} ${used}`);
    } else if (notBuilt.some((stage) => stage.key === key)) {
      say(`· ${name.padEnd(20)} not built yet`);
    } else if (notRun.some((stage) => stage.key === key)) {
      say(`✗ ${name.padEnd(20)} not run`);
    }
  }
  sayFailures(reports);
}

/** @param {Report[]} reports */
function closingLine(reports) {
  const sum = noResults();
  for (const { results } of reports) {
    sum.passed += results.passed;
    sum.failed += results.failed;
    sum.skipped += results.skipped;
  }
  return `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`;
}

await runMain(async () => {
  // CI=true makes some tools write colours into logs.
  if (!process.stdout.isTTY && !process.env["FORCE_COLOR"]) process.env["NO_COLOR"] = "1";
  const chosen = chosenStages(process.argv.slice(2));
  const notBuilt = chosen.filter((stage) => stage.folder !== undefined && !hasTests(stage));
  const toRun = chosen.filter((stage) => !notBuilt.includes(stage));
  /** @type {Report[]} */
  const reports = [];
  for (const stage of toRun) {
    const report = await runStage(stage, chosen);
    reports.push(report);
    // Without packages or a build every other failure would be an echo of this one.
    if (stage.key === "build" && report.faults.some((fault) => fault !== OVERRAN)) break;
  }
  saySummary(reports, notBuilt, toRun.slice(reports.length));
  say(`\n${closingLine(reports)}`);
  return reports.every(isGood) && reports.length === toRun.length ? 0 : 1;
});
