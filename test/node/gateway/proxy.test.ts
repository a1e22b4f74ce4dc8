import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { Doors } from "../../../src/node/gateway/doors.ts";
import { reachOf } from "../../../src/node/reach.ts";
import type { RunningNode } from "../../../src/node/run.ts";
import { diagnose } from "../../../src/node/safekeeping.ts";
import { addPerson, ask, passwordOf } from "./harness.ts";
import { start, stopAll, tls } from "./reachable.ts";

/** A node each: on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 20_000 });

afterEach(stopAll);

const said = (address: string, proto = "https") => ({
  "x-forwarded-for": address,
  "x-forwarded-proto": proto,
});

describe("behind a proxy", () => {
  const proxied = { behindProxy: true, origins: ["https://desk.example"], limits: { signIn: 2 } };
  const wrong = { username: "nobody", password: "no password of anybody" };
  const tryFrom = async (node: RunningNode, headers: Record<string, string>) =>
    (await ask(node, "/api/v1/sessions", { body: wrong, headers })).status;
  /** What is asked directly, for `address` is the proxy's. */
  const direct = (node: RunningNode) => ({ ...node, address: `http://127.0.0.1:${node.port}` });

  test("its address is the one people type, and each caller is counted by what the proxy says", async () => {
    const node = await start(proxied);
    expect(node.address).toBe("https://desk.example");
    const near = direct(node);
    const from = (address: string) => tryFrom(near, said(address));
    expect([await from("198.51.100.1"), await from("198.51.100.1")]).toEqual([401, 401]);
    expect(await from("198.51.100.1")).toBe(429);
    expect(await from("198.51.100.2")).toBe(401);
    // Whatever a caller writes stands before what the proxy adds.
    expect(await from("203.0.113.9, 198.51.100.1")).toBe(429);
  });

  test("a caller who came to it in clear is sent to the encrypted address, and gets no socket", async () => {
    const node = await start(proxied);
    const near = direct(node);
    const reply = await ask(near, "/?a=1", { headers: said("198.51.100.1", "http") });
    expect([reply.status, reply.headers.get("location")]).toEqual([
      308,
      "https://desk.example/?a=1",
    ]);
    const upgrade = (proto: string) =>
      new Promise<number>((told) => {
        const url = `ws://127.0.0.1:${node.port}/sync`;
        const socket = new WebSocket(url, "switchyard.v1", {
          headers: said("198.51.100.1", proto),
          origin: "https://desk.example",
        });
        socket.on("error", () => undefined);
        socket.once("unexpected-response", (_request, { statusCode = 0 }) => told(statusCode));
        socket.once("open", () => {
          socket.terminate();
          told(101);
        });
      });
    expect([await upgrade("http"), await upgrade("ws"), await upgrade("https")]).toEqual([
      403, 403, 101,
    ]);
  });

  test("only a proxy on this machine, or at an address that was said, speaks for others", () => {
    const asked = { host: "::", origins: ["https://desk.example"], behindProxy: true };
    const reach = reachOf({ ...asked, proxies: ["10.0.0.0/24", "fd00::7"] }, 0, () => undefined);
    const heard = [
      "127.0.0.1",
      "::ffff:127.0.0.1",
      "::1",
      "10.0.0.5",
      "::ffff:10.0.0.5",
      "fd00::7",
    ];
    expect(heard.filter((address) => !reach.trusts(address))).toEqual([]);
    const strange = ["10.0.1.5", "192.168.1.1", "fd00::8", "", "desk.example"];
    expect(strange.filter((address) => reach.trusts(address))).toEqual([]);
    for (const proxy of ["proxy.example", "10.0.0.1/33", "10.0.0.1/x"]) {
      const faulty = () => reachOf({ ...asked, proxies: [proxy] }, 0, () => undefined);
      expect(faulty).toThrow(expect.objectContaining({ code: "PROXY_ADDRESS_INVALID" }));
    }
    const both = () => reachOf({ ...asked, tls }, 0, () => undefined);
    expect(both).toThrow(expect.objectContaining({ code: "TLS_OR_PROXY" }));
    const doors = new Doors({ ...asked, extraOrigins: asked.origins, ...reach });
    const come = (remoteAddress: string, headers: Record<string, string> = {}) => {
      const request = { socket: { remoteAddress }, headers } as never;
      const name = doors.hostOf(request);
      return [
        doors.callerOf(request),
        name,
        doors.isEncrypted(request),
        doors.isInTheClear(request),
      ];
    };
    const forwarded = { ...said("203.0.113.9, 10.0.0.7"), "x-forwarded-host": "desk.example" };
    const near = { host: "node:7450", ...forwarded };
    expect(come("10.0.0.5", near)).toEqual(["203.0.113.9", "desk.example", true, false]);
    expect(come("10.0.1.5", near)).toEqual(["10.0.1.5", "node:7450", false, true]);
    const itself = ["::ffff:127.0.0.1", "node:7450", false, false];
    expect(come("::ffff:127.0.0.1", { host: "node:7450" })).toEqual(itself);
  });

  test("and without one, such headers say nothing (A8)", async () => {
    const node = await start({ limits: { signIn: 2 } });
    const from = (address: string) => tryFrom(node, said(address, "http"));
    expect([await from("198.51.100.1"), await from("198.51.100.2")]).toEqual([401, 401]);
    expect(await from("198.51.100.3")).toBe(429);
  });

  test("a person signs in through it", async () => {
    const node = direct(await start({ ...proxied, limits: {} }));
    await addPerson(node, { username: "ana", queues: ["billing"] });
    const body = { username: "ana", password: passwordOf("ana") };
    const headers = said("198.51.100.1");
    const reply = await ask<{ token: string }>(node, "/api/v1/sessions", { body, headers });
    expect(reply.body.token).toMatch(/^[\w-]{43}$/);
  });

  test("a proxy that points at localhost serves under the name it says, and nobody is sent round in circles (F58)", async () => {
    const node = direct(await start(proxied));
    const at = (host: string, headers: Record<string, string> = {}) =>
      raw(node.port, "/api/v1/me", { host, ...said("198.51.100.1"), ...headers });
    const asked = `localhost:${node.port}`;
    expect(await at(asked, { "x-forwarded-host": "desk.example" })).toMatchObject({ status: 401 });
    expect(await at(asked, { "x-forwarded-host": "DESK.example:443" })).toMatchObject({
      status: 401,
    });
    expect(await at(asked)).toMatchObject({ status: 401 });
    const statuses: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      const { status } = await at(asked, { "x-forwarded-proto": "http" });
      statuses.push(status);
    }
    expect(statuses.slice(0, 2)).toEqual([308, 308]);
    expect(statuses.at(-1)).toBe(403);
    const told = await at(asked, { "x-forwarded-proto": "http" });
    expect(told.text).toContain("X-Forwarded-Proto says http");
  });

  test.each<[string, Record<string, string>, readonly string[]]>([
    ["nothing", {}, ["X-Forwarded-For", "X-Forwarded-Proto"]],
    ["no scheme", { "x-forwarded-for": "198.51.100.1" }, ["X-Forwarded-Proto"]],
    ["no caller", { "x-forwarded-proto": "https" }, ["X-Forwarded-For"]],
    ["empty headers", { "x-forwarded-for": " ", "x-forwarded-proto": "" }, ["X-Forwarded-For"]],
    ["a caller that is none", said("unknown"), ["X-Forwarded-For"]],
    ["a scheme that is none", said("198.51.100.1", "gopher"), ["X-Forwarded-Proto"]],
  ])(
    "one that says %s is refused in words, on every path and for sockets too (F59)",
    async (_what, headers, names) => {
      const node = direct(await start(proxied));
      for (const path of ["/", "/api/v1/me", "/api/v1/sessions", "/widget.js", "/openapi.json"]) {
        const reply = await ask<{ detail: string }>(node, path, { headers });
        expect([path, reply.status, reply.body]).toEqual([
          path,
          400,
          expect.objectContaining({ code: "PROXY_HEADER_MISSING" }),
        ]);
        for (const name of names) expect(reply.body.detail).toContain(name);
      }
      const socket = await raw(node.port, "/sync", {
        host: "desk.example",
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec-websocket-protocol": "switchyard.v1",
        ...headers,
      });
      expect([socket.status, socket.text]).toEqual([
        400,
        expect.stringContaining("PROXY_HEADER_MISSING"),
      ]);
      // Whoever watches the process from this machine has no proxy between.
      expect((await ask(node, "/healthz")).status).toBe(200);
    },
  );

  test("the log, /readyz and the doctor say which proxy sent what (F59)", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "switchyard-proxies-"));
    const lines: string[] = [];
    const options = { ...proxied, dataDir, log: (line: string) => void lines.push(line) };
    const node = direct(await start(options));
    await ask(node, "/api/v1/me", { headers: { "x-forwarded-for": "198.51.100.1" } });
    const told = lines.filter((line) => line.includes("X-Forwarded-Proto"));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("the proxy at 127.0.0.1 sends X-Forwarded-For");
    expect((await ask(node, "/readyz")).body).toEqual({
      ok: true,
      proxies: [{ address: "127.0.0.1", sends: ["X-Forwarded-For"], lacks: ["X-Forwarded-Proto"] }],
    });
    const { findings } = await diagnose(dataDir);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: "PROXY_SILENT",
        level: "PROBLEM",
        what: expect.stringContaining("X-Forwarded-Proto does not say"),
      }),
    );
    // Whoever flips a header with every request fills no log.
    for (let time = 0; time < 20; time += 1)
      await ask(node, "/api/v1/me", { headers: time % 2 === 0 ? {} : said("198.51.100.1") });
    expect(lines.filter((line) => line.includes("the proxy at"))).toHaveLength(1);
    await stopAll();
    rmSync(dataDir, { recursive: true });
  });

  test("a name without its port is refused with what the proxy has to say instead (F60)", async () => {
    const node = direct(await start({ ...proxied, origins: ["https://desk.example:8443"] }));
    const under = (host: string) =>
      raw(node.port, "/api/v1/me", { host, ...said("198.51.100.1"), "x-forwarded-host": host });
    expect((await under("desk.example:8443")).status).toBe(401);
    const { status, text } = await under("desk.example");
    expect([status, text]).toEqual([403, expect.stringContaining("ORIGIN_NOT_ALLOWED")]);
    expect(text).toContain("desk.example:8443");
    expect(text).toContain("$http_host");
    expect((await under("evil.example")).text).not.toContain("$http_host");
  });

  test("who signed in from where stands in the log, as the proxy says it (F59)", async () => {
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    const node = direct(await start({ ...proxied, limits: {}, log }));
    await addPerson(node, { username: "ana", queues: ["billing"] });
    const body = { username: "ana", password: passwordOf("ana") };
    const headers = said("6.6.6.6, 198.51.100.1");
    await ask(node, "/api/v1/sessions", { body, headers });
    expect(lines).toContain("ana signed in from 198.51.100.1");
  });
});

/** As a proxy asks: with whatever name stands in its configuration. */
function raw(port: number, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; text: string }>((told, failed) => {
    const asked = request({ host: "127.0.0.1", port, path, headers }, (reply) => {
      let text = "";
      reply.on("data", (data: Buffer) => (text += data.toString("utf8")));
      reply.on("end", () => told({ status: reply.statusCode ?? 0, text }));
    });
    asked.on("error", failed);
    asked.end();
  });
}
