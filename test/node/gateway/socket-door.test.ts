import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { RunningNode } from "../../../src/node/run.ts";
import { Client, startNode } from "./harness.ts";
import { hello } from "./hello.ts";

let node: RunningNode;
beforeAll(async () => {
  node = await startNode({ origins: ["http://127.0.0.1:9999"] });
});
afterAll(() => node.stop());

/** What came back, and how the socket was closed. */
async function answerTo(...sent: (string | Buffer)[]): Promise<{ raw: string[]; code: number }> {
  const client = await new Client(node).open();
  for (const each of sent) client.socket.send(each);
  await client.until(() => client.closed !== null);
  return { raw: client.raw, code: client.closed?.code ?? 0 };
}

const bye = (code: string): string => `{"frame":"bye","code":"${code}"`;

describe("before anybody has said hello", () => {
  const stranger = "x".repeat(43);
  test.each<[string, string | Buffer, string, number]>([
    ["text that is no JSON", "hello?", "FRAME_INVALID", 1008],
    ["JSON that is no frame", '["hello"]', "FRAME_INVALID", 1008],
    ["a frame that does not exist", '{"frame":"constructor"}', "FRAME_INVALID", 1008],
    ["a frame of another name's shape", '{"frame":"here","n":"1"}', "FRAME_INVALID", 1008],
    ["binary", Buffer.from(hello(stranger)), "FRAME_INVALID", 1008],
    ["a hello with a field too many", hello(stranger, { admin: true }), "FRAME_INVALID", 1008],
    [
      "a hello that brings a prototype",
      `{"__proto__":{"a":1},${hello(stranger).slice(1)}`,
      "FRAME_INVALID",
      1008,
    ],
    ["a hello with a number for a token", hello(1 as never), "FRAME_INVALID", 1008],
    ["a hello of another version", hello(stranger, { protocol: 99 }), "PROTOCOL_UNSUPPORTED", 1008],
    ["a hello with somebody's invention", hello(stranger), "NOT_SIGNED_IN", 1008],
    ["anything else first", '{"frame":"reconcile","feedId":null,"seq":0}', "HELLO_EXPECTED", 1008],
    [
      "a command first",
      '{"frame":"commands","commands":[{"id":"c","type":"agent.logout","body":{}}]}',
      "HELLO_EXPECTED",
      1008,
    ],
    ["depth", "[".repeat(200_000), "FRAME_INVALID", 1008],
    ["more than a frame may hold", " ".repeat(300 * 1024), "FRAME_TOO_LARGE", 1009],
  ])("%s is answered with a code and the end", async (_what, sent, code, closed) => {
    const answer = await answerTo(sent);
    expect(answer.raw).toHaveLength(1);
    expect(answer.raw[0]?.startsWith(bye(code))).toBe(true);
    expect(answer.code).toBe(closed);
  });

  test("a frame far too large is not even read", async () => {
    const answer = await answerTo(Buffer.alloc(3 * 1024 * 1024));
    expect(answer).toEqual({ raw: [], code: 1009 });
  });

  test("a message in a thousand pieces is cut off", async () => {
    const client = await new Client(node).open();
    for (let at = 0; at < 1000; at += 1) client.socket.send("x", { fin: false });
    await client.until(() => client.closed !== null);
    expect(client.closed?.code).toBe(1008);
  });
});

describe("the door", () => {
  const knock = (options: { origin?: string; path?: string; host?: string; protocol?: string }) =>
    new Promise<string>((resolve) => {
      const { origin, host, path = "/sync", protocol = "switchyard.v1" } = options;
      const socket = new WebSocket(`${node.address.replace("http", "ws")}${path}`, protocol, {
        ...(origin === undefined ? {} : { origin }),
        headers: host === undefined ? {} : { host },
      });
      socket.once("open", () => {
        socket.terminate();
        resolve("open");
      });
      socket.once("unexpected-response", (_request, response) => {
        let body = "";
        response.on("data", (part: Buffer) => (body += part.toString()));
        response.on("end", () =>
          resolve(`${response.statusCode} ${(JSON.parse(body) as { code: string }).code}`),
        );
      });
      socket.once("error", () => undefined);
    });

  test.each([
    ["no origin: no browser", {}, "open"],
    ["the desktop", { origin: "app://switchyard" }, "open"],
    ["a configured origin", { origin: "http://127.0.0.1:9999" }, "open"],
    ["another site", { origin: "https://evil.example" }, "403 ORIGIN_NOT_ALLOWED"],
    [
      "an origin that only begins like ours",
      { origin: "app://switchyard.evil.example" },
      "403 ORIGIN_NOT_ALLOWED",
    ],
    ["a sandboxed frame", { origin: "null" }, "403 ORIGIN_NOT_ALLOWED"],
    ["a name that was made to lead here", { host: "evil.example" }, "403 ORIGIN_NOT_ALLOWED"],
    ["that name with our port", { host: "evil.example:7450" }, "403 ORIGIN_NOT_ALLOWED"],
    ["a token in the address", { path: "/sync?token=abc" }, "404 NOT_FOUND"],
    ["another protocol", { protocol: "mqtt" }, "400 PROTOCOL_UNSUPPORTED"],
  ])("%s", async (_who, options, answer) => {
    expect(await knock(options)).toBe(answer);
  });

  test("the node's own pages", async () => {
    expect(await knock({ origin: node.address })).toBe("open");
    expect(await knock({ origin: node.address.replace("127.0.0.1", "localhost") })).toBe(
      "403 ORIGIN_NOT_ALLOWED",
    );
  });
});
