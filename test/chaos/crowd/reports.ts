import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "../../../bench/figures.ts";
import { demoPeople } from "../../../src/demo/demo-people.ts";
import { type Api, signIn } from "../../support/api.ts";
import { fillStore } from "../../support/filled-store.ts";
import { type NodeProcess, freePort, startNode } from "../../support/node-process.ts";
import { DeskSocket } from "./desk-socket.ts";

export interface ReportResult {
  readonly tasks: number;
  readonly reports: number;
  /** How long the reports took. */
  readonly reportMs: { readonly p50: number; readonly max: number };
  /** A heartbeat there and back, while nobody asks for anything and while reports are read. */
  readonly quietMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly besideMs: { readonly p50: number; readonly p99: number; readonly max: number };
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
    const alex = demoPeople.find(({ username }) => username === "alex");
    const admin = await signIn(node.url, "alex", alex?.password ?? "");
    const desk = new DeskSocket(node.url, admin.token ?? "");
    await desk.level("heartbeat");
    const quiet = await beats(desk, new Promise((over) => setTimeout(over, 1000)));
    // What is asked for the first time is read in, too.
    for (const nth of [0, 1]) await report(admin, nth, head, []);
    const took: number[] = [];
    const each = Array.from({ length: reports }, (_, nth) => nth);
    const work = async (): Promise<void> => {
      for (let nth = each.shift(); nth !== undefined; nth = each.shift())
        await report(admin, nth, head, took);
    };
    const beside = await beats(desk, Promise.all(Array.from({ length: AT_ONCE }, work)));
    desk.leave();
    await node.stop();
    return {
      tasks,
      reports: took.length,
      reportMs: { p50: percentile(took, 0.5), max: Math.max(...took) },
      quietMs: told(quiet),
      besideMs: told(beside),
    };
  } finally {
    await node?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A search that finds nothing has looked at everything; a page of the feed is as long as one may be. */
async function report(admin: Api, nth: number, head: number, took: number[]): Promise<void> {
  const begun = performance.now();
  const path =
    nth % 2 === 0
      ? `/interactions?state=COMPLETED&text=nothing-like-${nth}`
      : `/events?after=${Math.floor((nth * 7919) % head)}`;
  await admin.get(path);
  took.push(performance.now() - begun);
}

/** Pings until something is over; each waits for its pong. */
async function beats(desk: DeskSocket, over: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let isOver = false;
  void over.finally(() => (isOver = true));
  for (let n = 1; !isOver; n += 1) {
    const begun = performance.now();
    const pong = desk.until((frame) => frame.frame === "pong" && frame.n === n);
    desk.say({ frame: "ping", n });
    await pong;
    times.push(performance.now() - begun);
    await new Promise((next) => setTimeout(next, BEAT_EVERY_MS));
  }
  await over;
  return times;
}

function told(times: readonly number[]) {
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), max: Math.max(...times) };
}
