import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { apiOf, customerWrites } from "../../support/api.ts";
import { type BrowserProcess, startBrowser } from "../../support/browser-process.ts";
import { dice } from "../../support/dice.ts";
import { type NodeProcess, freePort, startNode } from "../../support/node-process.ts";
import { isAway, isLive, outboxOf, pagesAreKept } from "../../support/offline.ts";
import { accept, goAvailable, offerOf, signInAs, timeline } from "../../support/people.ts";
import { Screen } from "./screen.ts";

export interface BrowserKills {
  readonly kills: number;
  /** Killed after the screen had said that it is kept, and before. */
  readonly afterPromise: number;
  readonly beforePromise: number;
  /** Of the latter: how many were done nevertheless. */
  readonly doneUnpromised: number;
  /** Everything that is not as promised; empty when all is well. */
  readonly problems: readonly string[];
}

/** What the node does while somebody clicks: it answers, it hangs with the line open, or it is gone. */
type NodeMood = "LIVE" | "HANGS" | "GONE";
const moods: readonly NodeMood[] = ["LIVE", "HANGS", "GONE"];

const CUSTOMER = "Mia Wong";
const MARK = "kill";

/**
 * kill -9 of a real browser between the click and the sending, again and again, each time with a new one on the same
 * profile afterwards. What the screen had called kept must be at the node once; what it had not, once or not at all.
 */
export async function killBrowserCampaign(kills: number, seed: number): Promise<BrowserKills> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-kill-browser-"));
  const office = await openOffice(folder);
  const roll = dice(seed);
  const screen = new Screen();
  try {
    let browser = await startBrowser(office.profile);
    office.browser = browser;
    await beginWork(browser.page, office.node.url);
    const address = browser.page.url();
    const interactionId = address.split("/").at(-1) ?? "";
    for (let kill = 0; kill < kills; kill += 1) {
      await screen.watch(browser.page, MARK);
      const mood = moods[kill % moods.length] ?? "LIVE";
      await oneKill(office, screen, { text: `${MARK}-${1000 + kill}`, mood, roll, kill });
      // Every second time the desk is opened before its node is back.
      const opensAlone = mood === "GONE" && roll() < 0.5;
      if (mood === "GONE" && !opensAlone) office.node = await startNode(office.place);
      browser = await startBrowser(office.profile);
      office.browser = browser;
      await openWork(browser.page, address);
      if (opensAlone) office.node = await startNode(office.place);
      await allSent(browser.page);
    }
    return verdict(screen, kills, await written(office.node.url, interactionId));
  } finally {
    await office.browser?.kill();
    office.node.child.kill("SIGCONT");
    await office.node.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Office {
  readonly place: { readonly port: number; readonly data: string };
  readonly profile: string;
  node: NodeProcess;
  browser: BrowserProcess | null;
}

async function openOffice(folder: string): Promise<Office> {
  const place = { port: await freePort(), data: join(folder, "data") };
  const node = await startNode(place);
  return { place, profile: join(folder, "profile"), node, browser: null };
}

async function beginWork(page: Page, url: string): Promise<void> {
  await signInAs(page, url, "ana", { stay: true });
  await goAvailable(page);
  await customerWrites(url, CUSTOMER, "My invoice is wrong");
  await accept(offerOf(page, CUSTOMER));
  await timeline(page).getByText("My invoice is wrong").waitFor();
  await pagesAreKept(page);
}

async function openWork(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await timeline(page).getByText("My invoice is wrong").waitFor();
}

async function allSent(page: Page): Promise<void> {
  await isLive(page);
  await outboxOf(page)
    .filter({ hasText: /^0 waiting to send/ })
    .waitFor({ timeout: 30_000 });
}

interface Kill {
  readonly text: string;
  readonly mood: NodeMood;
  readonly roll: () => number;
  readonly kill: number;
}

async function oneKill(office: Office, screen: Screen, kill: Kill): Promise<void> {
  const { browser, node } = office;
  if (browser === null) throw new Error("no browser to kill");
  const { page } = browser;
  const isNote = kill.roll() < 0.4;
  await write(page, kill.text, isNote);
  if (kill.mood === "HANGS") node.child.kill("SIGSTOP");
  if (kill.mood === "GONE") {
    await node.kill();
    await isAway(page);
  }
  // The browser may be gone before the click has an answer.
  const clicked = page.keyboard.press("Control+Enter").catch(() => {});
  await Promise.race([momentOf(kill, screen), pause(5_000)]);
  await browser.kill();
  await clicked;
  if (kill.mood === "HANGS") node.child.kill("SIGCONT");
}

/** Once the screen has promised, as soon as it shows anything, or at any moment around the click. */
function momentOf({ kill, text, roll }: Kill, screen: Screen): Promise<unknown> {
  if (kill % 2 === 0) return screen.promise(text);
  return kill % 4 === 1 ? screen.sight(text) : pause(roll() * 160);
}

async function write(page: Page, text: string, isNote: boolean): Promise<void> {
  const mode = isNote ? "Internal note" : "Reply";
  await page.getByRole("radio", { name: mode, exact: true }).check({ force: true });
  await page
    .getByRole("textbox", { name: new RegExp(`^${mode} (to|about) ${CUSTOMER}`) })
    .fill(text);
}

const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));

async function written(url: string, interactionId: string): Promise<readonly string[]> {
  const api = await apiOf(url, "ana");
  const { messages } = await api.get<{ messages: { body: string }[] }>(
    `/interactions/${interactionId}`,
  );
  return messages.map(({ body }) => body);
}

function verdict(screen: Screen, kills: number, bodies: readonly string[]): BrowserKills {
  const texts = Array.from({ length: kills }, (_none, at) => `${MARK}-${1000 + at}`);
  const timesOf = (text: string) => bodies.filter((body) => body === text).length;
  const promised = texts.filter((text) => screen.hasPromised(text));
  const unpromised = texts.filter((text) => !screen.hasPromised(text));
  return {
    kills,
    afterPromise: promised.length,
    beforePromise: unpromised.length,
    doneUnpromised: unpromised.filter((text) => timesOf(text) === 1).length,
    problems: [
      ...promised.filter((text) => timesOf(text) === 0).map((text) => `${text} was lost`),
      ...texts.filter((text) => timesOf(text) > 1).map((text) => `${text} was doubled`),
    ],
  };
}
