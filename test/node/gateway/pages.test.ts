import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { REACT_ARIA_STYLE } from "../../../src/node/gateway/policies.ts";
import type { RunningNode } from "../../../src/node/run.ts";
import { ask, startNode } from "./harness.ts";

let out: string;
let node: RunningNode;

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), "pages-"));
  const files = {
    "renderer/index.html": "<!doctype html><title>app</title>",
    "renderer/assets/index-abc123.js": "export {};",
    "renderer/favicon.svg": "<svg/>",
    "renderer/service-worker.js": "void 0;",
    "widget/index.html": "<!doctype html><title>widget</title>",
    "widget/widget.js": "void 0;",
    "widget/assets/main-abc123.js": "export {};",
    "widget/site/index.html": "<!doctype html><title>site</title>",
    "secret.txt": "not to be served",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), text);
  }
  node = await startNode({ pagesDir: join(out, "renderer") });
});
afterAll(async () => {
  await node.stop();
  rmSync(out, { recursive: true, force: true });
});

const policyOf = (headers: Headers): string => headers.get("content-security-policy") ?? "";

describe("the app", () => {
  test("is served with a policy that lets nothing in from elsewhere and nobody frame it", async () => {
    const page = await ask(node, "/");
    expect(page.text).toContain("<title>app</title>");
    const policy = policyOf(page.headers);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`style-src 'self' ${REACT_ARIA_STYLE}`);
    expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${node.port}`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|upgrade-insecure-requests|\*/);
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
  });

  test("asks for its page each time, and keeps what is named by its content", async () => {
    expect((await ask(node, "/")).headers.get("cache-control")).toBe("no-cache");
    expect((await ask(node, "/favicon.svg")).headers.get("cache-control")).toBe("no-cache");
    const asset = await ask(node, "/assets/index-abc123.js");
    expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  test("has a service worker that is asked for each time and may speak with its own node", async () => {
    const worker = await ask(node, "/service-worker.js");
    expect(worker.headers.get("content-type")).toMatch(/javascript/);
    expect(worker.headers.get("cache-control")).toBe("no-cache");
    expect(policyOf(worker.headers)).toContain("worker-src 'self'");
    expect(policyOf(worker.headers)).toContain("connect-src 'self'");
  });

  test("and nothing beside it", async () => {
    for (const path of [
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/..%2fsecret.txt",
      "/assets/..%5c..%5csecret.txt",
      "/nothing",
    ]) {
      const reply = await ask(node, path);
      expect([path, reply.status >= 400]).toEqual([path, true]);
      expect(reply.text).not.toContain("not to be served");
    }
  });

  test("has one style of React Aria, let in by the hash of what is installed", () => {
    const installed = createRequire(import.meta.url).resolve("react-aria-components/package.json");
    const library = "../react-aria/dist/private/interactions/usePress.mjs";
    const source = readFileSync(join(dirname(installed), library), "utf8");
    const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1] ?? "";
    const style = /style\.textContent = `([^`]+)`/.exec(source)?.[1] ?? "";
    const written = style.replace(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/, attribute).trim();
    const hash = createHash("sha256").update(written).digest("base64");
    expect(`'sha256-${hash}'`).toBe(REACT_ARIA_STYLE);
  });
});

describe("the chat", () => {
  test("may be framed by the node's own pages and the sites of its source, and by nobody else", async () => {
    const page = await ask(node, "/widget?source=web-billing");
    expect(page.text).toContain("<title>widget</title>");
    expect(policyOf(page.headers)).toContain("frame-ancestors 'self' https://shop.example");
    expect(policyOf(page.headers)).not.toContain("*");
    expect(page.headers.get("x-frame-options")).toBeNull();
    const unknown = await ask(node, "/widget?source=nothing");
    expect(policyOf(unknown.headers)).toMatch(/frame-ancestors 'self'$/);
  });

  test("has a loader that any site may include, and files of its own", async () => {
    const loader = await ask(node, "/widget.js");
    expect(loader.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(loader.headers.get("cache-control")).toBe("no-cache");
    expect((await ask(node, "/widget/assets/main-abc123.js")).status).toBe(200);
  });

  test("stands on a customer's page for the demo, and on a plain one for any source", async () => {
    expect((await ask(node, "/chat")).text).toContain("<title>site</title>");
    const plain = await ask(node, "/chat?source=web-billing");
    expect(plain.text).toContain('src="/widget.js" data-source="web-billing"');
    expect(policyOf(plain.headers)).not.toContain("unsafe");
  });
});

describe("addresses", () => {
  const statusFor = (host: string, path = "/") =>
    new Promise<string>((resolve, reject) => {
      const asked = request(
        { host: "127.0.0.1", port: node.port, path, headers: { host } },
        (reply) => {
          reply.resume();
          resolve(`${reply.statusCode} ${reply.headers.location ?? ""}`.trim());
        },
      );
      asked.on("error", reject);
      asked.end();
    });

  test("localhost leads to 127.0.0.1, so that a browser keeps one outbox", async () => {
    expect(await statusFor(`localhost:${node.port}`, "/chat?source=x")).toBe(
      `308 http://127.0.0.1:${node.port}/chat?source=x`,
    );
  });

  test("a foreign name for this machine leads nowhere", async () => {
    expect(await statusFor("evil.example")).toBe("403");
    expect(await statusFor(`evil.example:${node.port}`, "/api/v1/me")).toBe("403");
  });
});

describe("what has not been built", () => {
  test("is said in words", async () => {
    const bare = await startNode({ pagesDir: join(out, "nowhere/renderer") });
    for (const path of ["/", "/widget", "/widget.js", "/chat"]) {
      const reply = await ask(bare, path);
      expect([path, reply.status]).toEqual([path, 503]);
      expect(reply.text).toContain("npm run build");
    }
    await bare.stop();
  });
});
