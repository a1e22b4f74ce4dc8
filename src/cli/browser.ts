import { spawn } from "node:child_process";

/** What opens an address in the person's own browser, or null where there is no screen to open it on. */
export function opener(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): { readonly command: string; readonly args: readonly string[] } | null {
  if (platform === "darwin") return { command: "open", args: [] };
  // `start` takes its first quoted argument for a title.
  if (platform === "win32") return { command: "cmd", args: ["/c", "start", ""] };
  const hasScreen = Boolean(environment["DISPLAY"]) || Boolean(environment["WAYLAND_DISPLAY"]);
  return hasScreen ? { command: "xdg-open", args: [] } : null;
}

/** Opens it and forgets it: a browser that does not come is no failure, the address stands on the screen. */
export function openBrowser(address: string): void {
  const how = opener(process.platform, process.env);
  if (how === null) return;
  const child = spawn(how.command, [...how.args, address], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
