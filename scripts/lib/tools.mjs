import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { inRoot } from "./paths.mjs";

/**
 * The script behind a package's command, so that it runs under the Node of our choice.
 * @param {string} name the package
 * @param {string} [command] where the command is not named like the package
 */
export function toolScript(name, command = name) {
  const manifest = inRoot("node_modules", name, "package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  return resolve(dirname(manifest), typeof bin === "string" ? bin : bin[command]);
}
