import { describe, expect, test } from "vitest";
import { bundlePath } from "../../src/main/bundle-path.ts";
import { Shell } from "../../src/main/shell.ts";
import { FakeDesktop, ownPage, settle } from "./fake-desktop.ts";

function started(): FakeDesktop {
  const desktop = new FakeDesktop();
  new Shell(desktop.port, {}).start();
  return desktop;
}

describe("A1: something wants to take the window elsewhere", () => {
  test.each([
    "https://evil.example/",
    "http://127.0.0.1:7450/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "blob:app://switchyard/5f",
    "about:blank",
    "app://switchyard.evil/index.html",
    "app://evil/index.html",
    "app://user:word@switchyard/index.html",
    "app:switchyard",
    "App://switchyard:99/index.html",
    "",
  ])("%s is cancelled and logged", (url) => {
    const desktop = started();
    expect(desktop.newContents().mayNavigate(url, true)).toBe(false);
    expect(desktop.logged.join()).toContain("cancelled a navigation");
  });

  test("its own pages are let through", () => {
    const contents = started().newContents();
    expect(contents.mayNavigate("app://switchyard/index.html#/work", true)).toBe(true);
  });

  test("a frame may hold a document of our own making and nothing else", () => {
    const contents = started().newContents();
    expect(contents.mayNavigate("about:srcdoc", false)).toBe(true);
    expect(contents.mayNavigate("blob:app://switchyard/5f", false)).toBe(true);
    expect(contents.mayNavigate("blob:app://switchyard.evil/5f", false)).toBe(false);
    expect(contents.mayNavigate("https://evil.example/", false)).toBe(false);
    expect(contents.mayNavigate("data:text/html,x", false)).toBe(false);
  });

  test("contents made later are guarded too, and get no webview", () => {
    const desktop = started();
    desktop.newContents();
    const popup = desktop.newContents();
    expect(popup.mayNavigate("https://evil.example/", true)).toBe(false);
    expect(popup.webviewsDenied).toBe(true);
  });
});

describe("A2: a node sends a link that is none", () => {
  test.each([
    "file:///etc/passwd",
    "\\\\host\\share",
    "//host/share",
    "ms-msdt:/id PCWDiagnostic",
    "javascript:alert(1)",
    "smb://host/x",
    "https://user:word@bank.example/",
    "https://good.example/\nX: y",
    "https:\\\\host\\x",
    " https://good.example",
    "app://switchyard/index.html",
    "vbscript:x",
  ])("%j is not opened, and the person is told", async (url) => {
    const desktop = started();
    expect(await desktop.ask("openLink", url)).toEqual({ refused: "Blocked address" });
    expect(desktop.opened).toEqual([]);
    expect(desktop.told).toEqual(["Blocked address"]);
  });

  test.each(["https://good.example/a?b#c", "mailto:mia@example.org", "tel:+4930123"])(
    "%s is opened outside",
    async (url) => {
      const desktop = started();
      expect(await desktop.ask("openLink", url)).toEqual({ done: "DONE" });
      expect(desktop.opened).toEqual([url]);
    },
  );
});

describe("A3: a page opens windows", () => {
  test("a thousand of them make no window, no dialog, and one page outside at most", async () => {
    const desktop = started();
    const contents = desktop.newContents();
    for (let popup = 0; popup < 1_000; popup += 1) contents.windowWanted?.("https://ads.example/");
    await settle();
    expect(desktop.opened).toHaveLength(1);
    expect(desktop.told).toEqual([]);
  });

  test.each(["javascript:alert(1)", "", "\0", "file:///x", "about:blank"])(
    "%j neither throws nor opens",
    async (url) => {
      const desktop = started();
      desktop.newContents().windowWanted?.(url);
      await settle();
      expect(desktop.opened).toEqual([]);
    },
  );
});

