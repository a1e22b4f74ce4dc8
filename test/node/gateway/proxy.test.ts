import { afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { Doors } from "../../../src/node/gateway/doors.ts";
import { reachOf } from "../../../src/node/reach.ts";
import type { RunningNode } from "../../../src/node/run.ts";
import { addPerson, ask, signIn } from "./harness.ts";
import { start, stopAll, tls } from "./reachable.ts";

/** A node each: on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 20_000 });

afterEach(stopAll);

describe("behind a proxy", () => {
  const proxied = { behindProxy: true, origins: ["https://desk.example"], limits: { signIn: 2 } };
  const said = (address: string, proto = "https") => ({
    "x-forwarded-for": address,
    "x-forwarded-proto": proto,
  });
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
    expect(await signIn(node, "ana")).toMatch(/^[\w-]{43}$/);
  });
});
