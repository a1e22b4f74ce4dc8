/** What people see while the node asks which time is right, its machine's clock having leapt (F52). */
import { expect, test } from "vitest";
import { isLive } from "../support/offline.ts";
import { apiOf } from "../support/api.ts";
import { stageForAll } from "../support/stage.ts";

/** In the node's own process a signal sets its wall clock forty days ahead, and back again. */
const leaping = `let ahead = 0; const now = Date.now; Date.now = () => now() + ahead;
process.on("SIGUSR2", () => { ahead = ahead === 0 ? 40 * 86_400_000 : 0; });`;
const stage = stageForAll({ preload: `data:text/javascript,${encodeURIComponent(leaping)}` });

test.runIf(process.platform !== "win32")(
  "a leap of the node's clock is said across the page until the clock is back, or somebody says that it is right",
  async () => {
    const page = await stage.availableDesk("ana");
    const banner = page.getByRole("status").filter({ hasText: "has jumped by more than an hour" });
    expect(await banner.count()).toBe(0);
    stage.node.child.kill("SIGUSR2");
    await banner.waitFor({ timeout: 15_000 });
    await isLive(page);
    stage.node.child.kill("SIGUSR2");
    await banner.waitFor({ state: "detached", timeout: 15_000 });

    stage.node.child.kill("SIGUSR2");
    await banner.waitFor({ timeout: 15_000 });
    const admin = await apiOf(stage.node.url, "alex");
    expect((await admin.request("POST", "/clock/follow", {})).status).toBe(200);
    await banner.waitFor({ state: "detached", timeout: 15_000 });
  },
);
