import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { _electron } from "playwright-core";
import type { ElectronApplication, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** Electron's package comes without its program; `path.txt` says where it is once it was fetched. */
function electronProgram(): string | undefined {
  const given = process.env["ELECTRON_EXEC_PATH"];
  if (given !== undefined && existsSync(given)) return given;
  const folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));
  const pointer = join(folder, "path.txt");
  if (!existsSync(pointer)) return undefined;
  const program = join(folder, "dist", readFileSync(pointer, "utf8").trim());
  return existsSync(program) ? program : undefined;
}

const program = electronProgram();
const root = join(import.meta.dirname, "../..");
const isBuilt =
  existsSync(join(root, "out/main/index.js")) && existsSync(join(root, "out/renderer/index.html"));
const hasScreen =
  process.platform !== "linux" ||
  process.env["DISPLAY"] !== undefined ||
  process.env["WAYLAND_DISPLAY"] !== undefined;

describe.skipIf(program === undefined || !isBuilt || !hasScreen)("the real desktop app", () => {
  let app: ElectronApplication;
  let page: Page;
  let userData: string;

  beforeAll(async () => {
    userData = await mkdtemp(join(tmpdir(), "switchyard-desktop-"));
    app = await _electron.launch({
      ...(program === undefined ? {} : { executablePath: program }),
      args: [root, `--user-data-dir=${userData}`],
    });
    page = await app.firstWindow();
    await page.waitForLoadState("domcontentloaded");
  });

  afterAll(async () => {
    await app?.close();
    if (userData !== undefined) await rm(userData, { recursive: true, force: true });
  });

  test("serves its page from its own origin", async () => {
    expect(new URL(page.url()).protocol).toBe("app:");
    expect(await page.evaluate(() => location.origin)).toBe("app://switchyard");
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
  });

  test("gives the page the narrow door and nothing of Node", async () => {
    const seen = await page.evaluate(() => ({
      door: typeof Reflect.get(window, "desktop"),
      node: typeof Reflect.get(window, "require"),
      process: typeof Reflect.get(window, "process"),
    }));
    expect(seen).toEqual({ door: "object", node: "undefined", process: "undefined" });
  });

  test("stays where it is when a script wants to leave", async () => {
    await page.evaluate(() => void (location.href = "https://evil.example/"));
    await page.waitForTimeout(500);
    expect(page.url()).toContain("app://switchyard/");
    expect(app.windows()).toHaveLength(1);
  });

  test("runs the routing node beside it", async () => {
    const state = async (): Promise<unknown> =>
      page.evaluate(async () => {
        const door = Reflect.get(window, "desktop");
        return (await door.describe()).embedded.state;
      });
    await expect.poll(state, { timeout: 30_000 }).toBe("READY");
  });
});
