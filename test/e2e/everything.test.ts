import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { apiOf, customerWrites } from "../support/api.ts";
import {
  accept,
  act,
  goAvailable,
  offerOf,
  sendTo,
  timeline,
  writeNote,
} from "../support/people.ts";
import { stageForAll } from "../support/stage.ts";

let ana: Page;
let rui: Page;
let sam: Page;

const stage = stageForAll();
beforeAll(async () => {
  await setUp();
  ana = await stage.desk("ana");
  rui = await stage.desk("rui");
  sam = await stage.desk("sam");
});

/** A list that the billing people pick from, a second kind of work, and a door that reaches the outside. */
async function setUp(): Promise<void> {
  const api = await apiOf(stage.node.url, "alex");
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

async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole("alertdialog").getByRole("button", { name, exact: true }).click();
}

const states = (page: Page) => page.locator("[data-states]");
const rows = (page: Page) => page.getByRole("grid", { name: "Post" }).getByRole("row");
const openOn = async (page: Page, from: Page) => {
  await page.goto(`${stage.node.url}/${new URL(from.url()).hash}`);
};

describe("everything that people do, through what they see", () => {
  test("an entry of a list is joined by two, left by one, and removed", async () => {
    await customerWrites(
      stage.node.url,
      "Yara Silva",
      "Please send me a copy of my contract",
      "post-box",
    );
    await customerWrites(stage.node.url, "Tove Lund", "A letter by mistake", "post-box");
    await ana.getByRole("link", { name: "Lists" }).click();
    await ana.getByText("2 unread, 0 left by everybody, 0 being worked on").waitFor();
    await ana.getByRole("button", { name: "Join Yara Silva" }).click();
    await timeline(ana).getByText("Please send me a copy of my contract").waitFor();

    // A colleague sees it as taken, and comes beside.
    await rui.goto(`${stage.node.url}/#/lists`);
    await rows(rui).filter({ hasText: "Yara Silva" }).getByText("Active").waitFor();
    await rui.getByRole("button", { name: "Join Yara Silva" }).click();
    await states(ana).getByText("with Rui Costa too").waitFor();
    await rui.goto(`${stage.node.url}/#/lists`);
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
    await ana.goto(`${stage.node.url}/#/work`);
    await ana.getByRole("button", { name: "New", exact: true }).click();
    const dialog = ana.getByRole("dialog");
    await dialog.getByLabel("Customer").fill("Vera Bell");
    await dialog.getByRole("button", { name: /Queue/ }).click();
    await ana.getByRole("option", { name: "Billing" }).click();
    // No channel leads to somebody who has never written: none is promised (S3).
    expect(await dialog.getByLabel("First message").count()).toBe(0);
    await dialog.getByText(/Nothing is sent/).waitFor();
    await dialog.getByRole("button", { name: "Begin" }).click();
    const letter = ana.getByRole("textbox", { name: "Reply to Vera Bell" });
    await letter.fill("Dear Vera");
    // Why it cannot be sent stands beside it, whatever else is to be said of a draft (S3).
    await ana.getByText(/^Nobody is at the other end/).waitFor();
    await letter.fill("");

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
    await sendTo(ana, "Transfer", { to: "Billing Queue" });
    await ana.getByRole("region", { name: "Wrap-up" }).waitFor();
    await act(ana, "Cancel the request");
    await ana.getByRole("textbox", { name: "Reply to Vera Bell" }).waitFor();
  });

  test("the next one is asked for, advice about it too, and the adviser brought in", async () => {
    await customerWrites(stage.node.url, "Mia Wong", "My invoice is wrong");
    await rui.goto(`${stage.node.url}/#/work`);
    await rui.getByRole("button", { name: "Next", exact: true }).click();
    await timeline(rui).getByText("My invoice is wrong").waitFor();
    await goAvailable(ana);
    await act(rui, "Consult");
    await sendTo(rui, "Consult", { to: "Ana Ruiz" });
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
    await customerWrites(
      stage.node.url,
      "Jonas Berg",
      "Do you have an offer for two lines?",
      "shop",
    );
    await sam.goto(`${stage.node.url}/#/live`);
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
    await ana.goto(`${stage.node.url}/#/work`);
    await ana.getByText(/^Live/).waitFor();
    await stage.node.kill();
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
