import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {{file: string, name: string, message: string}} FailedCase
 *
 * @typedef {object} Results
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} unfinished collected, but the run ended before they did
 * @property {FailedCase[]} failures
 * @property {{file: string, message: string}[]} outside what failed outside any case
 */

/** @returns {Results} */
export const noResults = () => ({
  passed: 0,
  failed: 0,
  skipped: 0,
  unfinished: 0,
  failures: [],
  outside: [],
});

/**
 * Cases behind a failed hook have failed; a file that cannot be loaded hides at least one.
 * @param {Results} results
 * @param {{file: string, message: string, hidden?: number}} line
 */
function takeOutside(results, line) {
  results.outside.push(line);
  const hidden = line.hidden ?? 0;
  results.skipped -= hidden;
  results.failed += line.file === "" ? hidden : Math.max(hidden, 1);
}

/** @param {Results} results @param {any} line */
function take(results, line) {
  if (line.event === "collected") results.unfinished += line.cases;
  if (line.event === "outside") takeOutside(results, line);
  if (line.event !== "case") return;
  results.unfinished -= 1;
  if (line.state === "passed") results.passed += 1;
  else if (line.state === "skipped") results.skipped += 1;
  else {
    results.failed += 1;
    results.failures.push(line);
  }
}

/** What the reporter wrote. The last line may be torn if the run was killed. @param {string} file */
export function readResults(file) {
  const results = noResults();
  if (!existsSync(file)) return results;
  for (const text of readFileSync(file, "utf8").split("\n")) {
    try {
      take(results, JSON.parse(text));
    } catch {
      // An empty or torn line.
    }
  }
  return results;
}
