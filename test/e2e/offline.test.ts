import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Visitor } from "../support/api.ts";
import { type Visit, openBrowser, openVisit } from "../support/browser.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { customerWrites, isAway, isLive, outboxOf, pagesAreKept } from "../support/offline.ts";
import {
  accept,
  goAvailable,
  offerOf,
  reply,
  signInAs,
  timeline,
  writeNote,
} from "../support/people.ts";

const MIA = "Mia Wong";
const place = { port: 0, data: "" };
let folder = "";
let node: NodeProcess;
let browser: Browser;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "switchyard-offline-"));
  Object.assign(place, { port: await freePort(), data: join(folder, "data") });
  node = await startNode(place);
  browser = await openBrowser();
});
afterEach(async () => {
  await browser.close();
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Ana at her desk, in a conversation with Mia, in a browser that has kept the app. */
async function anaWithMia(): Promise<{ visit: Visit; mia: Visitor }> {
  const visit = await openVisit(browser);
  const { page } = visit;
  await signInAs(page, node.url, "ana", { stay: true });
  await goAvailable(page);
  const mia = await customerWrites(node.url, MIA, "My invoice is wrong");
  await accept(offerOf(page, MIA));
  await timeline(page).getByText("My invoice is wrong").waitFor();
  await pagesAreKept(page);
  return { visit, mia };
}

async function openDesk({ context }: Visit, url: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  return page;
}

const bodies = async ({ api }: Visitor): Promise<string[]> => {
  const { messages } = await api.get<{ messages: { body: string }[] }>("/visitor/messages");
  return messages.map(({ body }) => body);
};

describe("a window opened while the node is away", () => {
  test("shows the desk as it was, stamped, with what waits, and sends it once the node is back", async () => {
    const { visit, mia } = await anaWithMia();
    await node.kill();
    await isAway(visit.page);
    await reply(visit.page, MIA, "I am on it, Mia.");
    await timeline(visit.page).getByText("Will send when online").waitFor();
    await writeNote(visit.page, MIA, "asked accounting");
    await outboxOf(visit.page).filter({ hasText: "2 waiting to send" }).waitFor();
    const address = visit.page.url();
    await visit.page.close();

    const page = await openDesk(visit, address);
    await timeline(page).getByText("I am on it, Mia.").waitFor();
    await timeline(page).getByText("asked accounting").waitFor();
    await page
      .getByText(/^as of \d\d:\d\d/)
      .first()
      .waitFor();
    await outboxOf(page).filter({ hasText: "2 waiting to send" }).waitFor();

    node = await startNode(place);
    await isLive(page);
    await outboxOf(page).filter({ hasText: "0 waiting to send" }).waitFor();
    expect(await bodies(mia)).toEqual(["My invoice is wrong", "I am on it, Mia."]);
  });

  test("says what is missing where nobody stays signed in, and goes on with their work once they are", async () => {
    const visit = await openVisit(browser);
    await signInAs(visit.page, node.url, "ana");
    await goAvailable(visit.page);
    const mia = await customerWrites(node.url, MIA, "Hello?");
    await accept(offerOf(visit.page, MIA));
    await timeline(visit.page).getByText("Hello?").waitFor();
    await pagesAreKept(visit.page);
    await node.kill();
    await isAway(visit.page);
    await reply(visit.page, MIA, "Here I am.");
    await timeline(visit.page).getByText("Will send when online").waitFor();
    await visit.page.close();

    const page = await visit.context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(node.url);
    await page.getByText(/^The node does not answer, and signing in needs it/).waitFor();
    node = await startNode(place);
    await page.getByText(/^The node does not answer/).waitFor({ state: "detached" });
    await signInAs(page, node.url, "ana");
    await expect.poll(() => bodies(mia), { timeout: 20_000 }).toEqual(["Hello?", "Here I am."]);
  });
});
