import type { FrameLocator, Locator, Page } from "playwright-core";
import { passwordOf } from "./api.ts";

/** What people do, through visible controls only; names are those a screen reader says. */

export async function signInAs(
  page: Page,
  address: string,
  username: string,
  options: { readonly stay?: boolean } = {},
): Promise<void> {
  await page.goto(address);
  await enterAs(page, username, options);
}

/** On a sign-in page that is open already. */
export async function enterAs(
  page: Page,
  username: string,
  { stay = false }: { readonly stay?: boolean } = {},
): Promise<void> {
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(passwordOf(username));
  if (stay) await page.getByRole("checkbox", { name: /^Stay signed in/ }).check({ force: true });
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
}

export const stateSwitch = (page: Page): Locator => page.locator("[data-state-switch] button");

export async function goAvailable(page: Page): Promise<void> {
  await stateSwitch(page).click();
  await page.getByRole("menuitem", { name: /^Available/ }).click();
  await stateSwitch(page).filter({ hasText: "Available" }).waitFor();
}

/** The offer about this customer, while it can be answered. */
export const offerOf = (page: Page, customer: string): Locator =>
  page.getByRole("article", { name: `Offer: ${customer}` });

/** Its buttons ignore a click that was meant for what stood there before: a person takes longer than that. */
export async function accept(offer: Locator): Promise<void> {
  await offer.waitFor();
  await offer.page().waitForTimeout(500);
  await offer.getByRole("button", { name: /^Accept/ }).click();
}

/** An entry of the conversation's menu. */
export async function act(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

/** In the dialog of an act that sends somewhere. It is open still where the node refuses. */
export async function sendTo(
  page: Page,
  button: string,
  { to, note }: { readonly to: string | RegExp; readonly note?: string },
): Promise<Locator> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /To whom/ }).click();
  await page.getByRole("option", { name: to }).click();
  if (note !== undefined) await dialog.getByLabel("What they should know").fill(note);
  await dialog.getByRole("button", { name: button, exact: true }).click();
  return dialog;
}

/** A conversation in the list beside the one that is open. */
export const listed = (page: Page, name: RegExp): Locator =>
  page.getByRole("region", { name: "List" }).getByRole("link", { name });

export const timeline = (page: Page): Locator => page.getByRole("log", { name: "Conversation" });

export async function reply(page: Page, customer: string, text: string): Promise<void> {
  await page.getByRole("radio", { name: "Reply", exact: true }).check({ force: true });
  await page.getByRole("textbox", { name: `Reply to ${customer}` }).fill(text);
  await page.keyboard.press("Control+Enter");
}

export async function writeNote(page: Page, customer: string, text: string): Promise<void> {
  await page.getByRole("radio", { name: "Internal note", exact: true }).check({ force: true });
  await page.getByRole("textbox", { name: `Internal note about ${customer}` }).fill(text);
  await page.getByRole("button", { name: /^Save note/ }).click();
}

export interface Chat {
  readonly frame: FrameLocator;
  say(text: string): Promise<void>;
  said(text: string): Locator;
}

/** Opens the chat on a page that embeds it, and begins it under a name. */
export async function beginChat(page: Page, address: string, name: string): Promise<Chat> {
  await page.goto(address);
  await page.locator("[data-switchyard-chat] button").first().click();
  const frame = page.frameLocator("[data-switchyard-chat] iframe");
  await frame.getByLabel("Your name").fill(name);
  await frame.getByRole("button", { name: "Begin the chat" }).click();
  return {
    frame,
    say: async (text) => {
      await frame.getByRole("textbox", { name: "Your message" }).fill(text);
      await frame.getByRole("button", { name: "Send", exact: true }).click();
    },
    said: (text) => frame.getByText(text),
  };
}
