import { generateKeyPairSync } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { Doors } from "../../../src/node/gateway/doors.ts";
import { reachOf } from "../../../src/node/reach.ts";
import { renewing } from "../../../src/node/renewing.ts";
import type { RunningNode } from "../../../src/node/run.ts";
import { PROTOCOL_VERSION } from "../../../src/protocol/version.ts";
import { addPerson, ask, passwordOf } from "./harness.ts";
import { fixture, start, stopAll, tls } from "./reachable.ts";

/** A node each: on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 20_000 });

const testCertificate = readFileSync(tls.cert, "utf8");
const renewed = {
  cert: readFileSync(fixture("renewed-cert.pem"), "utf8"),
  key: readFileSync(fixture("renewed-key.pem"), "utf8"),
};
const folder = mkdtempSync(join(tmpdir(), "switchyard-reach-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(stopAll);

interface Asking {
  /** The name that the certificate has to be made out to. */
  readonly name?: string;
  readonly host?: string;
  readonly body?: object;
  readonly ca?: string;
}

/** As a client that trusts the test's certificate and nothing else. */
function askEncrypted(
  { port }: RunningNode,
  path: string,
  { host = `desk.example:${port}`, body, ca = testCertificate, name = "desk.example" }: Asking = {},
): Promise<{ status: number; text: string; policy: string; stay: string }> {
  const headers = { host, ...(body === undefined ? {} : { "content-type": "application/json" }) };
  const method = body === undefined ? "GET" : "POST";
  const where = { hostname: "127.0.0.1", servername: name, port, path, ca };
  return new Promise((answered, failed) => {
    const asking = request({ ...where, method, headers }, (reply) => {
      let text = "";
      reply.on("data", (part: Buffer) => (text += part.toString()));
      reply.on("end", () => {
        const policy = String(reply.headers["content-security-policy"]);
        const stay = String(reply.headers["strict-transport-security"]);
        answered({ status: reply.statusCode ?? 0, text, policy, stay });
      });
    });
    asking.on("error", failed);
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The names of the certificate that somebody who comes now is shown. */
function namesShownBy(port: number): Promise<string> {
  return new Promise((shown, failed) => {
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      shown(socket.getPeerCertificate().subjectaltname ?? "");
      socket.destroy();
    });
    socket.on("error", failed);
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
    const missing = /^TLS_FILE_MISSING: The certificate cannot be read/;
    expect(reach({ cert: join(folder, "none.pem") })).toThrow(missing);
    expect(reach({ cert: tls.key })).toThrow(/^TLS_FILE_INVALID: There is no certificate in/);
    expect(reach({ key: tls.cert })).toThrow(/^TLS_FILE_INVALID: There is no key in/);
    expect(reach({ key: otherKey })).toThrow(/^TLS_MISMATCH: .* is not that of the certificate/);
    expect(reach({})().encryption?.names).toEqual(["desk.example", "127.0.0.1"]);
    expect(reach({})().trusts("127.0.0.1")).toBe(false);
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
    const socket = new WebSocket(url, "switchyard.v1", { ca: testCertificate, headers, origin });
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

  test("the renewed one is shown once its files have changed, the old one while they make no sense", async () => {
    const files = { cert: join(folder, "node.pem"), key: join(folder, "node.key") };
    copyFileSync(tls.cert, files.cert);
    copyFileSync(tls.key, files.key);
    const node = await start({ tls: files });
    const shown = () => namesShownBy(node.port);
    expect(await shown()).toContain("desk.example");
    writeFileSync(files.cert, renewed.cert);
    expect(() => node.renewCertificate()).toThrow(
      expect.objectContaining({ code: "TLS_MISMATCH" }),
    );
    expect(await shown()).toContain("desk.example");
    writeFileSync(files.key, renewed.key);
    node.renewCertificate();
    expect(await shown()).toContain("new.example");
    const host = `new.example:${node.port}`;
    expect(
      (await askEncrypted(node, "/healthz", { host, ca: renewed.cert, name: "new.example" }))
        .status,
    ).toBe(200);
  });

  test("its files are looked at by itself", async () => {
    const files = { cert: join(folder, "seen.pem"), key: join(folder, "seen.key") };
    writeFileSync(files.cert, "first");
    writeFileSync(files.key, "first");
    const log: string[] = [];
    let makesSense = false;
    const read = () => {
      if (!makesSense) throw new Error("half of it");
      return { cert: "", key: "", names: [] };
    };
    let wasShown = 0;
    const gateway = { showCertificate: () => void (wasShown += 1) };
    const renewal = renewing({ gateway, files, read, log: (line) => log.push(line) }, 20);
    await vi.waitFor(() => {
      writeFileSync(files.cert, `half ${Date.now()}`);
      expect(log.join()).toContain("the certificate stays as it was");
    }, 5000);
    expect(wasShown).toBe(0);
    makesSense = true;
    await vi.waitFor(() => {
      writeFileSync(files.key, `whole ${Date.now()}`);
      expect(wasShown).toBeGreaterThan(0);
    }, 5000);
    renewal.stop();
  });

  test("browsers are told to keep to it, where there is one", async () => {
    const node = await start({ tls });
    expect((await askEncrypted(node, "/healthz")).stay).toBe("max-age=31536000");
    const plain = await start({});
    expect((await ask(plain, "/healthz")).headers.get("strict-transport-security")).toBeNull();
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