describe("A4: somebody else speaks on the IPC line", () => {
  const offer = {
    offerId: "o1",
    sound: "chat",
    channel: "Chat",
    queue: "Billing",
    expiresAt: 8e15,
  };

  test.each([
    ["a frame inside the page", { topFrame: false, origin: "app://switchyard" }],
    ["a foreign page", { topFrame: true, origin: "https://evil.example" }],
    ["an origin that begins like ours", { topFrame: true, origin: "app://switchyard.evil" }],
    ["a sandboxed frame", { topFrame: false, origin: "null" }],
    ["a frame that is gone", { topFrame: false, origin: "" }],
  ])("%s is refused", async (_who, sender) => {
    const desktop = started();
    await expect(desktop.ask("readToken", { nodeId: "n1" }, sender)).rejects.toThrow("Refused");
    desktop.tell("beginOffer", offer, sender);
    expect(desktop.toasts).toEqual([]);
    expect(desktop.logged.filter((line) => line.startsWith("dropped"))).toHaveLength(2);
  });

  test.each([
    ["nothing", undefined],
    ["a text", "o1"],
    ["a list", [offer]],
    ["a field nobody knows", { ...offer, html: "<b>" }],
    ["a missing field", { ...offer, offerId: undefined }],
    ["a number for a name", { ...offer, queue: 7 }],
    ["an unknown sound", { ...offer, sound: "../../x" }],
    ["an endless name", { ...offer, customer: "x".repeat(201) }],
    ["no instant", { ...offer, expiresAt: Number.NaN }],
    ["a prototype", JSON.parse(`{"__proto__": {"offerId": "o1"}}`)],
  ])("an offer that is %s is dropped and logged", (_what, argument) => {
    const desktop = started();
    desktop.tell("beginOffer", argument);
    expect(desktop.toasts).toEqual([]);
    expect(desktop.logged.join()).toContain("dropped an IPC message");
  });

  test("a second argument is refused", async () => {
    const desktop = started();
    const answer = desktop.answers.get("desktop:read-token");
    await expect(answer?.(ownPage, [{ nodeId: "n1" }, "more"])).rejects.toThrow("Refused");
  });

  test("a channel outside the table is not served", () => {
    const desktop = started();
    const served = [...desktop.answers.keys(), ...desktop.listeners.keys()];
    expect(served).toHaveLength(10);
    expect(served.every((channel) => channel.startsWith("desktop:"))).toBe(true);
  });
});

describe("an address that tries to leave the bundle", () => {
  test.each([
    "app://switchyard/../secrets.json",
    "app://switchyard/a/../../secrets.json",
    "app://switchyard/%2e%2e/secrets.json",
    "app://switchyard/%2E%2E/secrets.json",
    "app://switchyard/.%2e/secrets.json",
    "app://switchyard/..%2fsecrets.json",
    "app://switchyard/..\\secrets.json",
    "app://switchyard/..%5csecrets.json",
    "app://switchyard/%252e%252e/secrets.json",
    "app://switchyard/index.html%00.png",
    "app://switchyard/index.html\0",
    "app://switchyard//etc/passwd",
    "app://switchyard/C:/Windows/win.ini",
    "app://switchyard/index.html::$DATA",
    "app://switchyard/./index.html",
    "app://switchyard/%zz",
    "app://evil/index.html",
    "app://switchyard.evil/index.html",
    "file:///etc/passwd",
    "app://switchyard",
  ])("%j names no file", (url) => {
    expect(bundlePath("/app/out/renderer", url)).toBeUndefined();
  });

  test("a plain one names its file", () => {
    const at = (url: string): string | undefined => bundlePath("/app/out/renderer", url);
    expect(at("app://switchyard/")).toBe("/app/out/renderer/index.html");
    expect(at("app://switchyard/assets/a-1.js?v=1#x")).toBe("/app/out/renderer/assets/a-1.js");
    expect(at("app://switchyard/assets/na%20me.js")).toBe("/app/out/renderer/assets/na me.js");
  });
});

describe("permissions", () => {
  test("only what the page needs, and only to our own page", () => {
    const desktop = started();
    expect(desktop.allowed("notifications", "app://switchyard/index.html")).toBe(true);
    expect(desktop.allowed("loopback-network", "app://switchyard")).toBe(true);
    expect(desktop.allowed("notifications", "https://evil.example")).toBe(false);
    for (const permission of ["media", "geolocation", "openExternal", "clipboard-read", "hid"]) {
      expect(desktop.allowed(permission, "app://switchyard/")).toBe(false);
    }
    expect(desktop.devicesRefused).toBe(true);
  });
});
