import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "./failure.mjs";
import { machineNode, onPath } from "./node.mjs";
import { inRoot, root } from "./paths.mjs";
import { run } from "./processes.mjs";

const stampFile = inRoot("node_modules/.switchyard-lock");

/** The lock file alone does not say it: a folder shared between two systems needs both installs. */
function wantedStamp() {
  const lock = readFileSync(inRoot("package-lock.json"));
  const hash = createHash("sha256").update(lock).digest("hex");
  return `${hash} ${process.platform}-${process.arch}`;
}

const currentStamp = () => (existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "");

/** @typedef {{version?: string, optional?: boolean, link?: boolean}} Locked */

/** @param {string} path @returns {Record<string, Locked>} */
function packagesOf(path) {
  return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
}

/** After a plain `npm install` npm's own record says the same as the lock file: nothing to do. */
function npmHasInstalledIt() {
  const record = inRoot("node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  const locked = packagesOf(inRoot("package-lock.json"));
  const nothingElse = Object.entries(installed).every(
    ([path, { version }]) => locked[path]?.version === version,
  );
  const nothingMissing = Object.entries(locked).every(
    ([path, { optional }]) => path === "" || optional || installed[path] !== undefined,
  );
  return nothingElse && nothingMissing;
}

/** npm as a script for a Node that survives it: `npm ci` removes the pinned one. */
function npmCommand() {
  const node = machineNode() ?? process.execPath;
  const beside = [
    join(dirname(node), "node_modules/npm/bin/npm-cli.js"),
    join(dirname(node), "../lib/node_modules/npm/bin/npm-cli.js"),
  ];
  const script = [process.env["npm_execpath"], ...beside].find(
    (path) => path !== undefined && /npm-cli\.[cm]?js$/.test(path) && existsSync(path),
  );
  if (script !== undefined) return { command: node, args: [script] };
  const npm = onPath("npm");
  if (npm === undefined) throw new Failure("npm was not found. Install Node 20 or newer with npm.");
  return { command: npm, args: [] };
}

/** Makes node_modules what the lock file says; says whether there was anything to do. */
export async function ensureInstalled() {
  if (currentStamp() === wantedStamp()) return false;
  if (!npmHasInstalledIt()) {
    process.stderr.write("Installing packages (npm ci): a minute or two the first time …\n");
    const { command, args } = npmCommand();
    const wishes = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    const { code, output } = await run(command, [...args, ...wishes], {
      cwd: root,
      keepOutput: true,
    });
    if (code !== 0) {
      throw new Failure(`${output}\nThe packages could not be installed: \`npm ci\` failed.`);
    }
  }
  writeFileSync(stampFile, wantedStamp());
  return true;
}
