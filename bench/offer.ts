import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import WebSocket, { WebSocketServer } from "ws";
import { demoPeople } from "../src/demo/demo-people.ts";
import { AgentSocket } from "../test/support/agent-socket.ts";
import { type Visitor, beginVisit, signIn } from "../test/support/api.ts";
import { freePort, startNode } from "../test/support/node-process.ts";
import { brand } from "../src/domain/id.ts";
import { printTable } from "./figures.ts";

const RATE_PER_SECOND = 200;
const MEASURED = 3000;
const WARM_UP = 400;

/**
 * From the moment a customer's message is sent to the node over HTTP until the offer it leads to has reached the
 * agent's socket, the commit in between: 200 a second, agents who accept and wrap up at once. Beside it, in the
 * same run: a bare socket ping and a bare commit of one row.
 */
export async function benchOffer(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-bench-"));
  const node = await startNode({ port: await freePort(), data: join(folder, "data") });
  try {
    const ping = await socketPings();
    const commit = bareCommits(join(folder, "floor.db"));
    const offers = await offersAt(node.url);
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
    await node.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function socketPings(): Promise<number[]> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise<void>((listening) => server.once("listening", listening));
  server.on("connection", (socket) => socket.on("message", (data) => socket.send(data.toString())));
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
async function offersAt(url: string): Promise<number[]> {
  const sentAt = new Map<string, number>();
  const samples: number[] = [];
  await staffDesks(url, (customer) => {
    const begun = sentAt.get(customer);
    if (begun !== undefined) samples.push(performance.now() - begun);
    sentAt.delete(customer);
  });
  const sources = ["web", "tech", "sales"];
  const total = WARM_UP + MEASURED;
  const visitors: Visitor[] = [];
  for (let i = 0; i < total; i += 50) {
    const names = Array.from({ length: Math.min(50, total - i) }, (_, k) => `bench-${i + k}`);
    visitors.push(
      ...(await Promise.all(
        names.map((name, k) => beginVisit(url, sources[k % 3] ?? "web", name)),
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

/** Every demo agent at a desk, each with room for everything, resolving as fast as offers come. */
async function staffDesks(url: string, onOffer: (customerId: string) => void): Promise<void> {
  const customers = new Map<string, string>();
  let made = 0;
  const id = () => `bench-command-${(made += 1)}`;
  for (const person of demoPeople.filter((each) => each.roles.includes("agent"))) {
    const api = await signIn(url, person.username, person.password);
    const socket = await AgentSocket.open(url, api.token ?? "", `bench-${person.username}`);
    socket.onRow = (row) => {
      if (row.kind === "INTERACTION") customers.set(row.row.id, row.row.customerId);
      if (row.kind !== "TASK" || row.row.agentId !== person.userId) return;
      const { id: taskId, interactionId, offer, mediaState, taskState } = row.row;
      if (mediaState === "RESERVED" && offer?.state === "PENDING") {
        onOffer(customers.get(interactionId) ?? "");
        const accept = {
          id: brand<never>(id()),
          type: "offer.accept" as const,
          body: { taskId, offerId: offer.id },
        };
        socket.command(accept).catch(() => undefined);
      }
      if (mediaState === "ACTIVE") {
        socket
          .command({ id: brand(id()), type: "task.resolve", body: { taskId } })
          .catch(() => undefined);
      }
      if (taskState === "WRAP_UP") {
        const body = { taskId, dispositions: ["explained"], note: "" };
        socket.command({ id: brand(id()), type: "wrapup.submit", body }).catch(() => undefined);
      }
    };
    await socket.command({
      id: brand(id()),
      type: "agent.setState",
      body: { state: "READY", reason: null },
    });
  }
}
