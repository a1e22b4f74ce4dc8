import { describe, expect, test } from "vitest";
import { Shell } from "../../src/main/shell.ts";
import type { OfferNotice, Standing } from "../../src/protocol/desktop.ts";
import { FakeDesktop, noon } from "./fake-desktop.ts";

const offer: OfferNotice = {
  offerId: "o1",
  sound: "chat",
  channel: "Chat",
  queue: "Billing",
  customer: "Mia Wong",
  preview: "My invoice is wrong",
  expiresAt: noon + 20_000,
};
const onQueue: Standing = {
  signedIn: true,
  face: "AVAILABLE",
  label: "Available",
  onQueue: true,
  activeWork: 2,
  unread: 3,
};

function started(platform = "darwin", toast = "NAME"): FakeDesktop {
  const desktop = new FakeDesktop();
  desktop.platform = platform;
  const settings = { toast, openAtLogin: false };
  desktop.files.set("/profile/ana/config.json", JSON.stringify({ settings }));
  new Shell(desktop.port, {}).start();
  desktop.tell("tellStanding", { ...onQueue, unread: 0 });
  return desktop;
}

describe("an offer begins", () => {
  test("and shows a toast, flashes, rings, counts and changes the tray", () => {
    const desktop = started();
    desktop.tell("beginOffer", offer);
    expect(desktop.toasts).toMatchObject([
      {
        id: "offer-o1",
        title: "Chat offer: Mia Wong",
        body: "Billing, 20 s to answer",
        urgent: true,
      },
    ]);
    expect(desktop.window.flashing).toBe(true);
    expect(desktop.badge).toBe(1);
    expect(desktop.tray.iconFile).toContain("offer");
    expect(desktop.heardOn("onOffer")).toEqual([
      { kind: "RING", offerId: "o1", sound: "chat", until: noon + 20_000 },
    ]);
  });

  test("and needs no toast or flash where the window has the focus", () => {
    const desktop = started();
    desktop.window.focused = true;
    desktop.tell("beginOffer", offer);
    expect(desktop.toasts).toEqual([]);
    expect(desktop.window.flashing).toBe(false);
  });

  test("twice, after the page was loaded again, and keeps its one toast", () => {
    const desktop = started();
    desktop.tell("beginOffer", offer);
    desktop.tell("beginOffer", offer);
    expect(desktop.toasts).toHaveLength(1);
    expect(desktop.badge).toBe(1);
    desktop.clock.pass(20_000);
    expect(desktop.badge).toBe(0);
  });

  test("after its time, and nothing happens", () => {
    const desktop = started();
    desktop.tell("beginOffer", { ...offer, expiresAt: noon });
    expect(desktop.toasts).toEqual([]);
    expect(desktop.badge).toBe(0);
  });
});

describe("an offer ends", () => {
  const quiet = (desktop: FakeDesktop): void => {
    expect(desktop.toasts[0]?.closed).toBe(true);
    expect(desktop.window.flashing).toBe(false);
    expect(desktop.badge).toBe(0);
    expect(desktop.tray.iconFile).toContain("available");
    expect(desktop.heardOn("onOffer").at(-1)).toEqual({ kind: "HUSH", offerId: "o1" });
  };

  test("when the page says so", () => {
    const desktop = started();
    desktop.tell("beginOffer", offer);
    desktop.tell("endOffer", { offerId: "o1" });
    quiet(desktop);
  });

  test("at its expiry by itself, while the page is dead", () => {
    const desktop = started();
    desktop.tell("beginOffer", offer);
    desktop.rendererGone("crashed");
    desktop.clock.pass(19_999);
    expect(desktop.toasts[0]?.closed).toBe(false);
    desktop.clock.pass(1);
    quiet(desktop);
  });

  test("with the sign-out", () => {
    const desktop = started();
    desktop.tell("beginOffer", offer);
    desktop.tell("tellStanding", { ...onQueue, signedIn: false, unread: 0 });
    expect(desktop.toasts[0]?.closed).toBe(true);
  });

  test("and the other one goes on", () => {
    const desktop = started();
    desktop.tell("beginOffer", offer);
    desktop.tell("beginOffer", { ...offer, offerId: "o2", expiresAt: noon + 40_000 });
    expect(desktop.badge).toBe(2);
    desktop.clock.pass(20_000);
    expect(desktop.badge).toBe(1);
    expect(desktop.window.flashing).toBe(true);
    expect(desktop.toasts.map(({ closed }) => closed)).toEqual([true, false]);
  });
});

