import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openVisit } from "../support/browser.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { type Moment, playAway, playInvite } from "./away-story.ts";
import { gatherCompany } from "./company.ts";
import { playStory } from "./story.ts";

const folder = new URL("../../docs/screens/", import.meta.url).pathname;

interface Stage {
  readonly browser: Browser;
  readonly node: NodeProcess;
  readonly place: { readonly port: number; readonly data: string };
  readonly moment: Moment;
}

/** `npm run screens [name]`: plays the stories through visible controls, with company around them, light and dark. */
async function takeScreens(
  look: Look,
  play: (stage: Stage) => Promise<NodeProcess>,
): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "switchyard-screens-"));
  const place = { port: await freePort(), data: join(data, "data") };
  let node = await startNode(place);
  const browser = await openBrowser();
  const moment = async (name: string, page: Page) => {
    // What slides in has come to rest, and fonts are there.
    await page.waitForTimeout(900);
    await page.screenshot({ path: join(folder, `${name}-${look}.png`) });
  };
  try {
    node = await play({ browser, node, place, moment });
  } finally {
    await browser.close();
    await node.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

type Look = "light" | "dark";

/** One contact from the customer's first word to the clone. */
function contact(look: Look) {
  return async ({ browser, node, moment }: Stage) => {
    const sendHome = await gatherCompany(node.url);
    // Those who wait for Sales have used most of their minute by the time the board is looked at.
    await new Promise((later) => setTimeout(later, 25_000));
    const [customer, agent, supervisor] = [
      await openVisit(browser, look),
      await openVisit(browser, look),
      await openVisit(browser, look),
    ];
    const addresses = { deskAddress: node.url, chatAddress: `${node.url}/chat` };
    await playStory({ customer, agent, supervisor, ...addresses, moment });
    sendHome();
    return node;
  };
}

/** Without the node, and somebody new. */
function away(look: Look) {
  return async (stage: Stage) => {
    const node = await playAway({ ...stage, look });
    await playInvite({ ...stage, look, node });
    return node;
  };
}

const stories = { contact, away };
const asked = process.argv[2];

mkdirSync(folder, { recursive: true });
for (const look of ["light", "dark"] as const) {
  for (const [name, story] of Object.entries(stories)) {
    if (asked === undefined || asked === name) await takeScreens(look, story(look));
  }
  process.stdout.write(`${look}: done\n`);
}
