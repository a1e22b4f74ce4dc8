import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./paths.mjs";

/** Electron's binary, if it has been fetched. Asking the package itself would begin a download. */
function electronBinary() {
  const override = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
  const pathFile = inRoot("node_modules/electron/path.txt");
  const file = existsSync(pathFile) ? readFileSync(pathFile, "utf8").trim() : undefined;
  const byPlatform = process.platform === "win32" ? "electron.exe" : "electron";
  if (override) {
    const binary = join(override, file ?? byPlatform);
    return existsSync(binary) ? binary : undefined;
  }
  if (file === undefined) return undefined;
  const binary = inRoot("node_modules/electron/dist", file);
  return existsSync(binary) ? binary : undefined;
}

function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);
}

/**
 * The desktop's binary, or why there is no desktop on this machine.
 * @returns {{binary: string} | {because: string}}
 */
export function findDesktop() {
  const binary = electronBinary();
  if (binary === undefined) {
    return { because: "Electron's binary is not here (`npx install-electron` fetches it)" };
  }
  if (!existsSync(inRoot("out/main/index.js"))) return { because: "the desktop is not built yet" };
  if (!hasDisplay()) return { because: "there is no display" };
  // Chromium's sandbox refuses root, and we do not run without the sandbox.
  if (process.platform === "linux" && process.getuid?.() === 0) {
    return { because: "it does not run as root" };
  }
  return { binary };
}
