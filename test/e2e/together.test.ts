import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { beginVisit } from "../support/api.ts";
import { openBrowser, openVisit } from "../support/browser.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import {
  accept,
  goAvailable,
  offerOf,
  signInAs,
  stateSwitch,
  timeline,
} from "../support/people.ts";

let folder = "";
let node: NodeProcess;
let browser: Browser;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "switchyard-together-"));
  node = await startNode({ port: await freePort(), data: join(folder, "data") });
  browser = await openBrowser();
});
afterEach(async () => {
  await browser.close();
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function desk(username: string, isAvailable = true): Promise<Page> {
  const { page } = await openVisit(browser);
  await signInAs(page, node.url, username);
  if (isAvailable) await goAvailable(page);
  return page;
}

async function customerWrites(name: string, text: string): Promise<void> {
  const visitor = await beginVisit(node.url, "web", name);
  await visitor.api.request("POST", "/visitor/messages", { body: text });
}

async function act(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

async function chooseTarget(page: Page, act: string, target: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /To whom/ }).click();
  await page.getByRole("option", { name: new RegExp(target) }).click();
  await dialog.getByRole("button", { name: act }).click();
}

describe("two agents and a supervisor", () => {
  test("hand a conversation on, listen in, hold it and put it off, all through what is on the screen", async () => {
    const ana = await desk("ana");
    await customerWrites("Mia Wong", "My invoice is wrong");
    await accept(offerOf(ana, "Mia Wong"));
    await timeline(ana).getByText("My invoice is wrong").waitFor();

    const rui = await desk("rui");
    await act(ana, "Transfer");
    await chooseTarget(ana, "Transfer", "Rui Costa");
    await offerOf(rui, "Mia Wong").waitFor();
    await accept(offerOf(rui, "Mia Wong"));
    await timeline(rui).getByText("Ana Ruiz transferred this").waitFor();
    await ana.getByRole("region", { name: "Wrap-up" }).waitFor();

    const sam = await desk("sam", false);
    const interactionId = new URL(rui.url()).hash.split("/").at(-1) ?? "";
    await sam.goto(`${node.url}/#/work/${interactionId}`);
    await timeline(sam).getByText("My invoice is wrong").waitFor();
    await act(sam, "Monitor");
    await sam.getByRole("button", { name: "Actions" }).click();
    await sam.getByRole("menuitem", { name: "Barge in" }).click();
    // From here on everybody sees it.
    await timeline(rui)
      .getByText(/joined the conversation/)
      .waitFor();
    await act(sam, "Leave");

    await act(rui, "Hold");
    await timeline(rui).getByText("Rui Costa put this on hold").waitFor();
    await act(rui, "Resume");
    await act(rui, "Snooze until …");
    await rui.getByRole("dialog").getByRole("button", { name: "Snooze" }).click();
    await timeline(rui)
      .getByText(/Rui Costa snoozed this until/)
      .waitFor();
    expect(await rui.getByRole("textbox", { name: /Reply/ }).count()).toBe(0);
  });

  test("a queue is stopped and started by its supervisor, who also makes an agent ready", async () => {
    const ana = await desk("ana", false);
    const sam = await desk("sam", false);
    await sam.goto(`${node.url}/#/live`);
    await sam
      .getByRole("row", { name: /Billing/ })
      .first()
      .click();
    await sam.getByRole("button", { name: "Stop offering" }).click();
    await sam.getByText("Routing is off: work waits until it is claimed").waitFor();
    await sam.getByRole("button", { name: "What to do with Ana Ruiz" }).click();
    await sam.getByRole("menuitem", { name: "Make available" }).click();
    await stateSwitch(ana).filter({ hasText: "Available" }).waitFor();
    await customerWrites("Jonas Berg", "Hello?");
    await sam.getByRole("button", { name: "Go on offering" }).click();
    await offerOf(ana, "Jonas Berg").waitFor();
  });

  test("an agent begins a conversation, and asks for the next one that waits up to the limit", async () => {
    await customerWrites("Lena Koch", "Is anybody there?");
    const ana = await desk("ana", false);
    await ana.getByRole("button", { name: "Next", exact: true }).click();
    await timeline(ana).getByText("Is anybody there?").waitFor();
    await ana.getByRole("button", { name: "New", exact: true }).click();
    const dialog = ana.getByRole("dialog");
    await dialog.getByLabel("Customer").fill("Vera Bell");
    // No channel leads to somebody who has never written: none is promised (S3).
    expect(await dialog.getByLabel("First message").count()).toBe(0);
    await dialog.getByText(/Nothing is sent/).waitFor();
    await dialog.getByRole("button", { name: "Begin" }).click();
    await ana.getByRole("textbox", { name: "Reply to Vera Bell" }).waitFor();
    await act(ana, "Change channel");
    await ana
      .getByRole("dialog")
      .getByRole("button", { name: /Channel from here on/ })
      .click();
    await ana.getByRole("option", { name: "Phone" }).click();
    await ana.getByRole("dialog").getByRole("button", { name: "Change channel" }).click();
    await timeline(ana)
      .getByText(/changed/i)
      .waitFor();
  });
});
