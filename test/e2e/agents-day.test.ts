import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoPeople } from "../../src/demo/demo-people.ts";
import { beginVisit, signIn } from "../support/api.ts";
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

/** What an agent's day is made of, each control clicked: decline, not ready, conference, transfer, snooze. */

let folder = "";
let node: NodeProcess;
let browser: Browser;
let ana: Page;
let rui: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "switchyard-day-"));
  node = await startNode({ port: await freePort(), data: join(folder, "data") });
  browser = await openBrowser();
  ana = await desk("ana");
  rui = await desk("rui");
});
afterAll(async () => {
  await browser.close();
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function desk(username: string): Promise<Page> {
  const { page } = await openVisit(browser);
  await signInAs(page, node.url, username);
  return page;
}

async function writes(name: string, text: string): Promise<void> {
  const visitor = await beginVisit(node.url, "web", name);
  await visitor.api.request("POST", "/visitor/messages", { body: text });
}

async function notReady(page: Page): Promise<void> {
  await stateSwitch(page).click();
  await page.getByRole("menuitem", { name: /^Lunch/ }).click();
  await stateSwitch(page).filter({ hasText: "Lunch" }).waitFor();
}

async function act(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

async function send(page: Page, act: string, to: string, note: string): Promise<Locator> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /To whom/ }).click();
  await page.getByRole("option", { name: new RegExp(to) }).click();
  await dialog.getByLabel("What they should know").fill(note);
  await dialog.getByRole("button", { name: act, exact: true }).click();
  return dialog;
}

/** What an earlier offer came to stands for some seconds beside the new one. */
const ringing = (page: Page, name: string) =>
  offerOf(page, name).and(page.locator('[data-state="offered"]'));

const row = (page: Page, name: RegExp) =>
  page.getByRole("region", { name: "List" }).getByRole("link", { name });

