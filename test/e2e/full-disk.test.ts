/** What people see while the node cannot keep anything, and what becomes of what they do meanwhile. */
import { expect, test } from "vitest";
import { limitFiles } from "../support/file-limit.ts";
import { isLive } from "../support/offline.ts";
import { customerWrites } from "../support/api.ts";
import { accept, offerOf, reply, timeline } from "../support/people.ts";
import { stageForEach } from "../support/stage.ts";

const stage = stageForEach();

// Only there can the files of a process that runs be limited.
test.runIf(process.platform === "linux")(
  "a full disk is said across the page within two seconds, and what was written then is sent once there is room",
  async () => {
    const page = await stage.availableDesk("ana");
    const mia = await customerWrites(stage.node.url, "Mia Wong", "My invoice is wrong");
    await accept(offerOf(page, "Mia Wong"));
    await timeline(page).getByText("My invoice is wrong").waitFor();
    const banner = page.getByRole("status").filter({ hasText: "The node can save nothing" });

    limitFiles(stage.node, 8192);
    await reply(page, "Mia Wong", "I am on it, Mia.");
    const begun = performance.now();
    await banner.waitFor({ timeout: 30_000 });
    // Two seconds from the moment on which nothing could be kept; the browser has other things to do as well.
    expect(performance.now() - begun).toBeLessThan(10_000);
    await isLive(page);

    limitFiles(stage.node, "unlimited");
    await banner.waitFor({ state: "detached", timeout: 30_000 });
    await expect
      .poll(async () => JSON.stringify(await mia.api.get("/visitor/messages")), { timeout: 30_000 })
      .toContain("I am on it, Mia.");
  },
);
