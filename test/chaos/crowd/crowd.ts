import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "../../../bench/figures.ts";
import { type Visitor, beginVisit } from "../../support/api.ts";
import { type BenchProcess, startBenchNode } from "../../../bench/bench-process.ts";
import { DeskSocket } from "./desk-socket.ts";
import { deepTask, deepTaskBody, nonsense } from "./nonsense.ts";

export interface CrowdResult {
  readonly desks: number;
  /** Until each had its list after all came back at once. */
  readonly backMs: { readonly p50: number; readonly p95: number; readonly max: number };
  readonly herdMb: number;
  /** From a customer's message to the desks that read, while all read and while some do not. */
  readonly quietMs: { readonly p50: number; readonly p99: number };
  readonly besideSlowMs: { readonly p50: number; readonly p99: number };
  /** Of those that do not read: told that they are behind, or cut off. */
  readonly slow: number;
  readonly slowTold: number;
  readonly slowMb: number;
  /** Sockets that sent nonsense, and how many of them were ended. */
  readonly nonsense: number;
  readonly ended: number;
  readonly problems: readonly string[];
}

export interface CrowdOptions {
  readonly desks: number;
  readonly slow: number;
  /** Customers' messages that are timed, each way. */
  readonly messages: number;
}

const DESKS_PER_QUEUE = 10;
const ASK_EVERY_MS = 500;

/** Many desks at one node: all come back at once, some stop reading, some send what no desk would. */
export async function crowd({ desks, slow, messages }: CrowdOptions): Promise<CrowdResult> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-crowd-"));
  const centre = await startBenchNode({
    data: join(folder, "data"),
    agents: desks,
    queues: desks / DESKS_PER_QUEUE,
  });
  const problems: string[] = [];
  const open = (): DeskSocket[] =>
    centre.agents.map(({ token }) => new DeskSocket(centre.url, token));
  try {
    const customers = await customersOf(centre, desks / DESKS_PER_QUEUE);
    for (const each of customers) await say(each);
    const first = open();
    await Promise.all(first.map((desk, nth) => desk.level(`desk-${nth}`)));
    const before = megabytesOf(centre);
    for (const desk of first) desk.leave();
    const all = open();
    const back = await Promise.all(all.map((desk, nth) => desk.level(`desk-${nth}`)));
    const herdMb = megabytesOf(centre) - before;
    // Of each queue one that goes on reading.
    const timed = all.slice(-desks / DESKS_PER_QUEUE);
    const quiet = await timedMessages(timed, customers, messages);
    const idle = all.slice(0, slow);
    const beforeSlow = megabytesOf(centre);
    for (const desk of idle) desk.stopReading();
    const greedy = setInterval(() => ask(idle), ASK_EVERY_MS);
    const beside = await timedMessages(timed, customers, messages);
    const slowMb = megabytesOf(centre) - beforeSlow;
    clearInterval(greedy);
    for (const desk of idle) desk.readOn();
    const told = await countTold(idle);
    const sent = await Promise.all(nonsense.map((frame) => endedBy(centre, frame)));
    problems.push(...(await deepOverHttp(centre, customers[0])));
    const lost = all.slice(slow).filter(({ closed }) => closed !== null);
    if (lost.length > 0) problems.push(`${lost.length} desks that read were lost`);
    for (const desk of all) desk.leave();
    return {
      desks,
      backMs: { p50: percentile(back, 0.5), p95: percentile(back, 0.95), max: Math.max(...back) },
      herdMb,
      quietMs: { p50: percentile(quiet, 0.5), p99: percentile(quiet, 0.99) },
      besideSlowMs: { p50: percentile(beside, 0.5), p99: percentile(beside, 0.99) },
      slow,
      slowTold: told,
      slowMb,
      nonsense: sent.length,
      ended: sent.filter((isEnded) => isEnded).length,
      problems,
    };
  } finally {
    await centre.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function customersOf({ url }: BenchProcess, queues: number): Promise<Visitor[]> {
  return Promise.all(
    Array.from({ length: queues }, (_, nth) => beginVisit(url, `queue-${nth}`, `Customer ${nth}`)),
  );
}

async function say({ api }: Visitor): Promise<void> {
  const body = "Is anybody there? ".repeat(50);
  const { status } = await api.request("POST", "/visitor/messages", { body });
  if (status >= 300) throw new Error(`a message was answered with ${status}`);
}

/** One message after the other, each until the desk of its queue has it. */
async function timedMessages(
  desks: readonly DeskSocket[],
  customers: readonly Visitor[],
  count: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const [customer, desk] = [customers[nth % customers.length], deskOf(desks, nth)];
    if (customer === undefined || desk === undefined) throw new Error("there is nobody");
    const begun = performance.now();
    const seen = desk.until((frame) => frame.frame === "changes" && frame.rows.length > 0);
    await Promise.all([say(customer), seen]);
    times.push(performance.now() - begun);
  }
  return times;
}

