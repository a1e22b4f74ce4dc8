import { readFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { echoFaults, faultsThrough } from "../../support/proxies/checks.ts";
import { openEcho } from "../../support/proxies/echo.ts";
import { placed, proxyNames, snippetFor } from "../../support/proxies/snippets.ts";
import { addPerson, passwordOf } from "./harness.ts";
import { start, stopAll, tls } from "./reachable.ts";

/** The short form of `npm run proxies`, without any of the proxies (F62). */

vi.setConfig({ testTimeout: 30_000 });

const closings: (() => void)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) close();
  await stopAll();
});

describe("the snippets of docs/operate.md", () => {
  test.each(proxyNames)(
    "that of %s can be placed anywhere, with nothing left of where it stood",
    (name) => {
      const place = { port: 8443, target: 7777, cert: "/c", key: "/k", both: "/b" };
      const text = placed(name, place);
      expect(text).toContain("127.0.0.1:7777");
      expect(text).toContain("8443");
      expect(text).not.toMatch(/7450|[: ]443|\/etc\/ssl/);
      expect(snippetFor(name)).not.toContain("localhost");
    },
  );

  test.each<[(typeof proxyNames)[number], readonly RegExp[]]>([
    [
      "nginx",
      [
        /X-Forwarded-For \$proxy_add_x_forwarded_for/,
        /X-Forwarded-Proto \$scheme/,
        /X-Forwarded-Host \$http_host/,
        /Upgrade \$http_upgrade/,
        /proxy_http_version 1\.1/,
        /proxy_buffering off/,
      ],
    ],
    ["apache", [/RequestHeader set X-Forwarded-Proto https/, /upgrade=websocket/]],
    [
      "haproxy",
      [
        /option forwardfor/,
        /set-header X-Forwarded-Proto https/,
        /set-header X-Forwarded-Host %\[req\.hdr\(Host\)\]/,
        /timeout tunnel/,
      ],
    ],
    ["caddy", [/reverse_proxy/]],
  ])("that of %s sets what the proxy does not set by itself", (name, needs) => {
    for (const need of needs) expect(snippetFor(name)).toMatch(need);
  });
});

/** As little as a proxy can be. What it is told to leave out is left out. */
async function openProxy(target: number, lacks: "nothing" | "headers" | "sockets") {
  const server = createServer({ cert: readFileSync(tls.cert), key: readFileSync(tls.key) });
  const headersOf = (asked: IncomingMessage) => {
    if (lacks === "headers") return asked.headers;
    const { host = "" } = asked.headers;
    const said = [asked.headers["x-forwarded-for"] ?? []].flat();
    return {
      ...asked.headers,
      "x-forwarded-for": [...said, "127.0.0.1"].join(", "),
      "x-forwarded-proto": "https",
      "x-forwarded-host": host,
    };
  };
  const pass = (asked: IncomingMessage) =>
    request({
      host: "127.0.0.1",
      port: target,
      method: asked.method,
      path: asked.url,
      headers: headersOf(asked),
    });
  server.on("request", (asked, reply) => {
    const on = pass(asked);
    on.on("error", () => reply.destroy());
    on.on("response", (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply);
    });
    asked.pipe(on);
  });
  server.on("upgrade", (asked, socket) => {
    if (lacks === "sockets") return void socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    const on = pass(asked);
    on.on("error", () => socket.destroy());
    on.on("upgrade", (answer, behind) => {
      const lines = Object.entries(answer.headers).map(
        ([name, value]) => `${name}: ${[value ?? ""].flat().join(", ")}`,
      );
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
      for (const end of [socket, behind]) end.on("error", () => end.destroy());
      behind.pipe(socket).pipe(behind);
    });
    return void on.end();
  });
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  const { port } = server.address() as AddressInfo;
  closings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, through: { port, host: `desk.example:${port}` } };
}

async function faultsOf(lacks: "nothing" | "headers" | "sockets"): Promise<string[]> {
  // The node has to know the proxy's port, and the proxy the node's.
  const free = await openProxy(1, "nothing");
  const { port } = free.through;
  free.server.close();
  const node = await start({ behindProxy: true, origins: [`https://desk.example:${port}`] });
  const { server } = await openProxy(node.port, lacks);
  await new Promise<void>((closed) => server.close(() => closed()));
  await new Promise<void>((open) => server.listen(port, "127.0.0.1", open));
  await addPerson({ ...node }, { username: "ana", queues: ["billing"] });
  const wanted = {
    username: "ana",
    password: passwordOf("ana"),
    page: "/openapi.json",
    idleMs: 50,
  };
  return faultsThrough({ port, host: `desk.example:${port}` }, wanted);
}

describe("what the campaign asks for", () => {
  test("works through a proxy that does as the document says", async () => {
    expect(await faultsOf("nothing")).toEqual([]);
  });

  test("and is missed through one that passes no sockets", async () => {
    expect(await faultsOf("sockets")).toEqual([expect.stringContaining("a socket: ")]);
  });

  test("and through one that leaves what the caller invented", async () => {
    const faults = await faultsOf("headers");
    expect(faults.join("\n")).toContain("PROXY_HEADER_MISSING");
    expect(faults.length).toBeGreaterThan(3);
  });

  test("headers arrive as they have to, and streams as they come", async () => {
    const echo = await openEcho();
    closings.push(() => echo.stop());
    const { through } = await openProxy(echo.port, "nothing");
    expect(await echoFaults(through)).toEqual([]);
  });
});
