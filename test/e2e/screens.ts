import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openBrowser, openVisit } from "../support/browser.ts";
import { freePort, startNode } from "../support/node-process.ts";
import { gatherCompany } from "./company.ts";
import { playStory } from "./story.ts";

const folder = new URL("../../docs/screens/", import.meta.url).pathname;

/** `npm run screens`: plays the story through visible controls, with company around it, light and dark. */
async function takeScreens(look: "light" | "dark"): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "switchyard-screens-"));
  const node = await startNode({ port: await freePort(), data: join(data, "data") });
  const browser = await openBrowser();
  const sendHome = await gatherCompany(node.url);
  try {
    // Those who wait for Sales have used most of their minute by the time the board is looked at.
    await new Promise((later) => setTimeout(later, 25_000));
    const [customer, agent, supervisor] = [
      await openVisit(browser, look),
      await openVisit(browser, look),
      await openVisit(browser, look),
    ];
    const moment = async (name: string, page: Page) => {
      // What slides in has come to rest, and fonts are there.
      await page.waitForTimeout(900);
      await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
    };
    const addresses = { deskAddress: node.url, chatAddress: `${node.url}/chat` };
    await playStory({ customer, agent, supervisor, ...addresses, moment });
  } finally {
    sendHome();
    await browser.close();
    await node.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

mkdirSync(folder, { recursive: true });
for (const look of ["light", "dark"] as const) {
  await takeScreens(look);
  process.stdout.write(`${look}: done\n`);
}
