import { readFileSync } from "node:fs";
import type { FrameLocator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Visit } from "../support/browser.ts";
import {
  accept,
  beginChat,
  goAvailable,
  offerOf,
  reply,
  signInAs,
  timeline,
} from "../support/people.ts";
import { stageForAll } from "../support/stage.ts";

const frameOf = (page: Page): FrameLocator => page.frameLocator("[data-switchyard-chat] iframe");
const field = (frame: FrameLocator) => frame.getByRole("textbox", { name: "Your message" });

describe("what the customer sees is how it stands", () => {
  let agent: Visit;
  let chatAddress = "";

  const stage = stageForAll();

  beforeAll(async () => {
    chatAddress = `${stage.node.url}/chat`;
    agent = await stage.visit();
    await signInAs(agent.page, stage.node.url, "ana");
    await goAvailable(agent.page);
  });

  test("links on both sides, the end, what it was worth, and a copy to keep (F26, S17)", async () => {
    const customer = await stage.visit();
    const chat = await beginChat(customer.page, chatAddress, "Lea Stern");
    await chat.say("Is https://example.org/bill_(May) right?");
    await accept(await waitFor(agent.page, "Lea Stern"));
    const link = timeline(agent.page).getByRole("link");
    await link.waitFor();
    expect(
      await link.evaluate((each: HTMLAnchorElement) => [each.href, each.target, each.rel]),
    ).toEqual(["https://example.org/bill_(May)", "_blank", "noopener noreferrer"]);
    await reply(agent.page, "Lea Stern", "Yes: see https://example.org/help.");
    await chat.frame.getByText("You are talking to Ana Ruiz.").waitFor();
    const answer = chat.frame.getByRole("link", { name: "https://example.org/help" });
    expect(await answer.getAttribute("rel")).toBe("noopener noreferrer");
    // 24 hours in a British browser.
    expect(await chat.frame.locator("time").first().innerText()).toMatch(/^\d\d:\d\d$/);
    await chat.frame.getByRole("button", { name: "End the conversation" }).click();
    await chat.frame.getByRole("button", { name: "End it" }).click();
    await chat.frame.getByText("You have ended the conversation.").waitFor();
    await chat.frame.getByLabel("4 of 5 stars").check({ force: true });
    await chat.frame.getByLabel("A few words, if you like").fill("quick and kind");
    // What grew below the conversation has not hidden its last line.
    const below = (log: Element) => log.scrollHeight - log.scrollTop - log.clientHeight;
    expect(await chat.frame.getByRole("log").evaluate(below)).toBeLessThan(48);
    await chat.frame.getByRole("button", { name: "Send the rating" }).click();
    await chat.frame.getByText("Thank you for your rating.").waitFor();
    const [file] = await Promise.all([
      customer.page.waitForEvent("download"),
      chat.frame.getByRole("button", { name: "Save the conversation" }).click(),
    ]);
    const saved = readFileSync(await file.path(), "utf8");
    expect(saved).toMatch(/You: Is https:\/\/example\.org\/bill_\(May\) right\?/);
    expect(saved).toContain("Ana Ruiz has joined.");
    await finish(agent.page);
    await agent.page.getByRole("link", { name: "Open it in Completed" }).click();
    await agent.page.getByRole("img", { name: "4 of 5 stars" }).waitFor();
    await agent.page.getByText("quick and kind").waitFor();
    await agent.page.getByRole("link", { name: "My work" }).click();
    expect([...customer.complaints, ...agent.complaints]).toEqual([]);
  });

  test("with every socket failing, answers come and the status says nothing else (F21, F61)", async () => {
    const customer = await stage.visit();
    await customer.page.clock.install();
    await customer.page.routeWebSocket(/\/sync$/, (socket) => socket.close());
    const chat = await beginChat(customer.page, chatAddress, "Nora Nosocket");
    await chat.say("anybody?");
    await accept(await waitFor(agent.page, "Nora Nosocket"));
    await reply(agent.page, "Nora Nosocket", "I am here.");
    // Half a minute of the customer's time for each asking; an answer still on its way to the node comes with the next.
    await expect
      .poll(
        async () => {
          await customer.page.clock.fastForward(30_000);
          return chat.said("I am here.").count();
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toBe(1);
    const status = await chat.frame.locator(".status").innerText();
    expect(status).toMatch(/You are talking to Ana Ruiz\. Messages may take up to half a minute/);
    await customer.context.close();
  });

  test("two tabs are one customer, a half-written text outlives a reload, a composition is not sent (F22, F27, F30)", async () => {
    const one = await stage.visit();
    const chat = await beginChat(one.page, chatAddress, "Tom Two");
    const two = await one.context.newPage();
    await two.goto(chatAddress);
    await two.locator("[data-switchyard-chat] button").first().click();
    await chat.say("from the first");
    const other = frameOf(two);
    await other.getByText("from the first").waitFor();
    await field(other).fill("from the second");
    await field(other).press("Enter");
    await chat.said("from the second").waitFor();
    await field(other).fill("half a sent");
    await field(other).evaluate((text) => {
      const init = { key: "Enter", keyCode: 229, bubbles: true, cancelable: true };
      text.dispatchEvent(new KeyboardEvent("keydown", init));
    });
    expect(await field(other).inputValue()).toBe("half a sent");
    await two.reload();
    await two.locator("[data-switchyard-chat] button").first().click();
    await other.getByText("from the second").waitFor();
    expect(await field(other).inputValue()).toBe("half a sent");
    expect(await field(chat.frame).inputValue()).toBe("");
    for (const text of ["from the first", "from the second"])
      expect(await other.getByText(text).count()).toBe(1);
    await one.context.close();
  });

  test("a page whose body is replaced keeps the button, and the chat as open as it was (F28)", async () => {
    const { page, context } = await stage.visit();
    const chat = await beginChat(page, chatAddress, "Turbo Lee");
    await chat.say("before");
    await chat.said("before").waitFor();
    for (const round of [1, 2]) {
      await page.evaluate((text) => {
        const body = document.createElement("body");
        // As kept copies of a page do: the button's place without what was in it.
        body.innerHTML = `<h1>${text}</h1><div data-switchyard-chat></div>`;
        document.body = body;
      }, `page ${round}`);
      await page.getByRole("heading", { name: `page ${round}` }).waitFor();
      await field(frameOf(page)).waitFor();
      await frameOf(page).getByText("before").waitFor();
      expect(await page.locator("[data-switchyard-chat]").count()).toBe(1);
    }
    await context.close();
  });

  test("a tag without its attribute says what to write, or takes it from the address (F29)", async () => {
    const { page, context } = await stage.visit();
    const told: string[] = [];
    page.on("console", (message) => told.push(message.text()));
    const site = `${stage.node.url}/shop`;
    await page.route(`${site}**`, (route) => {
      const tag = `<script src="/widget.js${new URL(route.request().url()).search}" defer></script>`;
      return route.fulfill({
        contentType: "text/html",
        body: `<!doctype html>${tag}<h1>Shop</h1>`,
      });
    });
    await page.goto(site);
    await expect.poll(() => told.filter((line) => line.includes("?source=")).length).toBe(1);
    expect(await page.locator("[data-switchyard-chat]").count()).toBe(0);
    await page.goto(`${site}?source=web&label=Ask+us`);
    await page.getByRole("button", { name: "Ask us" }).waitFor();
    await context.close();
  });
});

async function waitFor(page: Page, name: string) {
  const offer = offerOf(page, name);
  await offer.waitFor();
  return offer;
}

async function finish(page: Page): Promise<void> {
  const form = page.getByRole("region", { name: "Wrap-up" });
  await form.getByText("Refund", { exact: true }).click();
  await form.getByRole("button", { name: /^Complete/ }).click();
}
