import type { Page } from "playwright-core";

/** `window.desktop` as the page of the desktop app finds it, with its nodes and tokens kept by the profile. */
export async function openDesktopDoor(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const read = (name: string) => localStorage.getItem(`door.${name}`);
    const nodesOf = () => JSON.parse(read("nodes") ?? "[]") as unknown[];
    const done = { done: "DONE" };
    const known: Record<string, (argument: never) => unknown> = {
      describe: async () => ({
        version: "0",
        platform: "linux",
        keeper: "KEYRING",
        nodes: nodesOf(),
        embedded: { state: "OFF" },
        settings: { toast: "NAME", openAtLogin: false },
        dataDir: "/nowhere",
      }),
      saveNodes: async (nodes: unknown[]) => {
        localStorage.setItem("door.nodes", JSON.stringify(nodes));
        return done;
      },
      keepToken: async ({ nodeId, token }: { nodeId: string; token: string }) => {
        localStorage.setItem(`door.token ${nodeId}`, token);
        return { keeper: "KEYRING" };
      },
      readToken: async ({ nodeId }: { nodeId: string }) => {
        const token = read(`token ${nodeId}`);
        return token === null ? { keeper: "KEYRING" } : { keeper: "KEYRING", token };
      },
      forgetToken: async ({ nodeId }: { nodeId: string }) => {
        localStorage.removeItem(`door.token ${nodeId}`);
        return done;
      },
    };
    // What it hears it hears nothing of, and what it tells nobody minds.
    const door = new Proxy(known, {
      get: (table, name) =>
        table[String(name)] ?? (String(name).startsWith("on") ? () => () => {} : async () => done),
    });
    Object.defineProperty(window, "desktop", { value: door });
  });
}
