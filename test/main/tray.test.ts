import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Shell } from "../../src/main/shell.ts";
import { agentFaces } from "../../src/protocol/desktop.ts";
import { FakeDesktop, noon } from "./fake-desktop.ts";

const standing = {
  signedIn: true,
  face: "AVAILABLE",
  label: "Available",
  onQueue: true,
  activeWork: 0,
  unread: 0,
};
const offer = {
  offerId: "o1",
  sound: "voice",
  channel: "Voice",
  queue: "Sales",
  expiresAt: noon + 20_000,
};

function started(): FakeDesktop {
  const desktop = new FakeDesktop();
  new Shell(desktop.port, {}).start();
  return desktop;
}

const labels = (desktop: FakeDesktop): readonly string[] =>
  desktop.tray.menu.map(({ label }) => label);

describe("the tray icon", () => {
  test.each(["linux", "win32", "darwin"])(
    "has a picture for every state on %s, light and dark",
    (platform) => {
      const desktop = started();
      desktop.platform = platform;
      for (const dark of [false, true]) {
        desktop.dark = dark;
        for (const face of agentFaces) {
          desktop.tell("tellStanding", { ...standing, face });
          const file = join("resources", desktop.tray.iconFile.slice("/app/resources/".length));
          expect(existsSync(file), file).toBe(true);
          expect(existsSync(file.replace(/\.png$/, "@2x.png"))).toBe(true);
        }
      }
    },
  );

  test("follows the panel's colour", () => {
    const desktop = started();
    desktop.tell("tellStanding", standing);
    expect(desktop.tray.iconFile).toContain("for-light/available-22");
    desktop.dark = true;
    desktop.themeChanged();
    expect(desktop.tray.iconFile).toContain("for-dark/available-22");
  });

  test("blinks while an offer is live, and stops with it", () => {
    const desktop = started();
    desktop.tell("tellStanding", standing);
    desktop.tell("beginOffer", offer);
    const seen = [desktop.tray.iconFile];
    for (let blink = 0; blink < 3; blink += 1) {
      desktop.clock.pass(600);
      seen.push(desktop.tray.iconFile);
    }
    expect(seen.map((file) => file.includes("offer-"))).toEqual([true, false, true, false]);
    desktop.clock.pass(20_000);
    const views = desktop.trayViews.length;
    desktop.clock.pass(10_000);
    expect(desktop.trayViews).toHaveLength(views);
    expect(desktop.tray.iconFile).toContain("available");
  });

  test("keeps the computer awake only while on queue, and says so", () => {
    const desktop = started();
    desktop.tell("tellStanding", standing);
    expect(desktop.awake).toBe(true);
    expect(desktop.tray.tooltip).toBe("Switchyard: Available, keeping this computer awake");
    desktop.tell("tellStanding", { ...standing, onQueue: false, label: "Lunch" });
    expect(desktop.awake).toBe(false);
    expect(desktop.tray.tooltip).toBe("Switchyard: Lunch");
  });
});

describe("the tray menu", () => {
  test("has no state switcher while nobody is signed in", () => {
    expect(labels(started())).toEqual([
      "Open Switchyard",
      "Mute sounds for 15 minutes",
      "",
      "Quit",
    ]);
  });

  test("asks the page for another state", () => {
    const desktop = started();
    desktop.tell("tellStanding", standing);
    desktop.choose("Not ready");
    expect(desktop.heardOn("onFaceWanted")).toEqual([{ face: "NOT_READY" }]);
  });

  test("mutes for fifteen minutes: what rings is hushed, what comes is silent, and then sound returns", () => {
    const desktop = started();
    const kinds = () => desktop.heardOn("onOffer").map((news) => JSON.stringify(news).slice(9, 13));
    desktop.tell("beginOffer", { ...offer, expiresAt: noon + 3_600_000 });
    desktop.choose("Mute sounds for 15 minutes");
    desktop.tell("beginOffer", { ...offer, offerId: "o2", expiresAt: noon + 60_000 });
    expect(kinds()).toEqual(["RING", "HUSH"]);
    expect(desktop.toasts).toHaveLength(2);
    desktop.clock.pass(15 * 60_000);
    expect(kinds()).toEqual(["RING", "HUSH", "HUSH", "RING"]);
    expect(labels(desktop)).toContain("Mute sounds for 15 minutes");
  });
});
