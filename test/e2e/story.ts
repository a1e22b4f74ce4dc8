import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Visit } from "../support/browser.ts";
import {
  type Chat,
  accept,
  beginChat,
  goAvailable,
  offerOf,
  reply,
  signInAs,
  timeline,
  writeNote,
} from "../support/people.ts";

export interface Cast {
  readonly customer: Visit;
  readonly agent: Visit;
  readonly supervisor: Visit;
  /** Where the desks are opened, and the customer's page. */
  readonly deskAddress: string;
  readonly chatAddress: string;
  /** A moment worth a picture. */
  readonly moment?: (name: string, page: Page) => Promise<void>;
}

const CUSTOMER = "Mia Wong";

/** One contact from the customer's first word to the follow-up of the completed interaction. */
export async function playStory(cast: Cast): Promise<void> {
  const { agent, supervisor } = cast;
  await signInAs(agent.page, cast.deskAddress, "ana");
  await goAvailable(agent.page);
  await signInAs(supervisor.page, cast.deskAddress, "sam");
  const chat = await beginChat(cast.customer.page, cast.chatAddress, CUSTOMER);
  await chat.say("My invoice is wrong");
  await acceptOffer(cast);
  await converse(cast, chat);
  await wrapUp(cast);
  await cloneCompleted(cast, chat);
}

async function acceptOffer({ agent, supervisor, moment }: Cast): Promise<void> {
  const offer = offerOf(agent.page, CUSTOMER);
  await offer.waitFor();
  await offer
    .getByText(/Billing/)
    .first()
    .waitFor();
  const text = await offer.innerText();
  assert.match(text, /My invoice is wrong/);
  assert.match(text, /you match billing/i);
  assert.match(text, /\d+ s/);
  await moment?.("offer", agent.page);
  await supervisor.page.goto(`${new URL(supervisor.page.url()).href.split("#")[0]}#/live`);
  await supervisor.page.getByRole("heading", { name: "Live" }).waitFor({ state: "attached" });
  await moment?.("live", supervisor.page);
  await accept(offer);
  await timeline(agent.page).getByText("My invoice is wrong").waitFor();
}

async function converse({ agent, customer, moment }: Cast, chat: Chat): Promise<void> {
  await reply(agent.page, CUSTOMER, "Let me look that up for you.");
  await chat.said("Let me look that up for you.").waitFor();
  await chat.say("It says 79 instead of 49.");
  await timeline(agent.page).getByText("It says 79 instead of 49.").waitFor();
  await writeNote(agent.page, CUSTOMER, "refund is stuck in batch 7");
  await timeline(agent.page).getByText("refund is stuck in batch 7").waitFor();
  await moment?.("conversation", agent.page);
  await moment?.("customer", customer.page);
  // What is internal stays internal: it is nowhere on the customer's page.
  assert.doesNotMatch(await chat.frame.locator("body").innerText(), /batch 7/);
}

async function wrapUp({ agent, moment }: Cast): Promise<void> {
  await agent.page.getByRole("button", { name: /^End/ }).click();
  await agent.page.getByRole("menuitem", { name: /^Close, resolved/ }).click();
  const form = agent.page.getByRole("region", { name: "Wrap-up" });
  await form.waitFor();
  await moment?.("wrap-up", agent.page);
  await form.getByText("Refund", { exact: true }).click();
  await form.getByLabel("Note for colleagues").fill("refunded, batch released");
  await form.getByRole("button", { name: /^Complete/ }).click();
  await agent.page.getByRole("link", { name: "Open it in Completed" }).waitFor();
}

async function cloneCompleted({ supervisor, moment }: Cast, chat: Chat): Promise<void> {
  const { page } = supervisor;
  await page.getByRole("link", { name: "Completed" }).click();
  await page
    .getByRole("row", { name: new RegExp(CUSTOMER) })
    .first()
    .click();
  await page.getByText(/^Completed .* by Ana Ruiz · Resolved/).waitFor();
  assert.equal(await page.getByRole("textbox", { name: /Reply/ }).count(), 0);
  await moment?.("completed", page);
  await page.getByRole("button", { name: "Clone…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(`First message to ${CUSTOMER}`).fill("Your refund has arrived, Mia.");
  await moment?.("clone", page);
  await dialog.getByRole("button", { name: "Clone and send" }).click();
  await chat.said("Your refund has arrived, Mia.").waitFor();
  await timeline(page).getByText("Your refund has arrived, Mia.").waitFor();
  await moment?.("cloned", page);
}
