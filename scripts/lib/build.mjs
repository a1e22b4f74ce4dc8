import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Failure } from "./failure.mjs";
import { filesUnder } from "./files.mjs";
import { environmentWith, findNode } from "./node.mjs";
import { inRoot, root } from "./paths.mjs";
import { run } from "./processes.mjs";
import { toolScript } from "./tools.mjs";

const widgetArguments = ["build", "-c", "vite.widget.config.ts", "--logLevel", "warn"];

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} needs without these the part is not built yet
 * @property {string} makes
 * @property {() => string[]} command
 */

/** @type {Part[]} */
const parts = [
  {
    name: "desktop and renderer",
    needs: [
      "electron.vite.config.ts",
      "src/main/index.ts",
      "src/preload/index.ts",
      "src/renderer/index.html",
    ],
    makes: "out/renderer/index.html",
    command: () => [toolScript("electron-vite"), "build", "--logLevel", "warn"],
  },
  {
    name: "node and command line",
    needs: ["vite.node.config.ts", "src/cli/switchyard.ts"],
    makes: "out/node/switchyard.js",
    command: () => [toolScript("vite"), "build", "-c", "vite.node.config.ts", "--logLevel", "warn"],
  },
  {
    name: "widget page",
    needs: ["vite.widget.config.ts", "src/widget/index.html"],
    makes: "out/widget/index.html",
    command: () => [toolScript("vite"), ...widgetArguments],
  },
  {
    // After the page, whose build empties the folder.
    name: "widget loader",
    needs: ["vite.widget.config.ts", "src/widget/loader.ts"],
    makes: "out/widget/widget.js",
    command: () => [toolScript("vite"), ...widgetArguments, "--mode", "loader"],
  },
];

/** Whatever can change what is built. */
const sources = [
  "src",
  "resources",
  "electron.vite.config.ts",
  "vite.kept-pages.ts",
  "vite.neighbours.ts",
  "vite.node.config.ts",
  "vite.widget.config.ts",
  "tsconfig.base.json",
  "package-lock.json",
];

const stampFile = inRoot("out/.stamp");

function sourceHash() {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((path) => filesUnder(inRoot(path)))) {
    hash.update(file.slice(root.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** @param {Part} part */
const isThere = (part) => part.needs.every((path) => existsSync(inRoot(path)));

function isFresh() {
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  const made = parts.filter(isThere).every((part) => existsSync(inRoot(part.makes)));
  return made && stamp === sourceHash();
}

/** Builds everything that has sources; a part that has none yet is named and left out. */
export async function build() {
  const node = findNode();
  const before = sourceHash();
  for (const part of parts) {
    if (!isThere(part)) {
      process.stderr.write(`Not built yet: ${part.name}\n`);
      continue;
    }
    const { code, output } = await run(node, part.command(), {
      cwd: root,
      keepOutput: true,
      env: environmentWith(node),
    });
    if (code !== 0) throw new Failure(`${output}\nThe ${part.name} could not be built.`);
  }
  mkdirSync(inRoot("out"), { recursive: true });
  writeFileSync(stampFile, before);
}

/** Builds if a source has changed since the last build. */
export async function ensureBuilt() {
  if (isFresh()) return;
  process.stderr.write("Building node, pages and widget: about half a minute …\n");
  await build();
}
