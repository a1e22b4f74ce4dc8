import { beforeEach, describe, expect, test, vi } from "vitest";
import { desktopTable } from "../../src/protocol/desktop.ts";
import type { DesktopApi } from "../../src/protocol/desktop.ts";

type Heard = (event: unknown, data: unknown) => void;
const line = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  listeners: new Map<string, Set<Heard>>(),
  sent: [] as unknown[][],
}));

vi.mock("electron", () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => line.exposed.set(name, api),
  },
  ipcRenderer: {
    invoke: (...sent: unknown[]) => {
      line.sent.push(["invoke", ...sent]);
      return Promise.resolve({ done: "DONE" });
    },
    send: (...sent: unknown[]) => void line.sent.push(["send", ...sent]),
    on: (channel: string, heard: Heard) =>
      line.listeners.set(channel, (line.listeners.get(channel) ?? new Set()).add(heard)),
    removeListener: (channel: string, heard: Heard) => line.listeners.get(channel)?.delete(heard),
  },
}));

async function door(): Promise<DesktopApi> {
  await import("../../src/preload/index.ts");
  return line.exposed.get("desktop") as DesktopApi;
}

const say = (channel: string, data: unknown): void => {
  for (const heard of line.listeners.get(channel) ?? [])
    heard({ sender: "Electron's own event" }, data);
};

beforeEach(() => {
  line.sent.length = 0;
});

describe("window.desktop", () => {
  test("has the table's functions and nothing else", async () => {
    const desktop = await door();
    expect([...line.exposed.keys()]).toEqual(["desktop"]);
    expect(Object.keys(desktop).toSorted()).toEqual(Object.keys(desktopTable).toSorted());
    expect(Object.values(desktop).every((value) => typeof value === "function")).toBe(true);
  });

  test("asks and tells on the table's channels", async () => {
    const desktop = await door();
    await desktop.openLink("https://good.example/");
    desktop.endOffer({ offerId: "o1" });
    expect(line.sent).toEqual([
      ["invoke", "desktop:open-link", "https://good.example/"],
      ["send", "desktop:end-offer", { offerId: "o1" }],
    ]);
  });

  test("gives a listener the data alone, and stops when told", async () => {
    const desktop = await door();
    const heard: unknown[][] = [];
    const stop = desktop.onPower((...given: unknown[]) => void heard.push(given));
    say("desktop:power-news", { kind: "LOCKED" });
    say("desktop:power-news", { kind: "NONSENSE" });
    stop();
    say("desktop:power-news", { kind: "UNLOCKED" });
    expect(heard).toEqual([[{ kind: "LOCKED" }]]);
  });
});
