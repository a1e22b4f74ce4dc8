/** What people see while the node cannot keep anything, and what becomes of what they do meanwhile. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { limitFiles } from "../support/file-limit.ts";
import { openBrowser, openVisit } from "../support/browser.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { customerWrites, isLive } from "../support/offline.ts";
import { accept, goAvailable, offerOf, reply, signInAs, timeline } from "../support/people.ts";

let folder = "";
let node: NodeProcess;
let browser: Browser;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "switchyard-full-"));
  node = await startNode({ port: await freePort(), data: join(folder, "data") });
  browser = await openBrowser();
});
afterEach(async () => {
  await browser.close();
  await node.kill();
  rmSync(folder, { recursive: true, force: true });
});

// Only there can the files of a process that runs be limited.
test.runIf(process.platform === "linux")(
  "a full disk is said across the page within two seconds, and what was written then is sent once there is room",
  async () => {
    const { page } = await openVisit(browser);
    await signInAs(page, node.url, "ana");
    await goAvailable(page);
    const mia = await customerWrites(node.url, "Mia Wong", "My invoice is wrong");
    await accept(offerOf(page, "Mia Wong"));
    await timeline(page).getByText("My invoice is wrong").waitFor();
    const banner = page.getByRole("status").filter({ hasText: "The node can save nothing" });

    limitFiles(node, 8192);
    await reply(page, "Mia Wong", "I am on it, Mia.");
    const begun = performance.now();
    await banner.waitFor({ timeout: 30_000 });
    // Two seconds from the moment on which nothing could be kept; the browser has other things to do as well.
    expect(performance.now() - begun).toBeLessThan(10_000);
    await isLive(page);

    limitFiles(node, "unlimited");
    await banner.waitFor({ state: "detached", timeout: 30_000 });
    await expect
      .poll(async () => JSON.stringify(await mia.api.get("/visitor/messages")), { timeout: 30_000 })
      .toContain("I am on it, Mia.");
  },
);
