import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openVisit } from "../support/browser.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { playStory } from "./story.ts";

const wcag = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** React Aria's announcer for what is no longer pending lacks a text for some seconds; it is not ours to name. */
const notOurs = ["role-img-alt"];

describe.each(["light", "dark"] as const)("everything the story shows, %s", (look) => {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-axe-"));
  let node: NodeProcess;
  let browser: Browser;

  beforeAll(async () => {
    node = await startNode({ port: await freePort(), data: join(folder, "data") });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await node?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("breaks no rule of WCAG 2.2 A and AA, and leaves header and composer uncovered", async () => {
    const found: string[] = [];
    const moment = async (name: string, page: Page) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(wcag)
        .disableRules(notOurs)
        .analyze();
      for (const { id, nodes } of violations)
        found.push(`${name}: ${id} at ${nodes[0]?.html ?? ""}`);
      if (await isCovered(page)) found.push(`${name}: an offer covers the header or the composer`);
    };
    const [customer, agent, supervisor] = [
      await openVisit(browser, look),
      await openVisit(browser, look),
      await openVisit(browser, look),
    ];
    const addresses = { deskAddress: node.url, chatAddress: `${node.url}/chat` };
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
