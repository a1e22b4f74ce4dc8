import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { customerWrites } from "../support/api.ts";
import { faultsOf } from "../support/faults.ts";
import { act, goAvailable, sendTo, stateSwitch, timeline } from "../support/people.ts";
import { stageForAll } from "../support/stage.ts";

/** A supervisor's controls, and those of the look: each clicked once, by its name. */

let sam: Page;
let rui: Page;

const stage = stageForAll();
beforeAll(async () => {
  sam = await stage.desk("sam");
  rui = await stage.desk("rui");
});

/** The node has taken what a dialog asked for. */
const sent = (dialog: Locator) => dialog.waitFor({ state: "detached" });

const account = (page: Page) => page.getByRole("button", { name: /^(Account|Konto): / });
async function pick(page: Page, name: string): Promise<void> {
  await account(page).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

const rootOf = (page: Page, name: string) => () => page.locator("html").getAttribute(name);

describe("a supervisor's controls", () => {
  test("a waiting conversation is moved to another queue, and assigned to an agent at once", async () => {
    await goAvailable(rui);
    await customerWrites(stage.node.url, "Jonas Berg", "My bill from the shop is wrong", "shop");
    await sam.goto(`${stage.node.url}/#/live`);
    await sam.getByRole("row", { name: /Sales/ }).first().click();
    await sam
      .getByRole("link", { name: /Jonas Berg/ })
      .first()
      .click();
    await timeline(sam).getByText("My bill from the shop is wrong").waitFor();
    await act(sam, "Move to queue");
    await sent(await sendTo(sam, "Move to queue", { to: /^Tech/ }));
    await timeline(sam).getByText(/Tech/).first().waitFor();
    await act(sam, "Assign");
    await sam.getByRole("dialog").getByText("Begin at once, without asking them").click();
    await sent(await sendTo(sam, "Assign", { to: /^Rui Costa/ }));
    await rui
      .getByRole("link", { name: /Jonas Berg/ })
      .first()
      .click();
    await timeline(rui).getByText("My bill from the shop is wrong").waitFor();
  });

  test("what waits in a queue is closed by its number, and not by mistake (S26)", async () => {
    await customerWrites(
      stage.node.url,
      "Lena Koch",
      "Do you have an offer for two lines?",
      "shop",
    );
    await customerWrites(stage.node.url, "R. Haddad", "And for three?", "shop");
    await sam.goto(`${stage.node.url}/#/live`);
    await sam.getByRole("row", { name: /Sales/ }).first().click();
    await sam.getByRole("button", { name: "Close 2 conversations" }).click();
    const sure = sam.getByRole("alertdialog", {
      name: "Close 2 conversations that wait in Sales?",
    });
    await sure.getByText("This cannot be undone", { exact: false }).waitFor();
    expect(await faultsOf(sam)).toEqual([]);
    await sure.getByRole("button", { name: "Back" }).click();
    await sam.getByRole("button", { name: "Close 2 conversations" }).click();
    await sure.getByLabel("What its customers are told").fill("Please write again tomorrow");
    await sure.getByRole("button", { name: "Close 2 conversations" }).click();
    await sure.waitFor({ state: "detached" });
    const none = sam.getByRole("button", { name: "Close 0 conversations" });
    await none.waitFor();
    expect(await none.getAttribute("aria-disabled")).toBe("true");
  });

  test("an agent is set not ready with a reason, made available, and logged out", async () => {
    const menu = sam.getByRole("button", { name: "What to do with Rui Costa" });
    await menu.click();
    await sam.getByRole("menuitem", { name: "Training" }).click();
    await stateSwitch(rui).filter({ hasText: "Training" }).waitFor();
    await menu.click();
    await sam.getByRole("menuitem", { name: "Make available" }).click();
    await stateSwitch(rui).filter({ hasText: "Available" }).waitFor();
    await menu.click();
    await sam.getByRole("menuitem", { name: "Log out" }).click();
    await menu.waitFor({ state: "detached" });
  });

  test("a completed interaction is corrected", async () => {
    await sam.goto(`${stage.node.url}/#/completed`);
    const grid = sam.getByRole("grid", { name: "Completed" });
    await grid.getByRole("row", { name: /R. Haddad/ }).hover();
    // Found by what was said in it, and the words stand marked in its line; at once, also under the pointer.
    await sam.getByRole("searchbox").fill("two lines");
    await grid.getByRole("row", { name: /R. Haddad/ }).waitFor({ state: "detached" });
    expect(await faultsOf(sam)).toEqual([]);
    const found = sam.getByRole("row", { name: /Lena Koch/ }).locator("mark");
    await found.first().waitFor();
    expect((await found.allInnerTexts()).join(" ")).toBe("two lines");
    await sam
      .getByRole("row", { name: /Lena Koch/ })
      .first()
      .click();
    await sam.getByLabel("Subject").fill("An offer for two lines, by telephone");
    await sam.getByRole("button", { name: "Save changes" }).click();
    await sam
      .getByText(/by telephone/)
      .first()
      .waitFor();
    await sam.getByRole("button", { name: "Save changes" }).waitFor({ state: "detached" });
  });
});

describe("the look", () => {
  test("is dark, of high contrast, dense and German as one wishes, also after a reload", async () => {
    await pick(sam, "Dark");
    await expect.poll(rootOf(sam, "data-theme")).toBe("dark");
    await pick(sam, "High contrast");
    await expect.poll(rootOf(sam, "data-contrast")).toBe("more");
    expect(await faultsOf(sam)).toEqual([]);
    await pick(sam, "Compact rows");
    await expect.poll(rootOf(sam, "data-density")).toBe("compact");
    await pick(sam, "Deutsch");
    await expect.poll(rootOf(sam, "lang")).toBe("de");
    await sam.getByRole("link", { name: "Meine Arbeit" }).waitFor();
    await sam.reload();
    await sam.getByRole("link", { name: "Meine Arbeit" }).waitFor();
    expect(await rootOf(sam, "data-theme")()).toBe("dark");
    expect(await faultsOf(sam)).toEqual([]);
    await sam.getByRole("link", { name: "Ordner" }).click();
    await sam.getByRole("link", { name: "Warten auf meine Antwort" }).waitFor();
    await pick(sam, "English");
    await expect.poll(rootOf(sam, "lang")).toBe("en");
    // Also what the page had put together before.
    await sam.getByRole("link", { name: "Needs my reply" }).waitFor();
    await pick(sam, "Light");
    await expect.poll(rootOf(sam, "data-theme")).toBe("light");
  });

  test("the sheet of keys opens by its button, by its key and from the menu", async () => {
    const sheet = sam.getByRole("dialog", { name: "Keyboard shortcuts" });
    await sam.getByRole("button", { name: /^Shortcuts/ }).click();
    await sheet.waitFor();
    await sam.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await sam.keyboard.press("Shift+?");
    await sheet.waitFor();
    await sam.keyboard.press("Escape");
    await pick(sam, "Keyboard shortcuts");
    await sheet.waitFor();
    await sam.keyboard.press("Escape");
  });

  test("sounds are muted and on again, by the menu and by the key", async () => {
    await pick(sam, "Mute sounds");
    await account(sam).click();
    await sam.getByRole("menuitem", { name: "Sounds on again" }).click();
    await sam.getByRole("main").press("m");
    await account(sam).click();
    await sam.getByRole("menuitem", { name: "Sounds on again" }).waitFor();
    await sam.keyboard.press("Escape");
  });

  test("nothing moves sideways at 1024 px, nor at 200 % (F47)", async () => {
    for (const width of [1024, 683]) {
      await sam.setViewportSize({ width, height: 600 });
      for (const page of ["work", "live", "completed", "folders", "lists"]) {
        await sam.goto(`${stage.node.url}/#/${page}`);
        await sam.getByRole("navigation", { name: "Main" }).waitFor();
        const sideways = await sam.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect([page, width, sideways]).toEqual([page, width, 0]);
      }
    }
  });
});
