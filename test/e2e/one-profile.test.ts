import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { signInAs } from "../support/people.ts";
import { stageForAll } from "../support/stage.ts";

/** The databases of this profile that hold a person's waiting work. */
const outboxes = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const all = (await indexedDB.databases()).map(({ name }) => name ?? "");
    return all.filter(
      (name) => name.startsWith("rxdb-dexie-switchyard-") && name.endsWith("--outbox"),
    );
  });

describe("two people in two tabs of one browser profile", () => {
  const stage = stageForAll();

  test("have each their own desk, and one signing out leaves the other's alone", async () => {
    const { page: ana, context } = await stage.visit();
    await signInAs(ana, stage.node.url, "ana");
    const sam = await context.newPage();
    await signInAs(sam, stage.node.url, "sam");
    const who = (page: Page, name: string) =>
      page.getByRole("button", { name: `Account: ${name}` });
    await who(ana, "Ana Ruiz").waitFor();
    await who(sam, "Sam Okafor").waitFor();
    expect(await outboxes(ana)).toHaveLength(2);
    await who(sam, "Sam Okafor").click();
    await sam.getByRole("menuitem", { name: "Sign out" }).click();
    await sam.getByLabel("User name").waitFor();
    await expect.poll(() => outboxes(ana), { timeout: 15_000 }).toHaveLength(1);
    await who(ana, "Ana Ruiz").waitFor();
    await ana.reload();
    await who(ana, "Ana Ruiz").waitFor();
  });
});
