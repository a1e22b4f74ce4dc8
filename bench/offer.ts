import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import WebSocket, { WebSocketServer } from "ws";
import { type Visitor, beginVisit } from "../test/support/api.ts";
import type { BenchNodeReady } from "./bench-node.ts";
import { Desks } from "./desks.ts";
import { printTable } from "./figures.ts";

const AGENTS = Number(process.env["BENCH_AGENTS"] ?? 1000);
/** As bench-node.ts makes them: whoever serves a queue is told of all that waits in it. */
const QUEUES = 50;
const MEASURED = 3000;
const WARM_UP = 400;
const RATES = [200, 2000];
const IN_LOOP = 200;
const CLOSED_LOOP_MS = 8000;

/**
 * From the moment a customer's message is sent to the node over HTTP until the offer it leads to has reached the
 * agent's socket, the commit in between: at an even pace, over agents who accept and wrap up at once. Beside it, in
 * the same run: a bare socket ping and a bare commit of one row. Then how many whole tasks a second go through.
 */
export async function benchOffer(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-bench-"));
  const node = fork(new URL("./bench-node.ts", import.meta.url), [
    join(folder, "data"),
    String(AGENTS),
  ]);
  const gone = new Promise<void>((exit) => node.once("exit", () => exit()));
  try {
    const ping = await socketPings();
    const commit = bareCommits(join(folder, "floor.db"));
    const { url, agents } = await new Promise<BenchNodeReady>((said) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- bench-node.ts sends nothing else
      node.once("message", (message) => said(message as BenchNodeReady)),
    );
    const desks = new Desks();
    await desks.open(url, agents);
    const floor = ping.map((each, place) => each + (commit[place % commit.length] ?? 0));
    const lines = [
      { what: "bare socket ping", samples: ping },
      { what: "bare one-row commit, fsynced", samples: commit },
      { what: "floor: ping + commit", samples: floor },
    ];
    for (const rate of RATES)
      lines.push(await offersAt(desks, await guests(url, WARM_UP + MEASURED), rate));
    console.log(`over ${AGENTS} agent sockets, ${QUEUES} queues`);
    printTable(lines, floor);
    const perSecond = await closedLoop(desks, await guests(url, IN_LOOP));
    console.log(`closed loop, ${IN_LOOP} in flight: ${perSecond.toFixed(0)} whole tasks a second`);
  } finally {
    if (node.connected) node.disconnect();
    await gone;
    line.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function socketPings(): Promise<number[]> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise<void>((listening) => server.once("listening", listening));
  server.on("connection", (socket) => socket.on("message", (data: Buffer) => socket.send(data)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  const socket = new WebSocket(`ws://127.0.0.1:${address.port}`);
  await new Promise<void>((opened) => socket.once("open", opened));
  const samples: number[] = [];
  for (let i = 0; i < MEASURED; i += 1) {
    const sentAt = performance.now();
    const back = new Promise<void>((pong) => socket.once("message", () => pong()));
    socket.send("ping");
    await back;
    samples.push(performance.now() - sentAt);
  }
  socket.terminate();
  server.close();
  return samples;
}

function bareCommits(file: string): number[] {
  const db = new DatabaseSync(file);
  db.exec(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT)",
  );
  const insert = db.prepare("INSERT INTO t(body) VALUES (?)");
  const body = "x".repeat(600);
  const samples: number[] = [];
  for (let i = 0; i < MEASURED; i += 1) {
    const begun = performance.now();
    insert.run(body);
    samples.push(performance.now() - begun);
  }
  db.close();
  return samples;
}

async function guests(url: string, count: number): Promise<Visitor[]> {
  const visitors: Visitor[] = [];
  for (let i = 0; i < count; i += 50) {
    const names = Array.from({ length: Math.min(50, count - i) }, (_, k) => `bench-${i + k}`);
    const some = names.map((name, k) => beginVisit(url, `queue-${(i + k) % QUEUES}`, name));
    visitors.push(...(await Promise.all(some)));
  }
  return visitors;
}

/** As many connections as a proxy in front of the node would keep open. */
const line = new Agent({ keepAlive: true, maxSockets: 64 });

function write({ api }: Visitor): Promise<number> {
  const body = JSON.stringify({ body: "My invoice is wrong" });
  const headers = { authorization: `Bearer ${api.token}`, "content-type": "application/json" };
  return new Promise((answered, failed) => {
    const asking = request(
      `${api.url}/api/v1/visitor/messages`,
      { method: "POST", agent: line, headers },
      (answer) => {
        answer.resume();
        answer.on("end", () => answered(answer.statusCode ?? 0));
      },
    );
    asking.on("error", failed);
    asking.end(body);
  });
}

/** Sends at an even pace, whatever the answers do, and measures each message against its own offer. */
async function offersAt(desks: Desks, visitors: readonly Visitor[], perSecond: number) {
  const sentAt = new Map<string, number>();
  const samples: number[] = [];
  const all = new Promise<void>((done) => {
    const offered = (customerId: string): void => {
      const begun = sentAt.get(customerId);
      if (begun !== undefined) samples.push(performance.now() - begun);
      sentAt.delete(customerId);
      if (samples.length === visitors.length) done();
    };
    desks.heard = { offered, finished: () => undefined };
  });
  const begun = performance.now();
  const answers: Promise<unknown>[] = [];
  for (const [place, visitor] of visitors.entries()) {
    const due = begun + (place * 1000) / perSecond;
    while (performance.now() < due)
      await new Promise((turn) => setTimeout(turn, Math.max(0, due - performance.now())));
    sentAt.set(visitor.customerId, performance.now());
    answers.push(write(visitor));
  }
  await Promise.all(answers);
  await Promise.race([all, new Promise((late) => setTimeout(late, 60_000).unref())]);
  return {
    what: `enqueue to offer on the socket, ${perSecond}/s`,
    samples: samples.slice(WARM_UP),
  };
}

/** Each customer writes again once their work is finished: how many whole tasks a second that makes. */
async function closedLoop(desks: Desks, visitors: readonly Visitor[]): Promise<number> {
  const byCustomer = new Map(visitors.map((visitor) => [visitor.customerId, visitor]));
  let [finished, isOver] = [0, false];
  desks.heard = {
    offered: () => undefined,
    finished: (customerId) => {
      finished += 1;
      const visitor = byCustomer.get(customerId);
      if (visitor !== undefined && !isOver) void write(visitor);
    },
  };
  for (const visitor of visitors) void write(visitor);
  await sleep(2000);
  const [before, begun] = [finished, performance.now()];
  await sleep(CLOSED_LOOP_MS);
  const perSecond = ((finished - before) / (performance.now() - begun)) * 1000;
  isOver = true;
  await sleep(1000);
  return perSecond;
}

const sleep = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));
