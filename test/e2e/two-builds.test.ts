import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type DemoNode, openDemo } from "../../src/cli/demo-node.ts";
import { openBrowser, openVisit } from "../support/browser.ts";
import { buildOf, copyOfBuild } from "../support/builds.ts";
import { freePort } from "../support/node-process.ts";
import { isAway, isLive, pagesAreKept } from "../support/offline.ts";
import { customerWrites } from "../support/api.ts";
import { accept, goAvailable, offerOf, signInAs, timeline } from "../support/people.ts";

const MIA = "Mia Wong";
let folder = "";
let browser: Browser;
let demo: DemoNode | null = null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "switchyard-builds-"));
  browser = await openBrowser();
});
afterEach(async () => {
  await browser.close();
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("after the node was updated the desk is of the new version, also when it opens while the node is away", async () => {
  const port = await freePort();
  const place = { dataDir: join(folder, "data"), port, traffic: null, log: () => undefined };
  const [before, after] = [copyOfBuild(folder, "before"), copyOfBuild(folder, "after")];
  demo = await openDemo({ ...place, pagesDir: before });
  const { address } = demo.node;
  const visit = await openVisit(browser);
  const { page, context } = visit;
  await signInAs(page, address, "ana", { stay: true });
  await goAvailable(page);
  await customerWrites(address, MIA, "My invoice is wrong");
  await accept(offerOf(page, MIA));
  await timeline(page).getByText("My invoice is wrong").waitFor();
  await pagesAreKept(page);
  expect(await page.evaluate(buildOf)).toBe("before");

  // The node is updated over lunch; the desk stays open and goes on.
  await demo.stop();
  await isAway(page);
  demo = await openDemo({ ...place, pagesDir: after });
  await isLive(page);
  expect(await page.evaluate(buildOf)).toBe("before");
  const keptBuilds = () =>
    page.evaluate(async () => {
      const pages: string[] = [];
      for (const name of await caches.keys()) {
        const kept = await (await caches.open(name)).match(location.origin + location.pathname);
        pages.push(/data-build="(\w+)"/.exec((await kept?.text()) ?? "")?.[1] ?? "");
      }
      return pages.toSorted();
    });
  expect(await keptBuilds()).toEqual(["before"]);

  // Opened anew it is the new one, and keeps it; the old one stays for windows that are still open.
  const second = await context.newPage();
  second.setDefaultTimeout(20_000);
  await second.goto(page.url());
  await timeline(second).getByText("My invoice is wrong").waitFor();
  expect(await second.evaluate(buildOf)).toBe("after");
  await expect.poll(keptBuilds, { timeout: 20_000 }).toEqual(["after", "before"]);

  await demo.stop();
  demo = null;
  await isAway(second);
  await page.close();
  await second.reload();
  await timeline(second).getByText("My invoice is wrong").waitFor();
  expect(await second.evaluate(buildOf)).toBe("after");
  expect(visit.complaints.filter((words) => words.startsWith("error"))).toEqual([]);
});
