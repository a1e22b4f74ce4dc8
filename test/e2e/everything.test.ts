import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoPeople } from "../../src/demo/demo-people.ts";
import { beginVisit, signIn } from "../support/api.ts";
import { openBrowser, openVisit } from "../support/browser.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { accept, goAvailable, offerOf, signInAs, timeline, writeNote } from "../support/people.ts";

let data = "";
let node: NodeProcess;
let browser: Browser;
let ana: Page;
let rui: Page;
let sam: Page;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "switchyard-everything-"));
  node = await startNode({ port: await freePort(), data: join(data, "data") });
  await setUp();
  browser = await openBrowser();
  ana = await desk("ana");
  rui = await desk("rui");
  sam = await desk("sam");
});
afterAll(async () => {
  await browser.close();
  await node.stop();
  rmSync(data, { recursive: true, force: true });
});

async function desk(username: string): Promise<Page> {
  const { page } = await openVisit(browser);
  await signInAs(page, node.url, username);
  return page;
}

/** A list that the billing people pick from, a second kind of work, and a door that reaches the outside. */
async function setUp(): Promise<void> {
  const alex = demoPeople.find(({ username }) => username === "alex");
  const api = await signIn(node.url, "alex", alex?.password ?? "");
  const make = async (path: string, body: object) => {
    const made = await api.request("POST", `/${path}`, body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  };
  const place = { mrdId: "chat", queueId: "billing" };
  await make("mrds", { id: "voice", name: "Voice", type: "CX_VOICE" });
  await make("lists", { id: "post", name: "Post", description: "Letters to answer", ...place });
  await make("sources", {
    id: "post-box",
    name: "Letters",
    ...place,
    arrival: { mode: "PULL", listId: "post", externalTransfer: "ATTENDED" },
  });
}

async function writes(source: string, name: string, text: string): Promise<void> {
  const visitor = await beginVisit(node.url, source, name);
  await visitor.api.request("POST", "/visitor/messages", { body: text });
}

async function act(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole("alertdialog").getByRole("button", { name, exact: true }).click();
}

async function target(page: Page, name: string, button: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /To whom/ }).click();
  await page.getByRole("option", { name }).click();
  await dialog.getByRole("button", { name: button, exact: true }).click();
}

const states = (page: Page) => page.locator("[data-states]");
const rows = (page: Page) => page.getByRole("grid", { name: "Post" }).getByRole("row");
const openOn = async (page: Page, from: Page) => {
  await page.goto(`${node.url}/${new URL(from.url()).hash}`);
};

