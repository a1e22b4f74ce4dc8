import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { Failure } from "./failure.mjs";
import { inRoot } from "./paths.mjs";

/** The first Node that runs our TypeScript as it is and has all of node:sqlite that we use. */
const NEEDED = { major: 24, minor: 7 };

/** @param {string} version as `process.version` spells it */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > NEEDED.major || (major === NEEDED.major && minor >= NEEDED.minor);
}

/** The names a program may have in a folder of PATH. @param {string} name */
const fileNames = (name) => (process.platform === "win32" ? [`${name}.exe`] : [name]);

/**
 * The machine's own program of that name. Folders under our node_modules do not count: npm puts
 * them first into PATH, and `npm ci` takes them away while they are in use.
 * @param {string} name
 */
export function onPath(name) {
  const ours = inRoot("node_modules");
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    if (folder === "" || folder.startsWith(ours)) continue;
    for (const fileName of fileNames(name)) {
      if (existsSync(join(folder, fileName))) return join(folder, fileName);
    }
  }
  return undefined;
}

/** The Node this machine has, whatever its version. */
export function machineNode() {
  const inOurs = process.execPath.startsWith(inRoot("node_modules"));
  return inOurs ? onPath("node") : process.execPath;
}

/** @param {string} path */
function versionOf(path) {
  if (path === process.execPath) return process.version;
  return spawnSync(path, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
}

function pinnedNode() {
  const system = process.platform === "win32" ? "win" : process.platform;
  const file = process.platform === "win32" ? "node.exe" : "node";
  return inRoot("node_modules", `node-${system}-${process.arch}`, "bin", file);
}

/** The Node that runs the product and its tools. */
export function findNode() {
  const machine = machineNode();
  if (machine !== undefined && isNewEnough(versionOf(machine))) return machine;
  const pinned = pinnedNode();
  if (existsSync(pinned)) return pinned;
  const needed = `Node ${NEEDED.major}.${NEEDED.minor} or newer`;
  if (process.platform === "darwin") {
    throw new Failure(
      `Switchyard needs ${needed}, and npm carries no build of it for this Mac.\n` +
        `Install it with \`brew install node@24\` and run the same command again.`,
    );
  }
  throw new Failure(
    `Switchyard needs ${needed}; this machine has ${process.version} and npm carries no build for ` +
      `${process.platform}-${process.arch}. Install Node 24 and run the same command again.`,
  );
}

/**
 * An environment in which `node` is that Node, also for tools that start it by name.
 * @param {string} node
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentWith(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}` };
}
