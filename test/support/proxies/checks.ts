import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { request as secureRequest } from "node:https";
import { WebSocket } from "ws";
import { PROTOCOL_VERSION } from "../../../src/protocol/version.ts";

/** What has to work through a proxy, asked as a browser asks it: by name, encrypted, with headers of its own invention. */

export interface Through {
  /** Where the proxy listens on this machine. */
  readonly port: number;
  /** The name in the address bar; with the port. */
  readonly host: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const secured = { servername: "desk.example", rejectUnauthorized: false };

function open(
  { port, host }: Through,
  path: string,
  { method = "GET", headers = {}, body }: Sent,
  answered: (reply: IncomingMessage) => void,
  failed: (error: Error) => void,
): void {
  const asked = secureRequest(
    { host: "127.0.0.1", port, path, method, headers: { host, ...headers }, ...secured },
    answered,
  );
  asked.on("error", failed);
  asked.setTimeout(15_000, () => asked.destroy(new Error("no answer within 15 s")));
  asked.end(body);
}

export function get(through: Through, path: string, sent: Sent = {}): Promise<Answer> {
  return new Promise((told, failed) => {
    const answered = (reply: IncomingMessage) => {
      let text = "";
      reply.on("data", (data: Buffer) => (text += data.toString("utf8")));
      reply.on("error", failed);
      reply.on("end", () => told({ status: reply.statusCode ?? 0, headers: reply.headers, text }));
    };
    open(through, path, sent, answered, failed);
  });
}

const forged = {
  "x-forwarded-for": "6.6.6.6",
  "x-forwarded-proto": "http",
  "x-forwarded-host": "evil.example",
};

/** Everything that is wrong through this proxy with a node behind it; empty where all works. */
export async function faultsThrough(
  through: Through,
  {
    page,
    username,
    password,
    idleMs,
  }: {
    readonly page: string;
    readonly username: string;
    readonly password: string;
    readonly idleMs: number;
  },
): Promise<string[]> {
  const faults: string[] = [];
  const expectStatus = async (what: string, status: number, path: string, sent: Sent = {}) => {
    const answer = await get(through, path, sent);
    if (answer.status !== status)
      faults.push(`${what}: ${answer.status} instead of ${status}: ${answer.text.slice(0, 200)}`);
    return answer;
  };
  const plain = await expectStatus("a page", 200, page);
  if (plain.headers["strict-transport-security"] === undefined)
    faults.push("a page: nobody is told to keep to https");
  await expectStatus("a page, with forged headers", 200, page, { headers: forged });
  const json = { "content-type": "application/json" };
  const body = JSON.stringify({ username, password });
  const sent = { method: "POST", headers: { ...json, ...forged }, body };
  const session = await expectStatus("signing in", 201, "/api/v1/sessions", sent);
  const large = (size: number) => ({
    method: "POST",
    headers: json,
    body: `"${"x".repeat(size)}"`,
  });
  await expectStatus("a body of 250 kB", 400, "/api/v1/sessions", large(250_000));
  const tooLarge = await expectStatus("a body of 300 kB", 413, "/api/v1/sessions", large(300_000));
  if (!tooLarge.text.includes("FRAME_TOO_LARGE"))
    faults.push("a body of 300 kB: not our own answer");
  if (session.status === 201) {
    const { token } = JSON.parse(session.text) as { token: string };
    faults.push(...(await socketFaults(through, token, idleMs)));
  }
  const ready = await get(through, "/readyz");
  const sees = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"];
  if (!ready.text.includes(`"sends":${JSON.stringify(sees)},"lacks":[]`))
    faults.push(`the node sees other headers than it needs: ${ready.text}`);
  return faults;
}

/** A desk's socket: opened, welcomed, and open after nobody has done anything for a while. */
function socketFaults({ port, host }: Through, token: string, idleMs: number): Promise<string[]> {
  return new Promise((told) => {
    const socket = new WebSocket(`wss://127.0.0.1:${port}/sync`, "switchyard.v1", {
      headers: { host },
      origin: `https://${host}`,
      ...secured,
    });
    let isWelcome = false;
    const end = (faults: string[]): void => {
      clearTimeout(late);
      socket.terminate();
      told(faults);
    };
    const late = setTimeout(() => end(["a socket: no welcome within 10 s"]), 10_000);
    socket.on("error", (error) => end([`a socket: ${error.message}`]));
    socket.on("close", (code) => end([`a socket: closed with ${code}`]));
    socket.on("open", () =>
      socket.send(
        JSON.stringify({ frame: "hello", protocol: PROTOCOL_VERSION, token, device: "proxies" }),
      ),
    );
    socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString("utf8")) as { frame: string; n?: number };
      if (frame.frame === "ask") socket.send(JSON.stringify({ frame: "here", n: frame.n }));
      if (frame.frame === "pong") end([]);
      if (frame.frame !== "welcome" || isWelcome) return;
      isWelcome = true;
      clearTimeout(late);
      setTimeout(() => socket.send(JSON.stringify({ frame: "ping", n: 1 })), idleMs);
    });
  });
}

/** The same with an echo behind it: what arrives there, and whether it is told as it comes. */
export async function echoFaults(through: Through): Promise<string[]> {
  const faults: string[] = [];
  const { text } = await get(through, "/", { headers: forged });
  const seen = JSON.parse(text) as Record<string, string | undefined>;
  const last = (name: string) => seen[name]?.split(",").at(-1)?.trim();
  if (last("x-forwarded-for") !== "127.0.0.1")
    faults.push(`the caller: ${seen["x-forwarded-for"]}`);
  if (last("x-forwarded-proto") !== "https")
    faults.push(`the scheme: ${seen["x-forwarded-proto"]}`);
  if (last("x-forwarded-host") !== through.host)
    faults.push(`the name: ${seen["x-forwarded-host"]}`);
  const begun = performance.now();
  const first = await new Promise<number>((told, failed) => {
    const answered = (reply: IncomingMessage) =>
      reply.once("data", () => {
        told(performance.now() - begun);
        reply.destroy();
      });
    open(through, "/stream", {}, answered, failed);
  });
  if (first > 2000) faults.push(`a stream: the first words came after ${Math.round(first)} ms`);
  return faults;
}

/** Asks without encryption, past every proxy. */
export function isUp(port: number): Promise<boolean> {
  return new Promise((told) => {
    const asked = request({ host: "127.0.0.1", port, path: "/" }, (reply) => {
      reply.resume();
      told(true);
    });
    asked.on("error", (error) => told("code" in error && error.code !== "ECONNREFUSED"));
    asked.end();
  });
}
