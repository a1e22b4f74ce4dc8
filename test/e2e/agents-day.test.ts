import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { apiOf, customerWrites } from "../support/api.ts";
import {
  accept,
  act,
  goAvailable,
  listed,
  offerOf,
  sendTo,
  stateSwitch,
  timeline,
} from "../support/people.ts";
import { stageForAll } from "../support/stage.ts";

/** What an agent's day is made of, each control clicked: decline, not ready, conference, transfer, snooze. */

let ana: Page;
let rui: Page;

const stage = stageForAll();
beforeAll(async () => {
  ana = await stage.desk("ana");
  rui = await stage.desk("rui");
});

async function notReady(page: Page): Promise<void> {
  await stateSwitch(page).click();
  await page.getByRole("menuitem", { name: /^Lunch/ }).click();
  await stateSwitch(page).filter({ hasText: "Lunch" }).waitFor();
}

/** What an earlier offer came to stands for some seconds beside the new one. */
const ringing = (page: Page, name: string) =>
  offerOf(page, name).and(page.locator('[data-state="offered"]'));

describe("an agent's day", () => {
  test("an offer is declined with a reason, and goes to a colleague; lunch is said as lunch", async () => {
    await goAvailable(ana);
    await customerWrites(stage.node.url, "Mia Wong", "My invoice is wrong");
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
    const dialog = await sendTo(rui, "Transfer", {
      to: /Ana Ruiz/,
      note: "needs Tech, invoice 4711",
    });
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
    await customerWrites(stage.node.url, "Jonas Berg", "Do you have an offer for two lines?");
    await ringing(rui, "Jonas Berg").waitFor();
    await listed(ana, /Mia Wong/).click();
    await act(ana, "Conference");
    const dialog = await sendTo(ana, "Conference", { to: /Rui Costa/, note: "a second opinion" });
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
    await listed(ana, /Mia Wong/).click();
    await act(ana, "Snooze until …");
    const dialog = ana.getByRole("dialog", { name: "Snooze: Mia Wong" });
    await dialog.getByRole("button", { name: "Snooze", exact: true }).click();
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
    const waiting = listed(ana, /Mia Wong/);
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
    const admin = await apiOf(stage.node.url, "alex");
    const routing = { nobodySignedIn: "REFUSE" };
    expect((await admin.request("PATCH", "/queues/sales", { routing })).status).toBe(200);
    await act(ana, "Transfer");
    const dialog = await sendTo(ana, "Transfer", { to: /^Sales/, note: "wants a second line" });
    await dialog.getByRole("alert").getByText("Nobody is signed in for this queue.").waitFor();
    await dialog.getByRole("button", { name: "Send there anyway" }).click();
    await dialog.waitFor({ state: "detached" });
    await timeline(ana).getByText("Ana Ruiz transferred this to Sales").waitFor();
  });
});
