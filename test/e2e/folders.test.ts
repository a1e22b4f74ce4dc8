import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { customerWrites } from "../support/api.ts";
import { stageForAll } from "../support/stage.ts";

let page: Page;
/** A little before anything waits. */
let begun = 0;

const stage = stageForAll();
beforeAll(async () => {
  page = await stage.desk("sam");
  begun = Date.now();
  for (const name of ["Mia Wong", "Jonas Berg"])
    await customerWrites(stage.node.url, name, `${name} asks`);
  await page.goto(`${stage.node.url}/#/folders`);
});

const entry = (name: string) =>
  page.getByRole("navigation", { name: "Folders" }).getByRole("link", { name });
const dialog = () => page.getByRole("dialog");
const rows = (folder: string) => page.getByRole("grid", { name: folder }).getByRole("row");

describe("smart folders on the screen", () => {
  test("begin with everybody's own, with what each finds", async () => {
    await entry("My work").waitFor();
    await entry("Not engaged").click();
    await expect.poll(() => entry("Not engaged").textContent()).toContain("2");
    await page.getByText("Mia Wong asks").waitFor();
    expect(await page.getByText(/^The interaction is active and it is not engaged/).count()).toBe(
      1,
    );
  });

  test("say what is wrong with a rule while it is typed, and what a good one finds", async () => {
    await page.getByRole("button", { name: "New folder" }).click();
    await dialog().getByLabel("Name").fill("Mia, and late");
    await dialog().getByLabel("Rule").fill("waitng > 1s");
    await dialog().getByText("there is no field waitng; did you mean waiting?").waitFor();
    expect(await dialog().getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await dialog().getByLabel("Rule").fill("customer CONTAINS 'mia'");
    await dialog()
      .getByText(/The customer's name contains “mia”.*1 on this device matches/)
      .waitFor();
  });

  test("change by themselves at the second their rule speaks of", async () => {
    const until = Math.ceil((Date.now() - begun) / 1000) + 4;
    await dialog().getByLabel("Rule").fill(`customer CONTAINS 'mia' AND waiting >= ${until}s`);
    await dialog()
      .getByText(/0 on this device match/)
      .waitFor();
    await dialog().getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Mia, and late" }).waitFor();
    // Rows keep still under the mouse.
    await page.mouse.move(4, 4);
    expect(await page.getByText("Nothing matches now").count()).toBe(1);
    await expect
      .poll(() => entry("Mia, and late").textContent(), { timeout: 8_000 })
      .toContain("1");
    await rows("Mia, and late").getByText("Mia Wong", { exact: true }).waitFor();
  });

  test("are changed and deleted by whoever made them", async () => {
    await page.getByRole("button", { name: "Edit" }).click();
    await dialog().getByLabel("Name").fill("Mia");
    await dialog().getByText("Everybody sees it").click();
    await dialog().getByRole("button", { name: "Save" }).click();
    await page.getByText("Shared", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await expect.poll(() => entry("Mia").count()).toBe(0);
  });
});
