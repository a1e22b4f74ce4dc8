import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openVisit } from "../support/browser.ts";
import { listening, serveDesk } from "../support/desk-server.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { playStory } from "./story.ts";

/** Somebody's shop, which includes the chat by one script tag. */
function serveSite(port: number, nodeUrl: string): Promise<Server> {
  const tag = `<script src="${nodeUrl}/widget.js" data-source="web" defer></script>`;
  const body = `<!doctype html><html lang="en"><title>A shop</title>${tag}<h1>A shop</h1></html>`;
  return listening(port, () => ({ type: "text/html", body }));
}

describe("the desk on a second origin, the chat on a third", () => {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-origins-"));
  const servers: Server[] = [];
  let node: NodeProcess;
  let browser: Browser;
  let origins: { desk: string; site: string; stranger: string };

  beforeAll(async () => {
    const [port, desk, site, stranger] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const at = (which: number) => `http://127.0.0.1:${which}`;
    origins = { desk: at(desk), site: at(site), stranger: at(stranger) };
    const more = ["--origin", origins.desk, "--site", origins.site];
    node = await startNode({ port, data: join(folder, "data"), more });
    servers.push(await serveDesk(desk, node.url), await serveDesk(stranger, node.url));
    servers.push(await serveSite(site, node.url));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    for (const server of servers) server.close();
    await node?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("play the same story", async () => {
    const [customer, agent, supervisor] = [
      await openVisit(browser),
      await openVisit(browser),
      await openVisit(browser),
    ];
    const addresses = { deskAddress: origins.desk, chatAddress: origins.site };
    await playStory({ customer, agent, supervisor, ...addresses });
  });

  test("an origin that is not allowed gets neither a session nor a frame", async () => {
    const { page } = await openVisit(browser);
    await page.goto(origins.stranger);
    await page.getByLabel("User name").fill("ana");
    await page.getByLabel("Password").fill("demo-ana-4821");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page
      .getByText(/^The node does not answer/)
      .first()
      .waitFor();
    const framed = await fetch(`${node.url}/widget?source=web`);
    const policy = framed.headers.get("content-security-policy") ?? "";
    expect(policy).toContain(origins.site);
    expect(policy).not.toContain(origins.stranger);
  });
});