describe("an agent's day", () => {
  test("an offer is declined with a reason, and goes to a colleague; lunch is said as lunch", async () => {
    await goAvailable(ana);
    await writes("Mia Wong", "My invoice is wrong");
    const offer = ringing(ana, "Mia Wong");
    await offer.waitFor();
    await ana.waitForTimeout(500);
    await offer.getByRole("button", { name: "Decline with a reason" }).click();
    await ana.getByRole("menuitem", { name: /System problem/ }).click();
    await ana.getByText("Declined: System problem. Mia Wong goes to the next agent.").waitFor();
    await notReady(ana);
    await goAvailable(rui);
    await accept(ringing(rui, "Mia Wong"));
    await timeline(rui).getByText("My invoice is wrong").waitFor();
  });

  test("a refused transfer keeps its dialog with the reason, the target and the note (S6)", async () => {
    await act(rui, "Transfer");
    const dialog = await send(rui, "Transfer", "Ana Ruiz", "needs Tech, invoice 4711");
    await dialog
      .getByRole("alert")
      .getByText(/not available/i)
      .waitFor();
    expect(await dialog.getByLabel("What they should know").inputValue()).toBe(
      "needs Tech, invoice 4711",
    );
    await dialog.getByRole("button", { name: /Ana Ruiz/ }).waitFor();
    // The same dialog, once the colleague is there.
    await goAvailable(ana);
    await dialog.getByRole("button", { name: "Transfer", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  });

  test("the card says from whom and why, the note stands in the conversation, the wrap-up is the own leg's (S2, S12)", async () => {
    const offer = ringing(ana, "Mia Wong");
    await offer.getByText("From Rui Costa, transfer: needs Tech, invoice 4711").waitFor();
    await accept(offer);
    await timeline(ana).getByText("Rui Costa transferred this to Ana Ruiz").waitFor();
    await timeline(ana).getByText("needs Tech, invoice 4711").waitFor();
    // Billing asks for a disposition: skipping it would be refused, so it is not offered.
    const form = rui.getByRole("region", { name: "Wrap-up" });
    await form.waitFor();
    expect(await form.getByRole("button", { name: "Skip" }).count()).toBe(0);
    await form.getByText("Refund", { exact: true }).click();
    await form.getByLabel("Note for colleagues").fill("passed on");
    await form.getByRole("button", { name: /^Complete/ }).click();
    await form.waitFor({ state: "detached" });
    expect(await rui.getByText(/needs you/).count()).toBe(0);
  });

  test("a colleague who is rung is asked next, and their card says that it is a conference (S6)", async () => {
    await notReady(ana);
    await goAvailable(rui);
    await writes("Jonas Berg", "Do you have an offer for two lines?");
    await ringing(rui, "Jonas Berg").waitFor();
    await row(ana, /Mia Wong/).click();
    await act(ana, "Conference");
    const dialog = await send(ana, "Conference", "Rui Costa", "a second opinion");
    await dialog.waitFor({ state: "detached" });
    await ana
      .locator("[data-states]")
      .getByText(/waiting for Rui Costa/)
      .waitFor();
    await accept(ringing(rui, "Jonas Berg"));
    const next = ringing(rui, "Mia Wong");
    await next.getByText("From Ana Ruiz, conference: a second opinion").waitFor();
    await accept(next);
    await ana.locator("[data-states]").getByText("with Rui Costa too").waitFor();
    await act(rui, "Leave");
  });

  test("snoozed at once, without a wrap-up, and taken back from the list (S19)", async () => {
    await row(ana, /Mia Wong/).click();
    await act(ana, "Snooze until …");
    await ana.getByRole("dialog").getByRole("button", { name: "Snooze", exact: true }).click();
    await ana.getByRole("heading", { name: /^Snoozed/ }).waitFor();
    expect(await ana.getByRole("region", { name: "Wrap-up" }).count()).toBe(0);
    await ana.getByRole("button", { name: "Take", exact: true }).click();
    await ana.getByRole("textbox", { name: "Reply to Mia Wong" }).waitFor();
  });

  test("returned to the queue it waits there, with what is said of it in words (S19, S22)", async () => {
    await notReady(rui);
    await act(ana, "Return to queue");
    const form = ana.getByRole("region", { name: "Wrap-up" });
    await form.getByText("Refund", { exact: true }).click();
    await form.getByRole("button", { name: /^Complete/ }).click();
    const waiting = row(ana, /Mia Wong/);
    await waiting.getByText(/waits/).waitFor();
    expect(await waiting.innerText()).toMatch(/pick-up due/);
    expect(await waiting.innerText()).toMatch(/My invoice is wrong/);
    await waiting.click();
    await ana.getByRole("button", { name: "Take", exact: true }).click();
    await ana.getByRole("textbox", { name: "Reply to Mia Wong" }).waitFor();
  });

  test("my work is sorted by who waits longest, and as taken again (S4)", async () => {
    await ana.getByRole("button", { name: "Sort my work by who waits longest" }).click();
    await ana.getByRole("button", { name: "Sort my work in the order I took it on" }).click();
    await ana.getByRole("button", { name: "Sort my work by who waits longest" }).waitFor();
  });

  test("what a queue does not take now is sent there all the same, once it is insisted on (F4)", async () => {
    const alex = demoPeople.find(({ username }) => username === "alex");
    const admin = await signIn(node.url, "alex", alex?.password ?? "");
    const routing = { nobodySignedIn: "REFUSE" };
    expect((await admin.request("PATCH", "/queues/sales", { routing })).status).toBe(200);
    await act(ana, "Transfer");
    const dialog = await send(ana, "Transfer", "^Sales", "wants a second line");
    await dialog.getByRole("alert").getByText("Nobody is signed in for this queue.").waitFor();
    await dialog.getByRole("button", { name: "Send there anyway" }).click();
    await dialog.waitFor({ state: "detached" });
    await timeline(ana).getByText("Ana Ruiz transferred this to Sales").waitFor();
  });
});
