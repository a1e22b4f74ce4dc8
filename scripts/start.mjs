/** `npm start`: installs and builds what is missing, then opens the demo workspace. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt } from "./lib/build.mjs";
import { findDesktop } from "./lib/electron.mjs";
import { Failure, runMain } from "./lib/failure.mjs";
import { runInForeground, runListening } from "./lib/foreground.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { environmentWith, findNode } from "./lib/node.mjs";
import { inRoot, root } from "./lib/paths.mjs";

const help = `npm start [-- options]

  --port N         serve on this port (SWITCHYARD_PORT; 7450 unless set)
  --data DIR       keep the data there (SWITCHYARD_DATA)
  --no-simulator   no invented customers
  --no-open        serve only, do not open the desktop
`;

const options = /** @type {const} */ ({
  port: { type: "string" },
  data: { type: "string" },
  "no-simulator": { type: "boolean" },
  "no-open": { type: "boolean" },
  help: { type: "boolean", short: "h" },
});

/** @param {string} sentence */
const refuse = (sentence) =>
  new Failure(`${sentence}\nOptions stand after a double dash:\n\n${help}`, 2);

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw refuse(String(error instanceof Error ? error.message : error).split(". ")[0] + ".");
  }
}

/** @param {string | undefined} text @returns {string | undefined} */
function checkedPort(text) {
  if (text === undefined || text === "") return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return String(port);
  throw refuse(`"${text}" is not a port.`);
}

/** The options as the desktop and the `demo` command take them. @param {ReturnType<typeof parse>} given */
function toArguments(given) {
  const port = checkedPort(given.port ?? process.env["SWITCHYARD_PORT"]);
  const data = given.data ?? process.env["SWITCHYARD_DATA"];
  // npm moves to the repository's root; the folder is meant from where the person stands.
  const from = process.env["INIT_CWD"] ?? process.cwd();
  return [
    ...(port === undefined ? [] : ["--port", port]),
    ...(data ? ["--data", resolve(from, data)] : []),
    ...(given["no-simulator"] ? ["--no-simulator"] : []),
  ];
}

/**
 * Opens the desktop on the demo's node as soon as that says where it serves. Quitting the desktop
 * ends the demo; a desktop that cannot start does not.
 * @param {string} binary
 */
function opensDesktop(binary) {
  let isOpen = false;
  return (/** @type {string} */ line, /** @type {() => void} */ stop) => {
    const address = /^Switchyard: (http:\/\/\S+)$/.exec(line.trim())?.[1];
    if (address === undefined || isOpen) return;
    isOpen = true;
    const desktop = spawn(binary, [root, `--node=${address}`, "--profile=demo"], {
      stdio: ["ignore", "inherit", "inherit"],
    });
    const goOn = () => process.stdout.write("The desktop could not be started. Use a browser.\n");
    desktop.on("error", goOn);
    desktop.on("exit", (code) => (code === 0 ? stop() : goOn()));
  };
}

await runMain(async () => {
  const given = parse(process.argv.slice(2));
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const args = toArguments(given);
  await ensureInstalled();
  await ensureBuilt();
  const cli = inRoot("out/node/switchyard.js");
  if (!existsSync(cli)) throw new Failure("Not built: out/node/switchyard.js");
  const node = findNode();
  const env = environmentWith(node);
  const demo = [cli, "demo", ...args];
  const desktop = given["no-open"] ? { because: "--no-open was given" } : findDesktop();
  if ("binary" in desktop) {
    return await runListening(node, [...demo, "--no-open"], env, opensDesktop(desktop.binary));
  }
  process.stdout.write(`The desktop is not opened: ${desktop.because}. Use a browser.\n`);
  return await runInForeground(node, given["no-open"] ? [...demo, "--no-open"] : demo, env);
});
