/**
 * Runs a script, or a package's command (`@oxfmt`), under the Node the product needs:
 * `node scripts/with-node.mjs [--built] [--browser] <script | @package> …`. The machine's own Node may be older.
 * `--built` builds first what has changed, `--browser` sees to a Chromium: what a script stands on is there on a fresh clone too.
 */
import { existsSync } from "node:fs";
import { ensureBuilt } from "./lib/build.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { Failure, runMain } from "./lib/failure.mjs";
import { runInForeground } from "./lib/foreground.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { environmentWith, findNode } from "./lib/node.mjs";
import { inRoot } from "./lib/paths.mjs";
import { toolScript } from "./lib/tools.mjs";

await runMain(async () => {
  const given = process.argv.slice(2);
  const needs = [];
  while (given[0] === "--built" || given[0] === "--browser") needs.push(given.shift());
  const [target, ...rest] = given;
  if (target === undefined)
    throw new Failure("Which script? node scripts/with-node.mjs <script>", 2);
  await ensureInstalled();
  if (needs.includes("--built")) await ensureBuilt();
  if (needs.includes("--browser")) await ensureChromium();
  const script = target.startsWith("@") ? toolScript(target.slice(1)) : inRoot(target);
  if (!existsSync(script)) throw new Failure(`Not built yet: ${target}`);
  const node = findNode();
  return await runInForeground(node, [script, ...rest], environmentWith(node));
});
