import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { customerWrites } from "../support/api.ts";
import { goAvailable, offerOf, signInAs, stateSwitch } from "../support/people.ts";
import { stageForEach } from "../support/stage.ts";

const stage = stageForEach();

/** Long enough for an untouched desk to open itself and to ring. */
const RUNG_WITHIN_MS = 8000;

/** What the page hands to the system, written down by a stand-in for the browser's own Notification. */
interface Shown {
  readonly title: string;
  readonly tag: string;
  closed: boolean;
}
declare global {
  interface Window {
    notices: Shown[];
  }
}

const standIn = (): void => {
  window.notices = [];
  let permission: NotificationPermission = "default";
  class Stand extends EventTarget {
    static get permission() {
      return permission;
    }
    static requestPermission() {
      permission = "granted";
      return Promise.resolve(permission);
    }
    readonly #shown: Shown;
    constructor(title: string, { tag = "" }: NotificationOptions) {
      super();
      this.#shown = { title, tag, closed: false };
      window.notices.push(this.#shown);
      setTimeout(() => this.dispatchEvent(new Event("show")));
    }
    close() {
      this.#shown.closed = true;
    }
  }
  Object.assign(window, { Notification: Stand });
};

const openAlerts = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Sound and notifications" }).click();
  await page.getByRole("dialog", { name: "How offers reach you" }).waitFor();
};

describe("how an offer reaches somebody in a browser (F34)", () => {
  test("a sound that the browser refuses says so until the first gesture", async () => {
    const { page: before, context } = await stage.visit();
    await signInAs(before, stage.node.url, "ana", { stay: true });
    await goAvailable(before);
    await before.close();
    // The desk comes back by itself, as after a start of the computer: nobody has touched this page.
    const page = await context.newPage();
    await page.goto(stage.node.url);
    await customerWrites(stage.node.url, "Sue Quiet", "Is anybody there?");
    // Playwright's own looking into a page counts as a gesture there: until it has rung, nobody looks.
    await page.waitForTimeout(RUNG_WITHIN_MS);
    const mark = page.locator("[data-sound-mark]");
    await mark.getByText("No sound yet: click here").waitFor();
    await page.mouse.click(683, 500);
    await expect.poll(() => mark.getByRole("button").count()).toBe(0);
    await page.context().close();
  });

  test("notifications are asked for in the dialog, come while the window is behind, and go with the offer", async () => {
    const { page } = await stage.visit();
    await page.addInitScript(standIn);
    await signInAs(page, stage.node.url, "rui");
    await goAvailable(page);
    await openAlerts(page);
    await page.getByRole("button", { name: "Allow notifications" }).click();
    await page.getByText("Notifications are on").waitFor();
    await page.getByRole("button", { name: "Test now" }).click();
    await page.getByText("Sound: played.").waitFor();
    await page.getByText("Notification: shown.").waitFor();
    await page
      .getByRole("checkbox", { name: "Ring until an offer is answered" })
      .uncheck({ force: true });
    await page.getByRole("button", { name: "Test now" }).click();
    await page.getByText("Sound: muted by you.").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await page.evaluate(() => {
      window.notices = [];
      Object.assign(document, { hasFocus: () => false });
    });
    await customerWrites(stage.node.url, "Ben Behind", "Is anybody there?");
    const offer = offerOf(page, "Ben Behind");
    await offer.waitFor();
    const notices = () => page.evaluate(() => window.notices);
    await expect.poll(notices).toMatchObject([{ title: "Offer: Ben Behind", closed: false }]);
    await page.waitForTimeout(500);
    await offer
      .getByRole("button", { name: /^Decline/ })
      .first()
      .click();
    await expect.poll(notices).toMatchObject([{ closed: true }]);
    await page.context().close();
  });
});

describe("keys where the layout lacks the letter (F35)", () => {
  test("a Cyrillic s opens the state menu, by its place", async () => {
    const { page } = await stage.visit();
    await signInAs(page, stage.node.url, "ana");
    await page.getByRole("main").first().click();
    await stateSwitch(page).waitFor();
    await page.evaluate(() => {
      const press = { key: "ы", code: "KeyS", bubbles: true, cancelable: true };
      document.body.dispatchEvent(new KeyboardEvent("keydown", press));
    });
    await page.getByRole("menuitem", { name: /^Available/ }).waitFor();
    await page.context().close();
  });
});
