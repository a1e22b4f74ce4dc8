import type { Browser, Page } from "playwright-core";
import { type CommandId, type InteractionId, type TaskId, brand } from "../../src/domain/id.ts";
import { apiOf, customerWrites } from "../support/api.ts";
import { openVisit } from "../support/browser.ts";
import { type NodeProcess, startNode } from "../support/node-process.ts";
import { isAway, isLive, outboxOf, pagesAreKept } from "../support/offline.ts";
import {
  accept,
  goAvailable,
  offerOf,
  reply,
  signInAs,
  timeline,
  writeNote,
} from "../support/people.ts";

export type Moment = (name: string, page: Page) => Promise<void>;

export interface AwayCast {
  readonly browser: Browser;
  readonly look: "light" | "dark";
  readonly place: { readonly port: number; readonly data: string };
  readonly node: NodeProcess;
  readonly moment: Moment;
}

/** A supervisor ends what an agent works on. */
export async function forceComplete(url: string, interaction: string): Promise<void> {
  const api = await apiOf(url, "sam");
  const { body } = await api.command({
    id: brand<CommandId>(`sam-ends-${interaction}`),
    type: "interaction.forceComplete",
    body: { interactionId: brand<InteractionId>(interaction) },
  });
  if (body.end !== "APPLIED") throw new Error(JSON.stringify(body));
}

/** Ana takes up again what was ended. */
export async function reopen(url: string, interaction: string): Promise<void> {
  const api = await apiOf(url, "ana");
  const { body } = await api.command({
    id: brand<CommandId>(`ana-reopens-${interaction}`),
    type: "interaction.reopen",
    body: {
      interactionId: brand<InteractionId>(interaction),
      taskId: brand<TaskId>(`again-${interaction}`),
    },
  });
  if (body.end !== "APPLIED") throw new Error(JSON.stringify(body));
}

export const openId = (page: Page): string => new URL(page.url()).hash.split("/").at(-1) ?? "";

/** The node goes away while an agent works, comes back without one of the conversations, and goes again. */
export async function playAway({ browser, look, place, ...cast }: AwayCast): Promise<NodeProcess> {
  let { node } = cast;
  const { moment } = cast;
  const { page, context } = await openVisit(browser, look);
  await signInAs(page, node.url, "ana", { stay: true });
  await goAvailable(page);
  await take(page, node.url, "Mia Wong", "My invoice is wrong: it says 79 instead of 49.");
  const mia = openId(page);
  await take(page, node.url, "Jonas Berg", "Where is my parcel?");
  await pagesAreKept(page);

  await node.kill();
  await isAway(page);
  await reply(page, "Jonas Berg", "It left the depot this morning, Jonas.");
  await writeNote(page, "Jonas Berg", "tracking says depot 4 since Tuesday");
  await page.getByRole("link", { name: /Mia Wong/ }).click();
  await timeline(page).getByText("My invoice is wrong").waitFor();
  await reply(
    page,
    "Mia Wong",
    "You are right, Mia. I am sending you the corrected invoice today.",
  );
  await page.getByText(/^The node is out of reach since/).waitFor();
  await moment("away", page);
  await page.close();

  node = await startNode(place);
  await forceComplete(node.url, mia);
  const back = await context.newPage();
  back.setDefaultTimeout(20_000);
  await back.goto(`${node.url}/#/work/${mia}`);
  await isLive(back);
  await back.getByRole("region", { name: /^Not done/ }).waitFor();
  await moment("refused", back);
  await node.kill();
  await isAway(back);
  await back.goto(`${node.url}/#/work`);
  await back.getByRole("link", { name: /Jonas Berg/ }).click();
  await reply(back, "Jonas Berg", "It should be with you by four o'clock.");
  await back.getByText(/^The node is out of reach since/).waitFor();
  await outboxOf(back).click();
  await moment("outbox", back);
  return startNode(place);
}

async function take(page: Page, url: string, customer: string, text: string): Promise<void> {
  await customerWrites(url, customer, text);
  await accept(offerOf(page, customer));
  await timeline(page).getByText(text).waitFor();
}

/** An administrator invites somebody, who comes in. */
export async function playInvite({ browser, look, node, moment }: AwayCast): Promise<void> {
  const alex = (await openVisit(browser, look)).page;
  await signInAs(alex, node.url, "alex");
  await alex.getByRole("button", { name: /^Account: / }).click();
  await alex.getByRole("menuitem", { name: "Invite somebody…" }).click();
  const dialog = alex.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByLabel("User name").fill("mara");
  await dialog.getByLabel("Full name").fill("Mara Lind");
  await dialog.getByText("Billing", { exact: true }).click();
  await moment("inviting", alex);
  await dialog.getByRole("button", { name: "Make the invite" }).click();
  const paper = alex.getByRole("alertdialog", { name: "The invite for mara" });
  await paper.waitFor();
  const [, code = ""] = await paper.locator("code").allInnerTexts();
  await moment("invite-made", alex);

  const { page } = await openVisit(browser, look);
  await page.goto(node.url);
  await page.getByRole("button", { name: "I have an invite" }).click();
  await page.getByLabel("Invite code").fill(code);
  await moment("invite", page);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("Welcome, Mara Lind.").waitFor();
  await moment("invite-password", page);
}
