import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium that `npm test` found or installed. */
export function chromiumPath(): string {
  const path = process.env["SWITCHYARD_CHROMIUM"] ?? usual.find((each) => existsSync(each));
  if (path === undefined)
    throw new Error("no Chromium: run `apt-get install chromium`, or set SWITCHYARD_CHROMIUM");
  return path;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      // As on a desk: without it a headless browser sounds before anybody has touched the page.
      "--autoplay-policy=document-user-activation-required",
    ],
  });
}

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page's console and its policy complained about. */
  readonly complaints: string[];
}

/** A person of their own: own storage, own session. */
export async function openVisit(
  browser: Browser,
  look: "light" | "dark" = "light",
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    colorScheme: look,
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  return { context, page, complaints };
}
