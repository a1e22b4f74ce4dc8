import type { Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listening, serveDesk } from "../support/desk-server.ts";
import { freePort } from "../support/node-process.ts";
import { Stage } from "../support/stage.ts";
import { playStory } from "./story.ts";

/** Somebody's shop, which includes the chat by one script tag. */
function serveSite(port: number, nodeUrl: string): Promise<Server> {
  const tag = `<script src="${nodeUrl}/widget.js" data-source="web" defer></script>`;
  const body = `<!doctype html><html lang="en"><title>A shop</title>${tag}<h1>A shop</h1></html>`;
  return listening(port, () => ({ type: "text/html", body }));
}

describe("the desk on a second origin, the chat on a third", () => {
  const servers: Server[] = [];
  let stage: Stage;
  let origins: { desk: string; site: string; stranger: string };

  beforeAll(async () => {
    const [desk, site, stranger] = [await freePort(), await freePort(), await freePort()];
    const at = (which: number) => `http://127.0.0.1:${which}`;
    origins = { desk: at(desk), site: at(site), stranger: at(stranger) };
    stage = new Stage({ more: ["--origin", origins.desk, "--site", origins.site] });
    await stage.open();
    const { url } = stage.node;
    servers.push(await serveDesk(desk, url), await serveDesk(stranger, url));
    servers.push(await serveSite(site, url));
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await stage.close();
  });

  test("play the same story", async () => {
    const [customer, agent, supervisor] = [
      await stage.visit(),
      await stage.visit(),
      await stage.visit(),
    ];
    const addresses = { deskAddress: origins.desk, chatAddress: origins.site };
    await playStory({ customer, agent, supervisor, ...addresses });
  });

  test("an origin that is not allowed gets neither a session nor a frame", async () => {
    const { page } = await stage.visit();
    await page.goto(origins.stranger);
    await page.getByLabel("User name").fill("ana");
    await page.getByLabel("Password").fill("demo-ana-4821");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page
      .getByText(/^The node does not answer/)
      .first()
      .waitFor();
    const framed = await fetch(`${stage.node.url}/widget?source=web`);
    const policy = framed.headers.get("content-security-policy") ?? "";
    expect(policy).toContain(origins.site);
    expect(policy).not.toContain(origins.stranger);
  });
});
