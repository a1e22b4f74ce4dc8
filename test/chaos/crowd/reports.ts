import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "../../../bench/figures.ts";
import { type Api, apiOf } from "../../support/api.ts";
import { fillStore } from "../../support/filled-store.ts";
import { type NodeProcess, freePort, startNode } from "../../support/node-process.ts";
import { DeskSocket } from "./desk-socket.ts";

export interface ReportResult {
  readonly tasks: number;
  readonly reports: number;
  /** How long the reports took. */
  readonly reportMs: { readonly p50: number; readonly max: number };
  /** A heartbeat there and back, while nobody asks for anything and while reports are read. */
  readonly quietMs: Spread;
  readonly besideMs: Spread;
  /** An agent's command until its outcome, while nobody asks for anything and while reports are read. */
  readonly quietCommandMs: Spread;
  readonly commandMs: Spread;
}

interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const BEAT_EVERY_MS = 10;
const AT_ONCE = 4;

/** Whole reports over a filled store, a few at a time, beside the heartbeat of a desk. */
export async function reportsBesideHeartbeat(
  tasks: number,
  reports: number,
): Promise<ReportResult> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-reports-"));
  const place = { port: await freePort(), data: join(folder, "data") };
  let node: NodeProcess | null = null;
  try {
    const head = await fillStore({ ...place, tasks, waiting: Math.floor(tasks / 100) });
    node = await startNode(place);
    const admin = await apiOf(node.url, "alex");
    const supervisor = await apiOf(node.url, "sam");
    const [desk, agent] = [await deskOf(node.url, "alex"), await deskOf(node.url, "ana")];
    // A node that has just started still reads which ids there are.
    await new Promise((over) => setTimeout(over, tasks / 30));
    const quiet = await beats(desk, new Promise((over) => setTimeout(over, 1000)));
    const quietCommands = await acts(agent, new Promise((over) => setTimeout(over, 1000)));
    // What is asked for the first time is read in, too.
    for (const nth of [0, 1]) await report({ admin, supervisor }, nth, head, []);
    const took: number[] = [];
    const each = Array.from({ length: reports }, (_, nth) => nth);
    const work = async (): Promise<void> => {
      for (let nth = each.shift(); nth !== undefined; nth = each.shift())
        await report({ admin, supervisor }, nth, head, took);
    };
    const reading = Promise.all(Array.from({ length: AT_ONCE }, work));
    const [beside, commands] = await Promise.all([beats(desk, reading), acts(agent, reading)]);
    for (const each of [desk, agent]) each.leave();
    await node.stop();
    return {
      tasks,
      reports: took.length,
      reportMs: { p50: percentile(took, 0.5), max: Math.max(...took) },
      quietMs: told(quiet),
      besideMs: told(beside),
      quietCommandMs: told(quietCommands),
      commandMs: told(commands),
    };
  } finally {
    await node?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function deskOf(url: string, name: string): Promise<DeskSocket> {
  const { token } = await apiOf(url, name);
  const desk = new DeskSocket(url, token ?? "");
  await desk.level(name);
  return desk;
}

interface Readers {
  readonly admin: Api;
  readonly supervisor: Api;
}

/** A search that finds nothing has looked at all that the supervisor may see; a page of the feed is as long as one may be. */
async function report(
  { admin, supervisor }: Readers,
  nth: number,
  head: number,
  took: number[],
): Promise<void> {
  const begun = performance.now();
  if (nth % 2 === 0) await supervisor.get(`/interactions?state=COMPLETED&text=nothing-like-${nth}`);
  else await admin.get(`/events?after=${Math.floor((nth * 7919) % head)}`);
  took.push(performance.now() - begun);
}

/** Pings until something is over; each waits for its pong. */
function beats(desk: DeskSocket, over: Promise<unknown>): Promise<number[]> {
  return again(over, async (n) => {
    const pong = desk.until((frame) => frame.frame === "pong" && frame.n === n);
    desk.say({ frame: "ping", n });
    await pong;
  });
}

/** Goes on a break and comes back, until something is over; each time waits for the outcome. */
function acts(desk: DeskSocket, over: Promise<unknown>): Promise<number[]> {
  const begun = Date.now();
  return again(over, async (n) => {
    const id = `beside-${begun}-${n}`;
    const away = { state: "NOT_READY", reason: "BREAK" } as const;
    const body = n % 2 === 0 ? away : { state: "READY", reason: null };
    const outcome = desk.until(
      (frame) =>
        frame.frame === "changes" &&
        frame.outcomes.some(({ commandId, end }) => commandId === id && end !== "UNKNOWN"),
    );
    desk.say({ frame: "commands", commands: [{ id, type: "agent.setState", body }] });
    await outcome;
  });
}

/** One after the other with a moment in between; how long each took, in milliseconds. */
async function again(
  over: Promise<unknown>,
  once: (n: number) => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  let isOver = false;
  void over.finally(() => (isOver = true));
  for (let n = 1; !isOver; n += 1) {
    const begun = performance.now();
    await once(n);
    times.push(performance.now() - begun);
    await new Promise((next) => setTimeout(next, BEAT_EVERY_MS));
  }
  await over;
  return times;
}

function told(times: readonly number[]): Spread {
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), max: Math.max(...times) };
}