describe("a toast says", () => {
  test("the name and the message where the person chose so", () => {
    const desktop = started("darwin", "PREVIEW");
    desktop.tell("beginOffer", offer);
    expect(desktop.toasts[0]?.body).toBe("Billing, 20 s to answer\nMy invoice is wrong");
  });

  test("nothing about the customer where the person chose so", () => {
    const desktop = started("darwin", "NOTHING");
    desktop.tell("beginOffer", offer);
    expect(desktop.toasts).toMatchObject([{ title: "New offer", body: "" }]);
  });

  test("a customer's markup and direction marks as plain text", () => {
    const desktop = started("linux", "PREVIEW");
    desktop.tell("beginOffer", {
      ...offer,
      customer: "<b>Mia\u202Egnp.exe",
      preview: "<a href='x'>\u0007",
    });
    expect(desktop.toasts[0]?.title).toBe("Chat offer: ‹b›Miagnp.exe");
    expect(desktop.toasts[0]?.body).toContain("‹a href='x'›");
  });
});

describe("accepting from the toast", () => {
  const accepts = (desktop: FakeDesktop): number =>
    desktop.heardOn("onOffer").filter((news) => JSON.stringify(news).includes("ACCEPT_REQUESTED"))
      .length;

  test("is asked of the page, once", () => {
    const desktop = started();
    desktop.tell("beginOffer", offer);
    desktop.toasts[0]?.acted(0);
    desktop.toasts[0]?.acted(0);
    expect(accepts(desktop)).toBe(1);
    expect(desktop.window.shown).toBe(true);
  });

  test("is refused after expiry, with words", () => {
    const desktop = started();
    desktop.tell("beginOffer", offer);
    desktop.clock.pass(20_000);
    desktop.toasts[0]?.acted(0);
    expect(accepts(desktop)).toBe(0);
    expect(desktop.toasts.at(-1)?.title).toBe("Too late to accept");
  });

  test("has a button only where Electron has buttons; elsewhere a click shows the offer", () => {
    const desktop = started("linux");
    desktop.tell("beginOffer", offer);
    expect(desktop.toasts[0]?.actions).toEqual([]);
    desktop.toasts[0]?.clicked();
    expect(desktop.heardOn("onOffer").at(-1)).toEqual({ kind: "SHOW_REQUESTED", offerId: "o1" });
    expect(started("win32").toasts).toEqual([]);
  });
});

describe("the badge", () => {
  test("counts offers and unread messages", () => {
    const desktop = started();
    desktop.tell("tellStanding", onQueue);
    desktop.tell("beginOffer", offer);
    expect(desktop.badge).toBe(4);
    desktop.tell("tellStanding", { ...onQueue, unread: 5 });
    expect(desktop.badge).toBe(6);
    desktop.tell("tellStanding", onQueue);
    desktop.tell("endOffer", { offerId: "o1" });
    expect(desktop.badge).toBe(3);
  });

  test("is a picture on Windows", () => {
    const desktop = started("win32");
    desktop.tell("tellStanding", { ...onQueue, unread: 12 });
    expect(desktop.overlay).toBe("/app/resources/badge/9-plus.png");
    desktop.tell("tellStanding", { ...onQueue, unread: 0 });
    expect(desktop.overlay).toBeUndefined();
  });
});
