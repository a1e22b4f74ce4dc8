/**
 * Runs a script, or a package's command (`@oxfmt`), under the Node the product needs:
 * `node scripts/with-node.mjs <script | @package> …`. The machine's own Node may be older.
 */
import { existsSync } from "node:fs";
import { Failure, runMain } from "./lib/failure.mjs";
import { runInForeground } from "./lib/foreground.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { environmentWith, findNode } from "./lib/node.mjs";
import { inRoot } from "./lib/paths.mjs";
import { toolScript } from "./lib/tools.mjs";

await runMain(async () => {
  const [target, ...rest] = process.argv.slice(2);
  if (target === undefined)
    throw new Failure("Which script? node scripts/with-node.mjs <script>", 2);
  await ensureInstalled();
  const script = target.startsWith("@") ? toolScript(target.slice(1)) : inRoot(target);
  if (!existsSync(script)) throw new Failure(`Not built yet: ${target}`);
  const node = findNode();
  return await runInForeground(node, [script, ...rest], environmentWith(node));
});
