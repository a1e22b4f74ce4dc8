import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { faultsOf } from "../support/faults.ts";
import { signInAs } from "../support/people.ts";
import { stageForAll } from "../support/stage.ts";

const PASSWORD = "a password of mine";

const stage = stageForAll();

/** By keys alone: what has the focus is where a person is. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function invite(page: Page): Promise<{ address: string; code: string }> {
  await page.getByRole("button", { name: /^Account: / }).focus();
  await press(page, "Enter");
  await page.getByRole("menuitem", { name: "Invite somebody…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByLabel("User name").fill("mara");
  await dialog.getByLabel("Full name").fill("Mara Lind");
  await dialog.getByRole("checkbox", { name: "Billing" }).focus();
  await press(page, "Space");
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Make the invite" }).press("Enter");
  const paper = page.getByRole("alertdialog", { name: "The invite for mara" });
  await paper.waitFor();
  const [address = "", code = ""] = await paper.locator("code").allInnerTexts();
  expect(await faultsOf(page)).toEqual([]);
  await paper.getByRole("button", { name: "Done" }).press("Enter");
  return { address, code };
}

describe("somebody who is invited", () => {
  test("gets an address and a code from the administrator, and with them a desk of their own", async () => {
    const alex = await stage.visit();
    await signInAs(alex.page, stage.node.url, "alex");
    const { address, code } = await invite(alex.page);
    expect(address).toBe(stage.node.url);

    const { page, complaints } = await stage.visit("dark");
    await page.goto(address);
    await page.getByRole("button", { name: "I have an invite" }).press("Enter");
    await page.getByLabel("Invite code").fill("not-a-code");
    await press(page, "Enter");
    await page.getByText(/^This invite is not valid/).waitFor();
    // As people type what they were told.
    await page.getByLabel("Invite code").fill(code.toLowerCase().replaceAll("-", " "));
    await press(page, "Enter");
    await page.getByText("Welcome, Mara Lind.").waitFor();
    expect(await page.getByLabel("User name").inputValue()).toBe("mara");
    await page.getByLabel("New password").fill("too short");
    await page.getByText("Shorter than 12 characters.").waitFor();
    await page.getByLabel("New password").fill(PASSWORD);
    await page.getByLabel("The same password again").fill("another password");
    await page.getByText("Not the same as above.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel("The same password again").fill(PASSWORD);
    await press(page, "Enter");
    await page.getByRole("button", { name: "Account: Mara Lind" }).waitFor();
    expect(complaints.filter((words) => words.startsWith("error"))).toEqual([]);

    // The code is used up; the password is what counts from here on.
    const other = await stage.visit();
    await other.page.goto(address);
    await other.page.getByRole("button", { name: "I have an invite" }).click();
    await other.page.getByLabel("Invite code").fill(code);
    await press(other.page, "Enter");
    await other.page.getByText(/^This invite is not valid/).waitFor();
    await other.page.getByRole("button", { name: "I have an account" }).click();
    await other.page.getByLabel("User name").fill("mara");
    await other.page.getByLabel("Password").fill(PASSWORD);
    await press(other.page, "Enter");
    await other.page.getByRole("button", { name: "Account: Mara Lind" }).waitFor();
  });

  test("is invited by administrators only", async () => {
    const { page } = await stage.visit();
    await signInAs(page, stage.node.url, "ana");
    await page.getByRole("button", { name: /^Account: / }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
    expect(await page.getByRole("menuitem", { name: /^Invite/ }).count()).toBe(0);
  });
});
