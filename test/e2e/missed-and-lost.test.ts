import { describe, expect, test } from "vitest";
import { spoken, customerWrites } from "../support/api.ts";
import {
  accept,
  goAvailable,
  offerOf,
  signInAs,
  stateSwitch,
  timeline,
} from "../support/people.ts";
import { stageForEach } from "../support/stage.ts";

const stage = stageForEach();

describe("an offer that nobody answers", () => {
  test("is a RONA: the next agent gets it, and the screen says what was missed and where it went", async () => {
    const ana = await stage.availableDesk("ana");
    await customerWrites(stage.node.url, "Mia Wong", "My invoice is wrong");
    await offerOf(ana, "Mia Wong").waitFor();
    const rui = await stage.availableDesk("rui");
    // The offer lasts 20 s and its grace 1.5 s.
    await offerOf(rui, "Mia Wong").waitFor({ timeout: 30_000 });
    const missed = ana.getByRole("article").filter({ hasText: "Missed offer" });
    await missed.waitFor();
    const words = await missed.innerText();
    expect(words).toContain("Mia Wong");
    expect(words).toMatch(/offered to Rui Costa now/);
    expect(words).toContain("You are not receiving work.");
    await stateSwitch(ana).filter({ hasText: "Missed offer" }).waitFor();
    // Accepted by the keyboard, by the one who has it now.
    await rui.keyboard.press("Alt+Enter");
    await timeline(rui).getByText("My invoice is wrong").waitFor();
    await missed.getByText(/no longer waits in Billing/).waitFor();
    await missed.getByRole("button", { name: "Go available" }).click();
    await stateSwitch(ana).filter({ hasText: "Available" }).waitFor();
  });
});

describe("an agent whose window is closed with an offer open", () => {
  test("loses it to the next agent, without a miss", async () => {
    const ana = await stage.availableDesk("ana");
    const rui = await stage.visit();
    await signInAs(rui.page, stage.node.url, "rui");
    await customerWrites(stage.node.url, "Jonas Berg", "Ich warte seit Dienstag");
    await offerOf(ana, "Jonas Berg").waitFor();
    await ana.context().close();
    await goAvailable(rui.page);
    // Withdrawn after 12 s of silence, well before the offer's own 20 s.
    await offerOf(rui.page, "Jonas Berg").waitFor({ timeout: 16_000 });
    expect(await offerOf(rui.page, "Jonas Berg").innerText()).toMatch(/2nd offer/);
  });
});

describe("a node that is killed in the middle of an offer and started again", () => {
  test("lets the agent accept what is still theirs, and has lost nothing", async () => {
    const ana = await stage.availableDesk("ana");
    const visitor = await customerWrites(stage.node.url, "Lena Koch", "Is anybody there?");
    await offerOf(ana, "Lena Koch").waitFor();
    await stage.node.kill();
    await ana
      .getByText(/^Reconnecting/)
      .first()
      .waitFor();
    // Nothing can be pressed, and the card says why (S11).
    await offerOf(ana, "Lena Koch").locator("p", { hasText: "Needs the node" }).waitFor();
    await stage.startNode();
    await ana.getByText(/^Live/).first().waitFor({ timeout: 20_000 });
    await accept(offerOf(ana, "Lena Koch"));
    await timeline(ana).getByText("Is anybody there?").waitFor();
    expect(await spoken(visitor)).toEqual(["Is anybody there?"]);
  });
});
