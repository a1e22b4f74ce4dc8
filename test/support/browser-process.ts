import { spawn } from "node:child_process";
import { type Page, chromium } from "playwright-core";
import { chromiumPath } from "./browser.ts";

/** A whole browser of our own on a profile that outlives it. */
export interface BrowserProcess {
  readonly page: Page;
  /** kill -9 of everything it consists of, at one moment, and waits until it is gone. */
  kill(): Promise<void>;
}

const STARTS_WITHIN_MS = 20_000;

export async function startBrowser(profile: string): Promise<BrowserProcess> {
  const child = spawn(
    chromiumPath(),
    [
      "--headless=new",
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-gpu",
      "--no-first-run",
      "--lang=en-GB",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    // A group of its own: its helpers die in the same moment and can finish nothing.
    { detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = new Promise<void>((end) => child.once("exit", () => end()));
  const kill = async () => {
    const { pid, exitCode, signalCode } = child;
    if (pid !== undefined && exitCode === null && signalCode === null)
      process.kill(-pid, "SIGKILL");
    await ended;
  };
  try {
    const browser = await chromium.connectOverCDP(await doorOf(child.stderr));
    const [context] = browser.contexts();
    if (context === undefined) throw new Error("a browser without a profile");
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(20_000);
    await page.setViewportSize({ width: 1366, height: 768 });
    return { page, kill };
  } catch (cause) {
    await kill();
    throw cause;
  }
}

/** Where it can be steered, as it says itself. */
function doorOf(said: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const late = setTimeout(
      () => reject(new Error(`Chromium did not start:\n${text}`)),
      STARTS_WITHIN_MS,
    );
    said.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const door = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (door === undefined) return;
      clearTimeout(late);
      resolve(door);
    });
  });
}
