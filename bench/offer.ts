import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import WebSocket, { WebSocketServer } from "ws";
import { AgentSocket } from "../test/support/agent-socket.ts";
import { type Visitor, beginVisit } from "../test/support/api.ts";
import { brand } from "../src/domain/id.ts";
import type { Command } from "../src/protocol/commands.ts";
import type { TaskRow } from "../src/protocol/rows/task-row.ts";
import type { BenchNodeReady } from "./bench-node.ts";
import { printTable } from "./figures.ts";

const RATE_PER_SECOND = 200;
const AGENTS = 100;
/** As bench-node.ts makes them: whoever serves a queue is told of all that waits in it. */
const QUEUES = 50;
const MEASURED = 3000;
const WARM_UP = 400;

/**
 * From the moment a customer's message is sent to the node over HTTP until the offer it leads to has reached the
 * agent's socket, the commit in between: 200 a second, agents who accept and wrap up at once. Beside it, in the
 * same run: a bare socket ping and a bare commit of one row.
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
    const ready = await new Promise<BenchNodeReady>((said) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- bench-node.ts sends nothing else
      node.once("message", (message) => said(message as BenchNodeReady)),
    );
    const offers = await offersAt(ready);
    const floor = ping.map((each, place) => each + (commit[place % commit.length] ?? 0));
    printTable(
      [
        { what: "bare socket ping", samples: ping },
        { what: "bare one-row commit, fsynced", samples: commit },
        { what: "floor: ping + commit", samples: floor },
        { what: `enqueue to offer on the socket, ${RATE_PER_SECOND}/s`, samples: offers },
      ],
      floor,
    );
  } finally {
    if (node.connected) node.disconnect();
    await gone;
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

/** Sends at an even pace, whatever the answers do, and measures each message against its own offer. */
async function offersAt({ url, agents }: BenchNodeReady): Promise<number[]> {
  const sentAt = new Map<string, number>();
  const samples: number[] = [];
  await staffDesks(url, agents, (customer) => {
    const begun = sentAt.get(customer);
    if (begun !== undefined) samples.push(performance.now() - begun);
    sentAt.delete(customer);
  });
  const total = WARM_UP + MEASURED;
  const visitors: Visitor[] = [];
  for (let i = 0; i < total; i += 50) {
    const names = Array.from({ length: Math.min(50, total - i) }, (_, k) => `bench-${i + k}`);
    visitors.push(
      ...(await Promise.all(
        names.map((name, k) => beginVisit(url, `queue-${(i + k) % QUEUES}`, name)),
      )),
    );
  }
  const begun = performance.now();
  const answers: Promise<unknown>[] = [];
  for (const [place, visitor] of visitors.entries()) {
    const due = begun + (place * 1000) / RATE_PER_SECOND;
    while (performance.now() < due)
      await new Promise((turn) => setTimeout(turn, Math.max(0, due - performance.now())));
    sentAt.set(visitor.customerId, performance.now());
    answers.push(visitor.api.request("POST", "/visitor/messages", { body: "My invoice is wrong" }));
  }
  await Promise.all(answers);
  await new Promise((settle) => setTimeout(settle, 1500));
  return samples.slice(WARM_UP);
}

/** Everybody at a desk, resolving as fast as offers come, so that somebody is always free. */
async function staffDesks(
  url: string,
  agents: BenchNodeReady["agents"],
  onOffer: (customerId: string) => void,
): Promise<void> {
  const customers = new Map<string, string>();
  const handled = new Set<string>();
  let made = 0;
  const id = () => brand<Command["id"]>(`bench-command-${(made += 1)}`);
  for (const agent of agents) {
    const socket = await AgentSocket.open(url, agent.token, `bench-${agent.id}`);
    const send = (command: Command) => void socket.command(command).catch(() => undefined);
    const onTask = (task: TaskRow) => {
      const { id: taskId, interactionId, offer, mediaState, taskState } = task;
      const once = `${taskId} ${taskState} ${mediaState}`;
      if (task.agentId !== agent.id || handled.has(once)) return;
      handled.add(once);
      if (mediaState === "RESERVED" && offer !== null) {
        onOffer(customers.get(interactionId) ?? "");
        send({ id: id(), type: "offer.accept", body: { taskId, offerId: offer.id } });
      }
      if (mediaState === "ACTIVE") send({ id: id(), type: "task.resolve", body: { taskId } });
      if (taskState === "WRAP_UP") {
        const body = { taskId, dispositions: [], note: "" };
        send({ id: id(), type: "wrapup.submit", body });
      }
    };
    socket.onFrame = (frame) => {
      if (frame.frame !== "changes") return;
      for (const { kind, row } of frame.rows) {
        if (kind === "INTERACTION") customers.set(row.id, row.customerId);
      }
      for (const { kind, row } of frame.rows) if (kind === "TASK") onTask(row);
    };
    await socket.command({
      id: id(),
      type: "agent.setState",
      body: { state: "READY", reason: null },
    });
  }
}
