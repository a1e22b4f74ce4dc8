import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openBrowser, openVisit } from "../support/browser.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { type Visitor, beginVisit, spoken } from "../support/api.ts";
import {
  accept,
  goAvailable,
  offerOf,
  signInAs,
  stateSwitch,
  timeline,
} from "../support/people.ts";

const place = { port: 0, data: "" };
let folder = "";
let node: NodeProcess;
let browser: Browser;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "switchyard-lost-"));
  Object.assign(place, { port: await freePort(), data: join(folder, "data") });
  node = await startNode(place);
  browser = await openBrowser();
});
afterEach(async () => {
  await browser.close();
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function availableAgent(username: string): Promise<Page> {
  const { page } = await openVisit(browser);
  await signInAs(page, node.url, username);
  await goAvailable(page);
  return page;
}

async function customerWrites(name: string, text: string): Promise<Visitor> {
  const visitor = await beginVisit(node.url, "web", name);
  await visitor.api.request("POST", "/visitor/messages", { body: text });
  return visitor;
}

describe("an offer that nobody answers", () => {
  test("is a RONA: the next agent gets it, and the screen says what was missed and where it went", async () => {
    const ana = await availableAgent("ana");
    await customerWrites("Mia Wong", "My invoice is wrong");
    await offerOf(ana, "Mia Wong").waitFor();
    const rui = await availableAgent("rui");
    // The offer lasts 20 s and its grace 1.5 s.
    await offerOf(rui, "Mia Wong").waitFor({ timeout: 30_000 });
    const missed = ana.getByRole("article").filter({ hasText: "Missed offer" });
    await missed.waitFor();
    const words = await missed.innerText();
    expect(words).toContain("Mia Wong");
    expect(words).toMatch(/offered to Rui Costa now/);
    expect(words).toContain("You are not receiving work.");
    await stateSwitch(ana).filter({ hasText: "Missed offer" }).waitFor();
    // Accepted by the keyboard, by the one who has it now.
    await rui.keyboard.press("Alt+Enter");
    await timeline(rui).getByText("My invoice is wrong").waitFor();
    await missed.getByText(/no longer waits in Billing/).waitFor();
    await missed.getByRole("button", { name: "Go available" }).click();
    await stateSwitch(ana).filter({ hasText: "Available" }).waitFor();
  });
});

describe("an agent whose window is closed with an offer open", () => {
  test("loses it to the next agent, without a miss", async () => {
    const ana = await availableAgent("ana");
    const rui = await openVisit(browser);
    await signInAs(rui.page, node.url, "rui");
    await customerWrites("Jonas Berg", "Ich warte seit Dienstag");
    await offerOf(ana, "Jonas Berg").waitFor();
    await ana.context().close();
    await goAvailable(rui.page);
    // Withdrawn after 12 s of silence, well before the offer's own 20 s.
    await offerOf(rui.page, "Jonas Berg").waitFor({ timeout: 16_000 });
    expect(await offerOf(rui.page, "Jonas Berg").innerText()).toMatch(/2nd offer/);
  });
});

describe("a node that is killed in the middle of an offer and started again", () => {
  test("lets the agent accept what is still theirs, and has lost nothing", async () => {
    const ana = await availableAgent("ana");
    const visitor = await customerWrites("Lena Koch", "Is anybody there?");
    await offerOf(ana, "Lena Koch").waitFor();
    await node.kill();
    await ana
      .getByText(/^Reconnecting/)
      .first()
      .waitFor();
    // Nothing can be pressed, and the card says why (S11).
    await offerOf(ana, "Lena Koch").locator("p", { hasText: "Needs the node" }).waitFor();
    node = await startNode(place);
    await ana.getByText(/^Live/).first().waitFor({ timeout: 20_000 });
    await accept(offerOf(ana, "Lena Koch"));
    await timeline(ana).getByText("Is anybody there?").waitFor();
    expect(await spoken(visitor)).toEqual(["Is anybody there?"]);
  });
});
