import { PROTOCOL_VERSION } from "../../../src/protocol/version.ts";
import { plainConduct, plainRouting } from "../../../src/domain/queue.ts";
import { plainAbsence, plainArrival } from "../../../src/domain/source.ts";
import { WebSocket } from "ws";
import { type QueueId, type TeamId, brand } from "../../../src/domain/id.ts";
import { workspaceDefaults } from "../../../src/domain/workspace.ts";
import { Passwords } from "../../../src/node/access/passwords.ts";
import type { AccountRole } from "../../../src/node/store/store.ts";
import { type NodeOptions, type RunningNode, runNode } from "../../../src/node/run.ts";
import type { Outcome } from "../../../src/protocol/commands.ts";
import type {
  ChangesFrame,
  ListFrame,
  NodeFrame,
  WelcomeFrame,
} from "../../../src/protocol/frames.ts";
import type { SignInReply, VisitorReply } from "../../../src/protocol/http.ts";
import type { RowKind, RowOf, WireRow } from "../../../src/protocol/rows.ts";
import { addToHash } from "../../../src/protocol/view-hash.ts";

/** Two queues with a web source each, ready to take work. */
export async function startNode(options: Partial<NodeOptions> = {}): Promise<RunningNode> {
  const node = await runNode({
    dataDir: null,
    port: 0,
    host: "127.0.0.1",
    origins: [],
    nodeName: "test node",
    demo: true,
    workspaceId: "ws",
    passwords: new Passwords({ cost: { log2N: 4, r: 8, p: 1 } }),
    ...options,
  });
  const mrdId = brand<never>("chat");
  const queue = (id: string) => ({
    id: brand<QueueId>(id),
    name: id,
    mrdId,
    queuePriority: 5,
    skills: [],
    serviceLevel: { thresholdSec: 60, targetPct: 80, type: 1, warnPct: 50 } as const,
    offerSec: 30,
    requestTtlSec: null,
    wrapUp: { enabled: true, seconds: 60 },
    dispositions: [],
    dispositionRequired: false,
    ronaPolicy: null,
    archived: false,
    routing: plainRouting,
  });
  const source = (id: string, queueId: string, active = true) => ({
    id: brand<never>(id),
    name: `${id} chat`,
    type: "WEB_MESSAGING" as const,
    communicationType: "MESSAGING" as const,
    subCommunicationType: "WEB",
    mrdId,
    queueId: brand<QueueId>(queueId),
    sessionBound: false,
    sites: ["https://shop.example", "not a site; script-src *"],
    defaultPriority: 5,
    active,
    arrival: plainArrival,
    ...plainAbsence,
  });
  await node.engine.configure({
    directory: [
      { kind: "WORKSPACE", body: { id: node.workspaceId, name: "Test", ...workspaceDefaults } },
      {
        kind: "MRD",
        body: {
          id: mrdId,
          name: "Chat",
          type: "CHAT",
          maxRequests: 2,
          wrapUpConsumesCapacity: true,
          offerSec: 30,
          requestTtlSec: 3600,
          wrapUp: { enabled: true, seconds: 60 },
          ronaPolicy: null,
          conduct: plainConduct,
        },
      },
      { kind: "QUEUE", body: queue("billing") },
      { kind: "QUEUE", body: queue("tech") },
      { kind: "SOURCE", body: source("web-billing", "billing") },
      { kind: "SOURCE", body: source("web-tech", "tech") },
      { kind: "SOURCE", body: source("web-off", "tech", false) },
      { kind: "REASON", body: { id: "LUNCH", label: "Lunch" } },
      { kind: "SKILL", body: { id: "french", name: "French", kind: "PROFICIENCY_LEVEL" } },
      { kind: "TEAM", body: { id: "red", name: "Red" } },
    ],
  });
  return node;
}

export interface Wanted {
  readonly username: string;
  readonly queues: readonly string[];
  readonly role?: AccountRole;
  readonly teams?: readonly string[];
}

export const passwordOf = (username: string): string => `password of ${username}`;

