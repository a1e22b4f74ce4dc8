import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type Server, createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openVisit } from "../support/browser.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { playStory } from "./story.ts";

const pages = new URL("../../out/renderer/", import.meta.url).pathname;
const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** The desk from an origin of its own: the desktop's situation. It names its node as the desktop's page does. */
function serveDesk(port: number, nodeUrl: string): Promise<Server> {
  return listening(port, (path) => {
    const file = join(pages, normalize(path === "/" ? "/index.html" : path));
    const body = readFileSync(file);
    const type = types[extname(file)] ?? "application/octet-stream";
    if (type !== "text/html") return { type, body };
    const meta = `<meta name="switchyard-node" content="${nodeUrl}" />`;
    const html = body.toString().replace(/<meta name="switchyard-node"[^>]*>/, "");
    return { type, body: html.replace("<head>", `<head>${meta}`) };
  });
}

/** Somebody's shop, which includes the chat by one script tag. */
function serveSite(port: number, nodeUrl: string): Promise<Server> {
  const tag = `<script src="${nodeUrl}/widget.js" data-source="web" defer></script>`;
  const body = `<!doctype html><html lang="en"><title>A shop</title>${tag}<h1>A shop</h1></html>`;
  return listening(port, () => ({ type: "text/html", body }));
}

async function listening(
  port: number,
  answer: (path: string) => { type: string; body: string | Buffer },
): Promise<Server> {
  const server = createServer((request, response) => {
    try {
      const { type, body } = answer(new URL(request.url ?? "/", "http://here").pathname);
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  return server;
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
