import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type Api, beginVisit } from "../support/api.ts";
import { accept, listed, offerOf, reply, timeline } from "../support/people.ts";
import { stageForAll } from "../support/stage.ts";

const stage = stageForAll();

const write = (api: Api, body: string) => api.request("POST", "/visitor/messages", { body });
const work = (page: Page) => page.getByRole("region", { name: "Conversation" });
async function isInSight(page: Page, text: string): Promise<boolean> {
  // What one wrote oneself says "Sent" behind its words.
  const line = timeline(page).getByText(new RegExp(`^${text}`));
  await line.waitFor();
  await page.waitForTimeout(150);
  const [box, room] = [await line.boundingBox(), await work(page).boundingBox()];
  if (box === null || room === null) return false;
  return box.y >= room.y - 1 && box.y + box.height <= room.y + room.height + 1;
}

describe("the end of a conversation (S1, S21)", () => {
  test("stays in sight whatever changes its height; who reads further up is told, and read is what was seen", async () => {
    const page = await stage.availableDesk("ana");
    const { api } = await beginVisit(stage.node.url, "web", "Mia Wong");
    for (let at = 1; at <= 20; at += 1) await write(api, `Line ${at}\nof two`);
    await accept(offerOf(page, "Mia Wong"));
    await timeline(page)
      .getByText(/^Line 20/)
      .waitFor();
    // At the end: every line that comes is seen, and so is what makes the room for it smaller.
    await write(api, "Comes at the end");
    expect(await isInSight(page, "Comes at the end")).toBe(true);
    await page.getByRole("textbox", { name: /^Reply to/ }).fill("a\nb\nc\nd\ne\nf\ng\nh");
    expect(await isInSight(page, "Comes at the end")).toBe(true);
    await page.setViewportSize({ width: 1366, height: 600 });
    expect(await isInSight(page, "Comes at the end")).toBe(true);
    // At 200 % zoom, where the page is one column and scrolls as a whole.
    await page.setViewportSize({ width: 683, height: 384 });
    expect(await isInSight(page, "Comes at the end")).toBe(true);
    expect((await work(page).boundingBox())?.height).toBeLessThan(200);
    await page.setViewportSize({ width: 1366, height: 768 });
    // Further up: it stays there, and says how many came.
    await work(page).evaluate((scroller) => scroller.scrollTo(0, 0));
    await page.waitForTimeout(100);
    await write(api, "First below");
    await write(api, "Second below");
    await page.getByRole("button", { name: "2 new messages" }).waitFor();
    expect(await isInSight(page, "Second below")).toBe(false);
    expect(await listed(page, /^Unread: Mia Wong/).count()).toBe(1);
    await page.getByRole("button", { name: "2 new messages" }).click();
    expect(await isInSight(page, "Second below")).toBe(true);
    await listed(page, /^Mia Wong/)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: /new message/ }).count()).toBe(0);
    // What one writes oneself is always in sight.
    await work(page).evaluate((scroller) => scroller.scrollTo(0, 0));
    await page.waitForTimeout(100);
    await reply(page, "Mia Wong", "I am looking into it");
    expect(await isInSight(page, "I am looking into it")).toBe(true);
  });
});

describe("ending a conversation", () => {
  const own = stageForAll();

  test("with a reply that is not sent is asked about first", async () => {
    const page = await own.availableDesk("ana");
    const { api } = await beginVisit(own.node.url, "web", "Noa Unsent");
    await write(api, "Is anybody there?");
    await accept(offerOf(page, "Noa Unsent"));
    const field = page.getByRole("textbox", { name: /^Reply to/ });
    await field.fill("Yes, one moment");
    const endIt = async () => {
      await page.getByRole("button", { name: /^End/ }).click();
      await page.getByRole("menuitem", { name: /^Close, resolved/ }).click();
    };
    await endIt();
    const asked = page.getByRole("alertdialog", { name: "Your reply is not sent" });
    await asked.getByText("Yes, one moment").waitFor();
    await asked.getByRole("button", { name: "Back" }).click();
    expect(await field.inputValue()).toBe("Yes, one moment");
    await endIt();
    await asked.getByRole("button", { name: "End without sending" }).click();
    await field.waitFor({ state: "detached" });
    expect(await timeline(page).getByText("Yes, one moment").count()).toBe(0);
  });
});
