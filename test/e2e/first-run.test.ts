import { describe, expect, test } from "vitest";
import { faultsOf } from "../support/faults.ts";
import { accept, beginChat, goAvailable, offerOf, timeline } from "../support/people.ts";
import { stageForAll } from "../support/stage.ts";

const stage = stageForAll({ command: "serve" });

describe("a node of one's own (S24)", () => {
  test("from the set-up code to the first conversation, by what the screen says", async () => {
    const { page, context } = await stage.visit();
    await page.goto(stage.node.url);
    const code = /use this code once: (\S+)/.exec(stage.node.output())?.[1] ?? "";
    await page.getByLabel("Set-up code").fill(code);
    await page.getByLabel("Name of your workspace").fill("Harbour Ferries");
    await page.getByLabel("Your name").fill("Mara Lind");
    await page.getByLabel("User name").fill("mara");
    await page.getByLabel("Password").fill("a password of mine");
    await page.getByRole("button", { name: "Make the first account" }).click();
    const steps = page.getByRole("region", { name: "Three things to do first" });
    await steps.waitFor();
    await page.getByText("Harbour Ferries").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await steps.getByRole("button", { name: "Invite a colleague" }).click();
    await page.getByRole("dialog", { name: "Invite somebody" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await steps.locator("code").innerText()).toContain(`${stage.node.url}/widget.js`);
    await goAvailable(page);
    const [customer] = await Promise.all([
      context.waitForEvent("page"),
      steps.getByRole("link", { name: "Open the chat page" }).click(),
    ]);
    const chat = await beginChat(customer, customer.url(), "Vera First");
    await chat.say("Is anybody there?");
    await accept(offerOf(page, "Vera First"));
    await timeline(page).getByText("Is anybody there?").waitFor();
    await steps.getByRole("button", { name: "Done with these" }).click();
    expect(await steps.count()).toBe(0);
    await page.context().close();
  });

  test("offers no demo and no set-up code once there is an account", async () => {
    const { page } = await stage.visit();
    await page.goto(stage.node.url);
    await page.getByRole("button", { name: "I have an invite" }).waitFor();
    expect(await page.getByText(/demo/i).count()).toBe(0);
    expect(await page.getByRole("button", { name: "I have a set-up code" }).count()).toBe(0);
    await page.context().close();
  });
});