export async function addPerson(node: RunningNode, wanted: Wanted): Promise<void> {
  const { username, queues, role = "agent", teams = [] } = wanted;
  await node.addPerson({
    userId: brand<never>(username),
    username,
    password: passwordOf(username),
    name: `Name of ${username}`,
    roles: [role],
    teamIds: teams.map((id) => brand<TeamId>(id)),
    queueIds: queues.map((id) => brand<QueueId>(id)),
  });
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

interface Asking {
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export async function ask<T = Record<string, unknown>>(
  node: RunningNode,
  path: string,
  { method, token, body, headers = {} }: Asking = {},
): Promise<Answer<T>> {
  const reply = await fetch(`${node.address}${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: "manual",
  });
  const text = await reply.text();
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(text);
  } catch {
    // A page.
  }
  return { status: reply.status, headers: reply.headers, body: parsed as T, text };
}

const tokens = new WeakMap<RunningNode, Map<string, string>>();

/** The person's token; signed in once, for a password is meant to cost something. */
export async function tokenOf(node: RunningNode, username: string): Promise<string> {
  const known = tokens.get(node) ?? new Map<string, string>();
  tokens.set(node, known);
  const token = known.get(username) ?? (await signIn(node, username));
  known.set(username, token);
  return token;
}

export async function signIn(node: RunningNode, username: string): Promise<string> {
  const body = { username, password: passwordOf(username) };
  const reply = await ask<SignInReply>(node, "/api/v1/sessions", { body });
  if (reply.status !== 201) throw new Error(`sign-in of ${username}: ${reply.text}`);
  return reply.body.token;
}

export async function beginVisit(
  node: RunningNode,
  source: string,
  name = "Vera",
): Promise<VisitorReply> {
  const reply = await ask<VisitorReply>(node, `/api/v1/sources/${source}/visitors`, {
    body: { name },
  });
  if (reply.status !== 201) throw new Error(`visit at ${source}: ${reply.text}`);
  return reply.body;
}

export async function say(node: RunningNode, visit: VisitorReply, body: string): Promise<string> {
  const reply = await ask<{ id: string }>(node, "/api/v1/visitor/messages", {
    token: visit.token,
    body: { body },
  });
  if (reply.status !== 201) throw new Error(`message: ${reply.text}`);
  return reply.body.id;
}

let count = 0;
export function newId(prefix = "id"): string {
  count += 1;
  return `${prefix}-${count}-${Math.random().toString(36).slice(2)}`;
}

/** A client that keeps a copy of its view as the protocol says, and every byte it was ever sent. */
export class Client {
  readonly socket: WebSocket;
  readonly raw: string[] = [];
  readonly frames: NodeFrame[] = [];
  readonly rows = new Map<number, WireRow>();
  readonly outcomes = new Map<string, Outcome>();
  closed: { code: number; reason: string } | null = null;
  answersAsks = true;
  #lastN: number | null = null;
  holes = 0;
  reach = 0;
  #waiting: (() => void)[] = [];

  constructor(node: RunningNode, options: { origin?: string; path?: string; host?: string } = {}) {
    const url = `${node.address.replace(/^http/, "ws")}${options.path ?? "/sync"}`;
    const headers = options.host === undefined ? {} : { host: options.host };
    const origin = options.origin === undefined ? {} : { origin: options.origin };
    this.socket = new WebSocket(url, "switchyard.v1", { ...origin, headers });
    this.socket.on("message", (data: Buffer) => this.#received(data.toString("utf8")));
    this.socket.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#stir();
    });
    this.socket.on("error", () => undefined);
  }

  async open(): Promise<this> {
    if (this.socket.readyState === WebSocket.OPEN) return this;
    await new Promise<void>((resolve, reject) => {
      this.socket.once("open", resolve);
      this.socket.once("error", reject);
    });
    return this;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  async hello(token: string, device = "device"): Promise<WelcomeFrame> {
    await this.open();
    this.send({ frame: "hello", protocol: PROTOCOL_VERSION, token, device });
    return this.next("welcome");
  }

  /** Reconciles and fetches until it has every listed row. */
  async reconcile(): Promise<ListFrame> {
    const before = this.of("list").length;
    this.send({ frame: "reconcile", feedId: null, seq: 0 });
    await this.until(() => this.of("list").length > before);
    const list = this.of("list").at(-1) as ListFrame;
    for (const number of this.rows.keys()) {
      if (!list.rows.some(([each]) => each === number)) this.rows.delete(number);
    }
    const lacking = list.rows.filter(([number, seq]) => (this.rows.get(number)?.seq ?? 0) < seq);
    for (let from = 0; from < lacking.length; from += 500) {
      const pages = this.of("page").length;
      this.send({
        frame: "fetch",
        numbers: lacking.slice(from, from + 500).map(([number]) => number),
      });
      await this.until(() => this.of("page").length > pages);
    }
    return list;
  }

  async command(type: string, body: unknown, id = newId("command")): Promise<Outcome> {
    this.send({ frame: "commands", commands: [{ id, type, body }] });
    await this.until(() => this.outcomes.has(id));
    return this.outcomes.get(id) as Outcome;
  }

  of<F extends NodeFrame["frame"]>(frame: F): Extract<NodeFrame, { frame: F }>[] {
    return this.frames.filter(
      (each): each is Extract<NodeFrame, { frame: F }> => each.frame === frame,
    );
  }

  async next<F extends NodeFrame["frame"]>(frame: F): Promise<Extract<NodeFrame, { frame: F }>> {
    const before = this.of(frame).length;
    await this.until(() => this.of(frame).length > before);
    return this.of(frame).at(-1) as Extract<NodeFrame, { frame: F }>;
  }

  rowsOf<K extends RowKind>(kind: K): RowOf[K][] {
    return [...this.rows.values()]
      .filter((each) => each.kind === kind)
      .map(({ row }) => row as RowOf[K]);
  }

  get hash(): number {
    let hash = 0;
    for (const { number, seq } of this.rows.values()) hash = addToHash(hash, number, seq);
    return hash;
  }

  async until(isTrue: () => boolean, withinMs = 4000): Promise<void> {
    const end = Date.now() + withinMs;
    while (!isTrue()) {
      const left = end - Date.now();
      if (left <= 0)
        throw new Error(
          `not within ${withinMs} ms; last frames: ${this.raw
            .slice(-3)
            .map((text) => text.slice(0, 300))
            .join("\n")}`,
        );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  close(): void {
    this.socket.terminate();
  }

  #received(text: string): void {
    this.raw.push(text);
    const frame = JSON.parse(text) as NodeFrame;
    this.frames.push(frame);
    if (frame.frame === "ask" && this.answersAsks) this.send({ frame: "here", n: frame.n });
    if (frame.frame === "list") this.#lastN = frame.n;
    if (frame.frame === "page") for (const row of frame.rows) this.#put(row);
    if (frame.frame === "changes") this.#changes(frame);
    this.#stir();
  }

  #changes(frame: ChangesFrame): void {
    if (this.#lastN !== null && frame.n !== this.#lastN + 1) this.holes += 1;
    this.#lastN = frame.n;
    this.reach = frame.reach;
    for (const row of frame.rows) this.#put(row);
    for (const { number } of frame.gone) this.rows.delete(number);
    for (const outcome of frame.outcomes) this.outcomes.set(outcome.commandId, outcome);
  }

  #put(row: WireRow): void {
    if ((this.rows.get(row.number)?.seq ?? 0) < row.seq) this.rows.set(row.number, row);
  }

  #stir(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

/** An agent who is READY and has the view. */
export async function readyAgent(node: RunningNode, username: string): Promise<Client> {
  const client = new Client(node);
  await client.hello(await tokenOf(node, username));
  await client.reconcile();
  const outcome = await client.command("agent.setState", { state: "READY", reason: null });
  if (outcome.end !== "APPLIED") throw new Error(JSON.stringify(outcome));
  return client;
}