describe("everything that people do, through what they see", () => {
  test("an entry of a list is joined by two, left by one, and removed", async () => {
    await writes("post-box", "Yara Silva", "Please send me a copy of my contract");
    await writes("post-box", "Tove Lund", "A letter by mistake");
    await ana.getByRole("link", { name: "Lists" }).click();
    await ana.getByText("2 unread, 0 left by everybody, 0 being worked on").waitFor();
    await ana.getByRole("button", { name: "Join Yara Silva" }).click();
    await timeline(ana).getByText("Please send me a copy of my contract").waitFor();

    // A colleague sees it as taken, and comes beside.
    await rui.goto(`${node.url}/#/lists`);
    await rows(rui).filter({ hasText: "Yara Silva" }).getByText("Active").waitFor();
    await rui.getByRole("button", { name: "Join Yara Silva" }).click();
    await states(ana).getByText("with Rui Costa too").waitFor();
    await rui.goto(`${node.url}/#/lists`);
    await rui.getByRole("button", { name: "Leave Yara Silva" }).click();
    await timeline(ana).getByText("Rui Costa left the conversation").waitFor();

    await rui.getByRole("button", { name: "Remove Tove Lund from the list" }).click();
    await confirm(rui, "Remove from the list");
    // Rows keep still under the mouse.
    await rui.mouse.move(4, 4);
    await rows(rui).filter({ hasText: "Tove Lund" }).waitFor({ state: "detached" });
    await act(ana, "Remove from the list");
    await confirm(ana, "Remove from the list");
    await ana.getByRole("region", { name: "Wrap-up" }).waitFor();
  });

  test("a conversation is begun, held, given a second channel, and taken back from its queue", async () => {
    await ana.goto(`${node.url}/#/work`);
    await ana.getByRole("button", { name: "New", exact: true }).click();
    const dialog = ana.getByRole("dialog");
    await dialog.getByLabel("Customer").fill("Vera Bell");
    await dialog.getByRole("button", { name: /Queue/ }).click();
    await ana.getByRole("option", { name: "Billing" }).click();
    // No channel leads to somebody who has never written: none is promised (S3).
    expect(await dialog.getByLabel("First message").count()).toBe(0);
    await dialog.getByText(/Nothing is sent/).waitFor();
    await dialog.getByRole("button", { name: "Begin" }).click();
    await ana.getByRole("textbox", { name: "Reply to Vera Bell" }).waitFor();

    await act(ana, "Hold for …");
    await ana.getByRole("dialog").getByRole("button", { name: "Hold", exact: true }).click();
    await states(ana)
      .getByText(/on hold\s+4:5\d/)
      .waitFor();
    await act(ana, "Resume");
    await act(ana, "Add a channel");
    await ana.getByRole("dialog").getByRole("button", { name: "Add a channel" }).click();
    await states(ana).getByText("also by Voice").waitFor();
    await act(ana, "End a channel");
    await ana.getByRole("dialog").getByRole("button", { name: "End a channel" }).click();
    await states(ana).getByText("also by Voice").waitFor({ state: "detached" });

    await act(ana, "Transfer");
    await target(ana, "Billing Queue", "Transfer");
    await ana.getByRole("region", { name: "Wrap-up" }).waitFor();
    await act(ana, "Cancel the request");
    await ana.getByRole("textbox", { name: "Reply to Vera Bell" }).waitFor();
  });

  test("the next one is asked for, advice about it too, and the adviser brought in", async () => {
    await writes("web", "Mia Wong", "My invoice is wrong");
    await rui.goto(`${node.url}/#/work`);
    await rui.getByRole("button", { name: "Next", exact: true }).click();
    await timeline(rui).getByText("My invoice is wrong").waitFor();
    await goAvailable(ana);
    await act(rui, "Consult");
    await target(rui, "Ana Ruiz", "Consult");
    await states(rui)
      .getByText(/waiting for Ana Ruiz/)
      .waitFor();
    await accept(offerOf(ana, "Mia Wong"));
    await states(ana).getByText("You advise: the customer does not see you").waitFor();
    // An adviser can write to colleagues, and to nobody else.
    expect(await ana.getByRole("textbox", { name: "Reply to Mia Wong" }).count()).toBe(0);
    await ana.getByRole("textbox", { name: "Internal note about Mia Wong" }).fill("See batch 7");
    await ana.getByRole("button", { name: /^Save note/ }).click();
    await timeline(rui).getByText("See batch 7").waitFor();
    await act(rui, "Conference with the colleague consulted");
    await ana.getByRole("textbox", { name: "Reply to Mia Wong" }).waitFor();
    await act(ana, "Leave");
    await timeline(rui).getByText("Ana Ruiz left the conversation").waitFor();
  });

  test("a supervisor listens, whispers and joins in, step by step", async () => {
    await openOn(sam, rui);
    await timeline(sam).getByText("My invoice is wrong").waitFor();
    await act(sam, "Monitor");
    await sam.getByText("You hear everything and are seen by nobody.").waitFor();
    expect(await sam.getByRole("textbox", { name: /Reply|note/ }).count()).toBe(0);
    expect(await states(rui).getByText("Sam").count()).toBe(0);
    await sam.getByRole("button", { name: "Whisper" }).click();
    await sam.getByRole("textbox", { name: "Internal note about Mia Wong" }).fill("Offer 10 euros");
    await sam.getByRole("button", { name: /^Save note/ }).click();
    await timeline(rui).getByText("Offer 10 euros").waitFor();
    await act(sam, "Barge in");
    await states(rui).getByText("with Sam Okafor too").waitFor();
    await writeNote(sam, "Mia Wong", "From here on together");
    await act(sam, "Leave");
    await states(rui).getByText("with Sam Okafor too").waitFor({ state: "detached" });
  });

  test("what waits is taken from the queue home, completed by force, and opened again", async () => {
    await writes("shop", "Jonas Berg", "Do you have an offer for two lines?");
    await sam.goto(`${node.url}/#/live`);
    await sam.getByRole("row", { name: /Sales/ }).first().click();
    await sam.getByRole("button", { name: "Take: Jonas Berg" }).click();
    await timeline(sam).getByText("Do you have an offer for two lines?").waitFor();
    await act(sam, "Force complete");
    await confirm(sam, "Force complete");
    await sam.getByRole("link", { name: "Open it in Completed" }).click();
    await sam.getByText(/^Completed .* by Sam Okafor · Unresolved/).waitFor();
    await sam.getByRole("button", { name: "Reopen" }).click();
    await sam.getByRole("textbox", { name: "Reply to Jonas Berg" }).waitFor();
    await timeline(sam).getByText("Reopened").waitFor();
    await act(sam, "Snooze until …");
    await sam.getByRole("dialog").getByRole("button", { name: "Snooze" }).click();
    await states(sam)
      .getByText(/snoozed until/)
      .waitFor();
    await sam.getByRole("heading", { name: /^Snoozed/ }).waitFor();
    await sam.getByRole("button", { name: "Take", exact: true }).click();
    await sam.getByRole("textbox", { name: "Reply to Jonas Berg" }).waitFor();
  });

  test("without the node every page still opens, and says what needs it", async () => {
    await ana.goto(`${node.url}/#/work`);
    await ana.getByText(/^Live/).waitFor();
    await node.kill();
    await ana.getByText(/^Reconnecting/).waitFor();
    // Nobody has opened these before.
    await ana.getByRole("link", { name: "Folders" }).click();
    await ana.getByRole("button", { name: "New folder" }).waitFor();
    await ana.getByRole("link", { name: "Completed" }).click();
    await ana.getByRole("searchbox").waitFor();
    await ana.getByRole("link", { name: "My work" }).click();
    await ana.getByRole("link", { name: /Vera Bell/ }).click();
    await ana.getByRole("button", { name: "Actions" }).click();
    const transfer = ana.getByRole("menuitem", { name: "Transfer Needs the node" });
    await transfer.waitFor();
    expect(await transfer.getAttribute("aria-disabled")).toBe("true");
  });
});
