import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { reactAriaStyleHash } from "../../src/main/content-policy.ts";
import { parseNodeAddress } from "../../src/main/node-address.ts";
import { Shell } from "../../src/main/shell.ts";
import { FakeDesktop } from "./fake-desktop.ts";

const config = "/profile/ana/config.json";

function started(settings: object = {}, nodeAddress?: string): FakeDesktop {
  const desktop = new FakeDesktop();
  desktop.files.set(config, JSON.stringify(settings));
  desktop.files.set("/app/out/renderer/index.html", "<!doctype html>");
  new Shell(desktop.port, nodeAddress === undefined ? {} : { nodeAddress }).start();
  return desktop;
}

async function policy(desktop: FakeDesktop): Promise<string> {
  const { headers } = await desktop.serve({ method: "GET", url: "app://switchyard/" });
  return headers["content-security-policy"] ?? "";
}

const connect = (whole: string): string | undefined => /connect-src [^;]*/.exec(whole)?.[0];

describe("the page's policy", () => {
  test("lets it talk to the embedded node and to nobody else at first", async () => {
    expect(connect(await policy(started()))).toBe(
      "connect-src 'self' http://127.0.0.1:7450 ws://127.0.0.1:7450",
    );
  });

  test("names the nodes that are configured", async () => {
    const nodes = [{ name: "Head office", address: "https://hq.example:8443" }];
    expect(connect(await policy(started({ nodes, embeddedNode: false })))).toBe(
      "connect-src 'self' https://hq.example:8443 wss://hq.example:8443",
    );
  });

  test("names a node given at the start, and then none is embedded", async () => {
    const desktop = started({}, "http://127.0.0.1:7999");
    expect(connect(await policy(desktop))).toBe(
      "connect-src 'self' http://127.0.0.1:7999 ws://127.0.0.1:7999",
    );
    expect(desktop.children).toEqual([]);
  });

  test("follows a node added in the settings, and the page is loaded again under it", async () => {
    const desktop = started();
    const nodes = [{ name: "Head office", address: "https://hq.example" }];
    expect(await desktop.ask("saveNodes", nodes)).toEqual({ done: "DONE" });
    desktop.clock.pass(1_000);
    expect(desktop.window.reloads).toBe(1);
    expect(connect(await policy(desktop))).toContain("wss://hq.example");
  });

  test("cannot be widened by an address in the file that is none", async () => {
    const nodes = [{ name: "x", address: "https://a.example; script-src *" }];
    expect(await policy(started({ nodes }))).not.toContain("script-src *");
  });

  test("allows nothing unsafe", async () => {
    const whole = await policy(started());
    expect(whole).not.toContain("unsafe");
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(whole.split("; ")).toContain(rule);
    }
  });

  test("stands on refusals too", async () => {
    const answer = await started().serve({ method: "GET", url: "app://switchyard/%2e%2e/x" });
    expect(answer.status).toBe(404);
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
  });

  test("lets in the one style React Aria writes, and its hash is still true", () => {
    const components = createRequire(import.meta.url).resolve("react-aria-components/package.json");
    const pressed = join(
      dirname(components),
      "../react-aria/dist/private/interactions/usePress.mjs",
    );
    const source = readFileSync(pressed, "utf8");
    const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1] ?? "";
    const style = /style\.textContent = `([^`]+)`/.exec(source)?.[1] ?? "";
    const written = style.replace(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/, attribute).trim();
    const hash = createHash("sha256").update(written).digest("base64");
    expect(reactAriaStyleHash).toBe(`'sha256-${hash}'`);
  });
});

describe("the bundle", () => {
  test("is served with the type of each file", async () => {
    const answer = await started().serve({ method: "GET", url: "app://switchyard/index.html" });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "x-content-type-options": "nosniff",
    });
  });

  test("has no other files, and only reading", async () => {
    const desktop = started();
    const status = async (method: string, url: string) =>
      (await desktop.serve({ method, url })).status;
    expect(await status("GET", "app://switchyard/none.js")).toBe(404);
    expect(await status("POST", "app://switchyard/index.html")).toBe(405);
  });
});

describe("a node's address", () => {
  test.each([
    "http://hq.example",
    "http://127.0.0.1.evil.example",
    "http://localhost:7450",
    "ws://127.0.0.1:7450",
    "ftp://hq.example",
    "https://ana:word@hq.example",
    "https://hq.example/path",
    "https://hq.example/?q",
    "https://hq.example;x",
    "https://hq.example 'unsafe-inline'",
    "javascript:alert(1)",
    "hq.example",
    "",
  ])("%j is refused in words", async (address) => {
    expect(parseNodeAddress(address)).toHaveProperty("refused");
    const desktop = started();
    const answer = await desktop
      .ask("saveNodes", [{ name: "x", address }])
      .catch(() => ({ refused: "" }));
    expect(answer).toHaveProperty("refused");
    expect(desktop.window.reloads).toBe(0);
  });

  test("without encryption is this very machine", () => {
    expect(parseNodeAddress("http://[::1]:7450")).toEqual({
      origin: "http://[::1]:7450",
      socketOrigin: "ws://[::1]:7450",
    });
  });
});
