import { describe, expect, test } from "vitest";
import { Shell } from "../../src/main/shell.ts";
import { FakeDesktop } from "./fake-desktop.ts";

function started(platform: string): FakeDesktop {
  const desktop = new FakeDesktop();
  desktop.platform = platform;
  new Shell(desktop.port, {}).start();
  return desktop;
}

describe("the page is told", () => {
  test("that the machine slept, and for how long", () => {
    const desktop = started("darwin");
    desktop.powerListeners.get("suspend")?.();
    desktop.clock.pass(12 * 60_000);
    desktop.powerListeners.get("resume")?.();
    expect(desktop.heardOn("onPower")).toEqual([
      { kind: "SUSPENDED" },
      { kind: "RESUMED", awayMs: 12 * 60_000 },
    ]);
  });

  test.each(["darwin", "win32"])("that the screen was locked and unlocked on %s", (platform) => {
    const desktop = started(platform);
    desktop.powerListeners.get("lock-screen")?.();
    desktop.powerListeners.get("unlock-screen")?.();
    expect(desktop.heardOn("onPower")).toEqual([{ kind: "LOCKED" }, { kind: "UNLOCKED" }]);
  });

  test("the same on Linux, which has no such events and is asked", () => {
    const desktop = started("linux");
    desktop.clock.pass(20_000);
    desktop.locked = true;
    desktop.clock.pass(20_000);
    desktop.locked = false;
    desktop.clock.pass(5_000);
    expect(desktop.heardOn("onPower")).toEqual([{ kind: "LOCKED" }, { kind: "UNLOCKED" }]);
  });
});
