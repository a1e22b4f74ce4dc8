import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openVisit } from "../support/browser.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { playStory } from "./story.ts";

describe("one customer conversation on real parts", () => {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-e2e-"));
  let node: NodeProcess;
  let browser: Browser;

  beforeAll(async () => {
    node = await startNode({ port: await freePort(), data: join(folder, "data") });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await node.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("goes from the customer's first word to the clone, in three windows of one origin", async () => {
    const [customer, agent, supervisor] = [
      await openVisit(browser),
      await openVisit(browser),
      await openVisit(browser),
    ];
    await playStory({
      customer,
      agent,
      supervisor,
      deskAddress: node.url,
      chatAddress: `${node.url}/chat`,
    });
    expect([...customer.complaints, ...agent.complaints, ...supervisor.complaints]).toEqual([]);
  });
});
