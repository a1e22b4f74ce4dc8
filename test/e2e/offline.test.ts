import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type Visitor, spoken, customerWrites, apiOf } from "../support/api.ts";
import type { Visit } from "../support/browser.ts";
import { isAway, isLive, outboxOf, pagesAreKept } from "../support/offline.ts";
import {
  accept,
  goAvailable,
  offerOf,
  reply,
  signInAs,
  timeline,
  writeNote,
} from "../support/people.ts";
import { forceComplete, openId, reopen } from "./away-story.ts";
import { stageForEach } from "../support/stage.ts";

const MIA = "Mia Wong";
const JONAS = "Jonas Berg";

const stage = stageForEach();

/** Ana at her desk, in a conversation with Mia, in a browser that has kept the app. */
async function anaWithMia(): Promise<{ visit: Visit; mia: Visitor }> {
  const visit = await stage.visit();
  const { page } = visit;
  await signInAs(page, stage.node.url, "ana", { stay: true });
  await goAvailable(page);
  const mia = await customerWrites(stage.node.url, MIA, "My invoice is wrong");
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

describe("a window opened while the node is away", () => {
  test("shows the desk as it was, stamped, with what waits, and sends it once the node is back", async () => {
    const { visit, mia } = await anaWithMia();
    await stage.node.kill();
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

    await stage.startNode();
    await isLive(page);
    await outboxOf(page).filter({ hasText: "0 waiting to send" }).waitFor();
    expect(await spoken(mia)).toEqual(["My invoice is wrong", "I am on it, Mia."]);
  });

  test("says what is missing where nobody stays signed in, and goes on with their work once they are", async () => {
    const visit = await stage.visit();
    await signInAs(visit.page, stage.node.url, "ana");
    await goAvailable(visit.page);
    const mia = await customerWrites(stage.node.url, MIA, "Hello?");
    await accept(offerOf(visit.page, MIA));
    await timeline(visit.page).getByText("Hello?").waitFor();
    await pagesAreKept(visit.page);
    await stage.node.kill();
    await isAway(visit.page);
    await reply(visit.page, MIA, "Here I am.");
    await timeline(visit.page).getByText("Will send when online").waitFor();
    await visit.page.close();

    const page = await visit.context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(stage.node.url);
    await page.getByText(/^The node does not answer, and signing in needs it/).waitFor();
    await stage.startNode();
    await page.getByText(/^The node does not answer/).waitFor({ state: "detached" });
    await signInAs(page, stage.node.url, "ana");
    await expect.poll(() => spoken(mia), { timeout: 20_000 }).toEqual(["Hello?", "Here I am."]);
  });
});

describe("an agent whose node is away", () => {
  test("goes on working, and on the return each act has its end: done, or refused in words beside its object", async () => {
    const { visit, mia } = await anaWithMia();
    const { page, context } = visit;
    const miaId = openId(page);
    const jonas = await customerWrites(stage.node.url, JONAS, "Where is my parcel?");
    await accept(offerOf(page, JONAS));
    await timeline(page).getByText("Where is my parcel?").waitFor();
    const jonasId = openId(page);
    await stage.node.kill();
    await isAway(page);

    // Jonas from beginning to end, all on this device.
    await reply(page, JONAS, "It is on its way.");
    await writeNote(page, JONAS, "depot 4");
    await page.getByPlaceholder("Add a tag and press Enter").fill("parcel");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^End/ }).click();
    await page.getByRole("menuitem", { name: /^Close, resolved/ }).click();
    const form = page.getByRole("region", { name: "Wrap-up" });
    await form.getByText("Refund", { exact: true }).click();
    await form.getByLabel("Note for colleagues").fill("found it in depot 4");
    await form.getByRole("button", { name: /^Complete/ }).click();
    await page.getByRole("link", { name: "Open it in Completed" }).waitFor();

    // Mia is open still; what only the node can do says so.
    await page.getByRole("link", { name: new RegExp(MIA) }).click();
    await timeline(page).getByText("My invoice is wrong").waitFor();
    await reply(page, MIA, "One moment, Mia.");
    await timeline(page).getByText("Will send when online").waitFor();
    await reply(page, MIA, "It should say 49.");
    await page
      .getByText(/^as of \d\d:\d\d/)
      .first()
      .waitFor();
    await expectToNeedTheNode(page);
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe(MIA);
    await page.getByRole("link", { name: "Completed" }).click();
    await page.getByRole("row", { name: new RegExp(JONAS) }).waitFor();
    await page.close();

    // While nobody of the desk is there, the supervisor ends Mia's conversation.
    await stage.startNode();
    await forceComplete(stage.node.url, miaId);

    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const back = await openDesk(visit, stage.node.url);
    await outboxOf(back).filter({ hasText: "0 waiting to send · 2 need you" }).waitFor();
    await back.getByText(/^Back online\. \d+ sent\. 2 need you\./).waitFor();
    expect(await spoken(mia)).toEqual(["My invoice is wrong"]);
    expect(await spoken(jonas)).toEqual(["Where is my parcel?", "It is on its way."]);
    const kept = await (await apiOf(stage.node.url, "sam")).get(`/interactions/${jonasId}`);
    expect(kept).toMatchObject({
      interaction: {
        state: "COMPLETED",
        tags: ["parcel"],
        dispositionNote: "found it in depot 4",
      },
    });

    // The drawer leads to the object, where the same is said again.
    await outboxOf(back).click();
    const drawer = back.getByRole("dialog", { name: "Waiting to be sent" });
    await drawer.getByText("One moment, Mia.").waitFor();
    await drawer.getByRole("link", { name: MIA }).first().click();
    const cards = back.getByRole("region", { name: /^Not done: Reply/ });
    const card = cards.filter({ hasText: "One moment, Mia." });
    await card.getByRole("button", { name: "Retry" }).click();
    await outboxOf(back).filter({ hasText: "0 waiting to send · 2 need you" }).waitFor();
    await card.getByRole("button", { name: "Keep my text" }).click();
    await card.getByText(/^Copied/).waitFor();
    expect(await back.evaluate(() => navigator.clipboard.readText())).toBe("One moment, Mia.");
    await card.getByRole("button", { name: "Discard" }).click();
    await card.waitFor({ state: "detached" });

    // What stood in the way is gone: the same text goes through, once.
    await reopen(stage.node.url, miaId);
    await cards
      .filter({ hasText: "It should say 49." })
      .getByRole("button", { name: "Retry" })
      .click();
    await cards.waitFor({ state: "detached" });
    await timeline(back).getByText("It should say 49.").waitFor();
    await outboxOf(back).filter({ hasText: "need you" }).waitFor({ state: "detached" });
    expect(await spoken(mia)).toEqual(["My invoice is wrong", "It should say 49."]);
    expect(visit.complaints.filter((words) => words.startsWith("error"))).toEqual([]);
  });

  test("in two windows sends nothing twice, and loses nothing that a closed one left", async () => {
    const { visit, mia } = await anaWithMia();
    const first = visit.page;
    const second = await openDesk(visit, first.url());
    await timeline(second).getByText("My invoice is wrong").waitFor();
    await stage.node.kill();
    await isAway(first);
    await reply(first, MIA, "From the first window");
    await timeline(second).getByText("From the first window").waitFor();
    await reply(second, MIA, "From the second window");
    await timeline(first).getByText("From the second window").waitFor();
    await outboxOf(first).filter({ hasText: "2 waiting to send" }).waitFor();
    await first.close();
    await reply(second, MIA, "And one more");
    await timeline(second).getByText("And one more").waitFor();
    const third = await openDesk(visit, second.url());
    await stage.startNode();
    await outboxOf(third).filter({ hasText: "0 waiting to send" }).waitFor({ timeout: 30_000 });
    await outboxOf(second).filter({ hasText: "0 waiting to send" }).waitFor();
    expect(await spoken(mia)).toEqual([
      "My invoice is wrong",
      "From the first window",
      "From the second window",
      "And one more",
    ]);
  });
});

/** Not offered while the node is away, each with the reason. */
async function expectToNeedTheNode(page: Page): Promise<void> {
  const needed = "Needs the node, which is out of reach";
  const state = page.locator("[data-state-switch] button");
  expect(await state.getAttribute("aria-disabled")).toBe("true");
  const begin = page.getByRole("button", { name: "New", exact: true });
  expect(await begin.getAttribute("aria-disabled")).toBe("true");
  await begin.focus();
  await page.getByRole("tooltip").filter({ hasText: needed }).waitFor();
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  const acts = page.getByRole("menuitem");
  await acts.first().waitFor();
  for (const act of await acts.all()) {
    expect(await act.getAttribute("aria-disabled")).toBe("true");
    expect(await act.innerText()).toContain(needed);
  }
  await page.keyboard.press("Escape");
}
