import { describe, expect, test } from "vitest";
import { customerWrites } from "../support/api.ts";
import { accept, act, offerOf, sendTo, stateSwitch, timeline } from "../support/people.ts";
import { stageForEach } from "../support/stage.ts";

const stage = stageForEach();

describe("two agents and a supervisor", () => {
  test("hand a conversation on, listen in, hold it and put it off, all through what is on the screen", async () => {
    const ana = await stage.availableDesk("ana");
    await customerWrites(stage.node.url, "Mia Wong", "My invoice is wrong");
    await accept(offerOf(ana, "Mia Wong"));
    await timeline(ana).getByText("My invoice is wrong").waitFor();

    const rui = await stage.availableDesk("rui");
    await act(ana, "Transfer");
    await sendTo(ana, "Transfer", { to: /Rui Costa/ });
    await offerOf(rui, "Mia Wong").waitFor();
    await accept(offerOf(rui, "Mia Wong"));
    await timeline(rui).getByText("Ana Ruiz transferred this").waitFor();
    await ana.getByRole("region", { name: "Wrap-up" }).waitFor();

    const sam = await stage.desk("sam");
    const interactionId = new URL(rui.url()).hash.split("/").at(-1) ?? "";
    await sam.goto(`${stage.node.url}/#/work/${interactionId}`);
    await timeline(sam).getByText("My invoice is wrong").waitFor();
    await act(sam, "Monitor");
    await sam.getByRole("button", { name: "Actions" }).click();
    await sam.getByRole("menuitem", { name: "Barge in" }).click();
    // From here on everybody sees it.
    await timeline(rui)
      .getByText(/joined the conversation/)
      .waitFor();
    await act(sam, "Leave");

    await act(rui, "Hold");
    await timeline(rui).getByText("Rui Costa put this on hold").waitFor();
    await act(rui, "Resume");
    await act(rui, "Snooze until …");
    await rui.getByRole("dialog").getByRole("button", { name: "Snooze" }).click();
    await timeline(rui)
      .getByText(/Rui Costa snoozed this until/)
      .waitFor();
    expect(await rui.getByRole("textbox", { name: /Reply/ }).count()).toBe(0);
  });

  test("a queue is stopped and started by its supervisor, who also makes an agent ready", async () => {
    const ana = await stage.desk("ana");
    const sam = await stage.desk("sam");
    await sam.goto(`${stage.node.url}/#/live`);
    await sam
      .getByRole("row", { name: /Billing/ })
      .first()
      .click();
    await sam.getByRole("button", { name: "Stop offering" }).click();
    await sam.getByText("Routing is off: work waits until it is claimed").waitFor();
    await sam.getByRole("button", { name: "What to do with Ana Ruiz" }).click();
    await sam.getByRole("menuitem", { name: "Make available" }).click();
    await stateSwitch(ana).filter({ hasText: "Available" }).waitFor();
    await customerWrites(stage.node.url, "Jonas Berg", "Hello?");
    await sam.getByRole("button", { name: "Go on offering" }).click();
    await offerOf(ana, "Jonas Berg").waitFor();
  });

  test("an agent begins a conversation, and asks for the next one that waits up to the limit", async () => {
    await customerWrites(stage.node.url, "Lena Koch", "Is anybody there?");
    const ana = await stage.desk("ana");
    await ana.getByRole("button", { name: "Next", exact: true }).click();
    await timeline(ana).getByText("Is anybody there?").waitFor();
    await ana.getByRole("button", { name: "New", exact: true }).click();
    const dialog = ana.getByRole("dialog");
    await dialog.getByLabel("Customer").fill("Vera Bell");
    // No channel leads to somebody who has never written: none is promised (S3).
    expect(await dialog.getByLabel("First message").count()).toBe(0);
    await dialog.getByText(/Nothing is sent/).waitFor();
    await dialog.getByRole("button", { name: "Begin" }).click();
    await ana.getByRole("textbox", { name: "Reply to Vera Bell" }).waitFor();
    await act(ana, "Change channel");
    await ana
      .getByRole("dialog")
      .getByRole("button", { name: /Channel from here on/ })
      .click();
    await ana.getByRole("option", { name: "Phone" }).click();
    await ana.getByRole("dialog").getByRole("button", { name: "Change channel" }).click();
    await timeline(ana)
      .getByText(/changed/i)
      .waitFor();
  });
});
