import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openVisit } from "../support/browser.ts";
import { serveDesk } from "../support/desk-server.ts";
import { openDesktopDoor } from "../support/desktop-door.ts";
import { faultsOf } from "../support/faults.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { spoken, customerWrites, apiOf } from "../support/api.ts";
import { isAway, isLive, outboxOf } from "../support/offline.ts";
import { accept, enterAs, goAvailable, offerOf, reply, timeline } from "../support/people.ts";

const folder = mkdtempSync(join(tmpdir(), "switchyard-two-nodes-"));
const places: { port: number; data: string; more: string[] }[] = [];
const nodes: NodeProcess[] = [];
let desk = "";
let server: Server;
let browser: Browser;

beforeAll(async () => {
  const port = await freePort();
  desk = `http://127.0.0.1:${port}`;
  server = await serveDesk(port, "");
  for (const name of ["first", "second"]) {
    const place = { port: await freePort(), data: join(folder, name), more: ["--origin", desk] };
    places.push(place);
    nodes.push(await startNode(place));
  }
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  for (const node of nodes) await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

const placeOf = (which: number) => {
  const place = places[which];
  if (place === undefined) throw new Error(`no place ${which}`);
  return place;
};
const nodeAt = (which: number): NodeProcess => {
  const node = nodes[which];
  if (node === undefined) throw new Error(`no node ${which}`);
  return node;
};

async function joinNode(page: Page, address: string): Promise<void> {
  await page.getByLabel("Node address").fill(address);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByText(`Node ${new URL(address).host}`, { exact: true }).waitFor();
}

async function leaveNode(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account: / }).click();
  await page.getByRole("menuitem", { name: "Another node" }).click();
  await page.getByText(/^Which node\?/).waitFor();
}

const belongsTo = (page: Page, { url }: NodeProcess): Promise<void> =>
  page.getByTitle(url).filter({ hasText: "this computer" }).waitFor();

test("a desktop of two nodes keeps what each has apart, and sends nothing of the one to the other", async () => {
  const [first, second] = [nodeAt(0), nodeAt(1)];
  const { page } = await openVisit(browser);
  await openDesktopDoor(page);
  await page.goto(desk);
  await joinNode(page, first.url);
  await enterAs(page, "ana");
  await belongsTo(page, first);
  await goAvailable(page);
  const mia = await customerWrites(first.url, "Mia Wong", "My invoice is wrong");
  await accept(offerOf(page, "Mia Wong"));
  await timeline(page).getByText("My invoice is wrong").waitFor();
  await first.kill();
  await isAway(page);
  await reply(page, "Mia Wong", "For the first node alone");
  await outboxOf(page).filter({ hasText: "1 waiting to send" }).waitFor();

  await leaveNode(page);
  expect(await faultsOf(page)).toEqual([]);
  await joinNode(page, second.url);
  await enterAs(page, "ana");
  await belongsTo(page, second);
  await isLive(page);
  await outboxOf(page).filter({ hasText: "0 waiting to send" }).waitFor();
  expect(await page.getByText("Mia Wong").count()).toBe(0);
  const ana = await apiOf(second.url, "ana");
  expect(await ana.get("/interactions?limit=50")).toMatchObject({ items: [] });

  // Back at the first, which is away still: the desk is as it was left.
  await leaveNode(page);
  await page.getByRole("button", { name: new RegExp(new URL(first.url).host) }).click();
  await belongsTo(page, first);
  await outboxOf(page).filter({ hasText: "1 waiting to send" }).waitFor();
  nodes[0] = await startNode(placeOf(0));
  await outboxOf(page).filter({ hasText: "0 waiting to send" }).waitFor({ timeout: 30_000 });
  expect(await spoken(mia)).toEqual(["My invoice is wrong", "For the first node alone"]);
});
