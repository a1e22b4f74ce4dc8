import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { Doors } from "../../../src/node/gateway/doors.ts";
import { reachOf } from "../../../src/node/reach.ts";
import type { NodeOptions, RunningNode } from "../../../src/node/run.ts";
import { PROTOCOL_VERSION } from "../../../src/protocol/version.ts";
import { addPerson, ask, passwordOf, signIn, startNode } from "./harness.ts";

/** A node each: on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 20_000 });

/** Made out to desk.example, to *.example and to 127.0.0.1, until 2126. */
const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const tls = { cert: fixture("test-cert.pem"), key: fixture("test-key.pem") };
const ca = readFileSync(tls.cert, "utf8");
const folder = mkdtempSync(join(tmpdir(), "switchyard-reach-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running: RunningNode[] = [];
afterEach(async () => {
  for (const node of running.splice(0)) await node.stop();
});

async function start(options: Partial<NodeOptions>): Promise<RunningNode> {
  const node = await startNode(options);
  running.push(node);
  return node;
}

interface Asking {
  readonly host?: string;
  readonly body?: object;
}

/** As a client that trusts the test's certificate and nothing else. */
function askEncrypted(
  { port }: RunningNode,
  path: string,
  { host = `desk.example:${port}`, body }: Asking = {},
): Promise<{ status: number; text: string; policy: string }> {
  const headers = { host, ...(body === undefined ? {} : { "content-type": "application/json" }) };
  const method = body === undefined ? "GET" : "POST";
  const where = { hostname: "127.0.0.1", servername: "desk.example", port, path, ca };
  return new Promise((answered, failed) => {
    const asking = request({ ...where, method, headers }, (reply) => {
      let text = "";
      reply.on("data", (part: Buffer) => (text += part.toString()));
      reply.on("end", () => {
        const policy = String(reply.headers["content-security-policy"]);
        answered({ status: reply.statusCode ?? 0, text, policy });
      });
    });
    asking.on("error", failed);
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

describe("beyond this machine", () => {
  test("a node listens only with a certificate or behind a proxy, and says so", async () => {
    await expect(start({ host: "0.0.0.0" })).rejects.toThrow(
      /beyond this machine \(0\.0\.0\.0\) only where the line is encrypted.*--tls-cert.*--behind-proxy/,
    );
    await expect(start({ host: "::" })).rejects.toThrow("--tls-cert");
    await expect(start({ host: "192.0.2.1" })).rejects.toThrow("--tls-cert");
  });

  test("a node behind a proxy has to know the address that people type", async () => {
    await expect(start({ behindProxy: true })).rejects.toThrow("--origin https://desk.example");
    const origins = ["http://127.0.0.1:5173"];
    await expect(start({ behindProxy: true, origins })).rejects.toThrow("--origin");
  });

  test("a certificate that is of no use is refused in words", () => {
    const log: string[] = [];
    const reach = (files: { cert?: string; key?: string }) => () =>
      reachOf({ host: "0.0.0.0", origins: [], tls: { ...tls, ...files } }, Date.now(), (line) =>
        log.push(line),
      );
    const otherKey = join(folder, "other.pem");
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileSync(otherKey, privateKey.export({ type: "pkcs8", format: "pem" }));
    expect(reach({ cert: join(folder, "none.pem") })).toThrow("The certificate cannot be read");
    expect(reach({ cert: tls.key })).toThrow("There is no certificate in");
    expect(reach({ key: tls.cert })).toThrow("There is no key in");
    expect(reach({ key: otherKey })).toThrow("is not that of the certificate");
    expect(reach({})().encryption?.names).toEqual(["desk.example", "127.0.0.1"]);
    expect(log).toEqual([]);
    reachOf({ host: "::1", origins: [], tls }, Date.UTC(2200, 1), (line) => log.push(line));
    expect(log.join("")).toMatch(/ended on 2126-.*: renew it/);
  });
});

describe("with a certificate", () => {
  test("pages, API and sockets come encrypted through the one port", async () => {
    const node = await start({ host: "0.0.0.0", tls });
    expect(node.address).toBe(`https://desk.example:${node.port}`);
    await addPerson(node, { username: "ana", queues: ["billing"] });
    const body = { username: "ana", password: passwordOf("ana") };
    const signed = await askEncrypted(node, "/api/v1/sessions", { body });
    expect(signed.status).toBe(201);
    const { token } = JSON.parse(signed.text) as { token: string };
    const url = `wss://127.0.0.1:${node.port}/sync`;
    const headers = { host: `desk.example:${node.port}` };
    const origin = node.address;
    const socket = new WebSocket(url, "switchyard.v1", { ca, headers, origin });
    const welcome = await new Promise<string>((heard, failed) => {
      socket.once("error", failed);
      socket.once("message", (data: Buffer) => heard(data.toString()));
      socket.once("open", () =>
        socket.send(
          JSON.stringify({ frame: "hello", protocol: PROTOCOL_VERSION, token, device: "d" }),
        ),
      );
    });
    socket.terminate();
    expect(JSON.parse(welcome)).toMatchObject({ frame: "welcome", me: { username: "ana" } });
  });

  test("nothing is answered in clear, nor under a name that is not in it", async () => {
    const node = await start({ tls });
    await expect(fetch(`http://127.0.0.1:${node.port}/healthz`)).rejects.toThrow();
    expect((await askEncrypted(node, "/healthz")).status).toBe(200);
    expect((await askEncrypted(node, "/healthz", { host: "evil.example" })).status).toBe(403);
    const other = `other.example:${node.port}`;
    expect((await askEncrypted(node, "/healthz", { host: other })).status).toBe(403);
  });

  test("the pages' policy names encrypted sockets alone", () => {
    const encryption = { cert: "", key: "", names: ["desk.example"] };
    const doors = new Doors({ host: "0.0.0.0", extraOrigins: ["https://b.example"], encryption });
    doors.listenAt(443);
    expect(doors.origin).toBe("https://desk.example");
    expect(doors.allowsHost("desk.example")).toBe(true);
    expect(doors.allowsOrigin("https://desk.example")).toBe(true);
    expect(doors.allowsOrigin("http://desk.example")).toBe(false);
    expect(doors.socketOrigins).toContain("wss://desk.example");
    expect(doors.socketOrigins).toContain("wss://b.example");
    expect(doors.socketOrigins.filter((each) => !each.startsWith("wss://"))).toEqual([]);
  });
});

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
