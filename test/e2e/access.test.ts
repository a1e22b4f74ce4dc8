import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { faultsOf } from "../support/faults.ts";
import { playStory } from "./story.ts";
import { stageForAll } from "../support/stage.ts";

describe.each(["light", "dark"] as const)("everything the story shows, %s", (look) => {
  const stage = stageForAll();

  test("breaks no rule of WCAG 2.2 A and AA, and leaves header and composer uncovered", async () => {
    const found: string[] = [];
    const moment = async (name: string, page: Page) => {
      for (const fault of await faultsOf(page)) found.push(`${name}: ${fault}`);
      if (await isCovered(page)) found.push(`${name}: an offer covers the header or the composer`);
    };
    const [customer, agent, supervisor] = [
      await stage.visit(look),
      await stage.visit(look),
      await stage.visit(look),
    ];
    const addresses = { deskAddress: stage.node.url, chatAddress: `${stage.node.url}/chat` };
    await playStory({ customer, agent, supervisor, ...addresses, moment });
    expect(found).toEqual([]);
  });
});

/** Whether any offer's rectangle meets the conversation's head or the composer. */
function isCovered(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const boxes = (selector: string) =>
      Array.from(document.querySelectorAll(selector), (element) => element.getBoundingClientRect());
    const offers = boxes("article[data-offer]");
    const others = [
      ...boxes("main h1"),
      ...boxes("[aria-label^='Reply to']"),
      ...boxes("[aria-label^='Internal note']"),
    ];
    return offers.some((offer) =>
      others.some(
        (box) =>
          box.width > 0 &&
          box.left < offer.right &&
          offer.left < box.right &&
          box.top < offer.bottom &&
          offer.top < box.bottom,
      ),
    );
  });
}
