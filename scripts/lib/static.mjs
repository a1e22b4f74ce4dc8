import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { filesUnder } from "./files.mjs";
import { environmentWith, findNode } from "./node.mjs";
import { inRoot, root } from "./paths.mjs";
import { run } from "./processes.mjs";
import { toolScript } from "./tools.mjs";

/** @typedef {{name: string, args: string[]}} Check */

/** Two cores: a third process only makes the others wait. */
const AT_ONCE = 2;

/** Rooms that may use the same and import each other are compiled as one: each file is then checked once. */
const together = new Set(["src/node", "src/cli", "src/demo"]);

/** Every folder with a tsconfig.json and something to compile. `bench` is compiled with `test`. */
function compiledFolders() {
  const rooms = readdirSync(inRoot("src")).map((room) => `src/${room}`);
  const alone = rooms.filter((room) => !together.has(room));
  return [...alone, "test", "scripts"].filter(
    (folder) =>
      existsSync(inRoot(folder, "tsconfig.json")) &&
      filesUnder(inRoot(folder)).some((file) => /\.(ts|tsx|mjs)$/.test(file)),
  );
}

/** @param {string} folder @returns {Check} */
function typesOf(folder) {
  const buildInfo = join(".cache/types", `${folder.replaceAll("/", "-")}.tsbuildinfo`);
  const incremental = ["--incremental", "--tsBuildInfoFile", buildInfo];
  return {
    name: `types of ${folder === "." ? "the configs" : folder}`,
    args: [toolScript("typescript", "tsc"), "-p", folder, ...incremental],
  };
}

/** The longest first, so that none of them is left alone at the end. @returns {Check[]} */
function checks() {
  return [
    { name: "lint", args: [toolScript("oxlint"), "--quiet"] },
    ...["test", "src/renderer"].filter((f) => compiledFolders().includes(f)).map(typesOf),
    { ...typesOf("tsconfig.server.json"), name: "types of node, cli and demo" },
    { name: "unused code", args: [toolScript("knip"), "--no-progress", "--no-config-hints"] },
    ...compiledFolders()
      .filter((folder) => folder !== "test" && folder !== "src/renderer")
      .map(typesOf),
    typesOf("."),
    { name: "format (npm run format)", args: [toolScript("oxfmt"), "--list-different"] },
  ];
}

/**
 * Format, types of every room, lint, unused code.
 * @returns {Promise<string[]>} the names of the checks that failed; what they said has been shown
 */
export async function runStaticChecks() {
  mkdirSync(inRoot(".cache/types"), { recursive: true });
  const node = findNode();
  const waiting = checks();
  /** @type {string[]} */
  const failed = [];
  /** @type {string[]} */
  const took = [];
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const wishes = { cwd: root, keepOutput: true, env: environmentWith(node) };
      const { code, output, usedMs } = await run(node, check.args, wishes);
      took.push(`${check.name} ${(usedMs / 1000).toFixed(1)}`);
      if (code === 0) continue;
      failed.push(check.name);
      const shown = process.stdout.isTTY ? output : stripVTControlCharacters(output);
      process.stdout.write(`\n✗ ${check.name}\n${shown.trimEnd()}\n`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  process.stdout.write(`seconds: ${took.join(", ")}\n`);
  return failed;
}
