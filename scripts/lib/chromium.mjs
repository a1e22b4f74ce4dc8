import { existsSync } from "node:fs";
import { Failure } from "./failure.mjs";
import { onPath } from "./node.mjs";
import { run } from "./processes.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where browsers live that are not on PATH. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const install = "apt-get update && apt-get install -y chromium";

/** The browser of this machine, if there is one. */
export function findChromium() {
  const wished = process.env["SWITCHYARD_CHROMIUM"];
  if (wished) {
    if (existsSync(wished)) return wished;
    throw new Failure(`SWITCHYARD_CHROMIUM names ${wished}, and there is no such file.`);
  }
  for (const name of names) {
    const path = onPath(name);
    if (path !== undefined) return path;
  }
  return places.find((path) => existsSync(path));
}

/** A browser to test in: found, or installed where we may install one. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  const isDebian = existsSync("/etc/debian_version");
  if (!isDebian) {
    throw new Failure(
      "No Chromium found. Install Chromium, or let SWITCHYARD_CHROMIUM point to it.",
    );
  }
  if (process.getuid?.() !== 0) {
    throw new Failure(`No Chromium found. Install it: sudo sh -c '${install}'`);
  }
  process.stderr.write(`Installing Chromium (${install}) …\n`);
  const { code, output } = await run("sh", ["-c", install], {
    keepOutput: true,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Failure(
    `${output}\nNo Chromium found, and installing it failed (code ${code}). ` +
      `Run it yourself: ${install}\nor let SWITCHYARD_CHROMIUM point to a Chromium.`,
  );
}