/** Agents stand in queues by turns: the last ones are one of each. */
function deskOf(desks: readonly DeskSocket[], nth: number): DeskSocket | undefined {
  return desks[nth % desks.length];
}

/** Whoever does not read asks for all it can think of. */
function ask(desks: readonly DeskSocket[]): void {
  for (const [nth, desk] of desks.entries()) {
    desk.reconcile();
    desk.say({ frame: "ping", n: nth });
    if (desk.numbers.length > 0) desk.say({ frame: "fetch", numbers: desk.numbers.slice(0, 1000) });
  }
}

/** They read on: each finds that it was cut off, or is brought up to date again. */
async function countTold(desks: readonly DeskSocket[]): Promise<number> {
  const isTold = async (desk: DeskSocket): Promise<boolean> => {
    if (desk.closed !== null) return true;
    const listed = desk.until((frame) => frame.frame === "list").then(() => true);
    desk.reconcile();
    const late = new Promise<boolean>((no) => setTimeout(() => no(false), 10_000));
    return Promise.race([listed.catch(() => true), late]);
  };
  return (await Promise.all(desks.map(isTold))).filter((told) => told).length;
}

async function endedBy({ url, agents }: BenchProcess, frame: string | Buffer): Promise<boolean> {
  const desk = new DeskSocket(url, agents[0]?.token ?? "");
  await desk.level("nonsense");
  const ended = desk.until(() => false).catch(() => true);
  desk.raw(frame);
  const late = new Promise<boolean>((no) => setTimeout(() => no(false), 10_000));
  const isEnded = await Promise.race([ended.then(() => true), late]);
  desk.leave();
  return isEnded;
}

/** The deep body over HTTP, as a customer, a connector, an agent and nobody: each is refused. */
async function deepOverHttp(
  { url, agents, connector }: BenchProcess,
  customer: Visitor | undefined,
): Promise<string[]> {
  const senders = {
    customer: customer?.api.token,
    connector,
    agent: agents[0]?.token,
    nobody: undefined,
  };
  const calls = ["/commands", "/tasks", "/sources/queue-0/messages", "/sources/queue-0/visitors"];
  const told: string[] = [];
  for (const [who, token] of Object.entries(senders)) {
    const bearer = typeof token !== "string" ? {} : { authorization: `Bearer ${token}` };
    const headers = { "content-type": "application/json", ...bearer };
    for (const path of calls) {
      const body = deepTaskBody(100_000);
      const answer = await fetch(`${url}/api/v1${path}`, { method: "POST", headers, body });
      if (answer.status < 400 || answer.status >= 500)
        told.push(`a deep body at ${path} as ${who} was answered with ${answer.status}`);
    }
  }
  const socket = new DeskSocket(url, customer?.api.token ?? "");
  await socket.level("nonsense");
  const ended = socket.until(() => false).catch(() => true);
  socket.raw(deepTask(100_000));
  const late = new Promise<boolean>((no) => setTimeout(() => no(false), 10_000));
  if (!(await Promise.race([ended.then(() => true), late])))
    told.push("a customer's deep frame did not end its socket");
  socket.leave();
  return told;
}

function megabytesOf({ pid }: BenchProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
