import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Api, type Visitor, beginVisit, apiOf } from "../support/api.ts";
import { dice } from "../support/dice.ts";
import { fillStore } from "../support/filled-store.ts";
import { type NodeProcess, freePort, startNode } from "../support/node-process.ts";
import { findProblems, findProblemsOnDisk } from "./verdict.ts";
import { Workload } from "./workload.ts";

export interface CampaignResult {
  readonly kills: number;
  /** Customers' messages the node said it had kept. */
  readonly kept: number;
  /** Commands that were given an outcome. */
  readonly answered: number;
  /** Changes that were made between the kills. */
  readonly made: number;
  /** From the start of the process until it serves, in milliseconds, for each life after a kill. */
  readonly readyMs: readonly number[];
  /** Everything that is not as promised; empty when all is well. */
  readonly problems: readonly string[];
}

const VISITORS = 16;
const AGENTS = ["ana", "dev", "rui"];

export interface CampaignOptions {
  readonly kills: number;
  readonly seed: number;
  /** In the store before anybody works: a centre's two months, some of it still waiting. */
  readonly tasks: number;
  readonly waiting: number;
}

/**
 * kill -9 of the real node on a real disk under load, again and again, at random moments. What it had
 * acknowledged must be there once, what it had answered must be answered the same, and the feed has no hole.
 */
export async function killCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-kill-"));
  // How long a start takes is measured; that a busy machine takes its time is no failure.
  const place = { port: await freePort(), data: join(folder, "data"), withinMs: 120_000 };
  const roll = dice(options.seed);
  const work = new Workload();
  const readyMs: number[] = [];
  let node: NodeProcess | null = null;
  try {
    const filledTo = await fillStore({ ...place, ...options });
    node = await startNode(place);
    const people = await gather(node.url);
    for (let kill = 0; kill < options.kills; kill += 1) {
      await work.begin(node.url, people.agents, people.visitors);
      await new Promise((moment) => setTimeout(moment, 40 + roll() * 160));
      await work.nextAnswer();
      await node.kill();
      work.pause();
      const begun = performance.now();
      node = await startNode(place);
      readyMs.push(performance.now() - begun);
    }
    await work.settle(50);
    const { problems, lastSeq } = await findProblems(work, people.admin, filledTo);
    await node.stop();
    problems.push(...findProblemsOnDisk(place.data, options.tasks));
    const kept = work.said.filter((each) => each.isKept).length;
    const answered = work.sent.length - work.open().length;
    return { kills: options.kills, kept, answered, made: lastSeq - filledTo, readyMs, problems };
  } finally {
    work.pause();
    await node?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function gather(url: string): Promise<{ agents: Api[]; admin: Api; visitors: Visitor[] }> {
  const agents = await Promise.all(AGENTS.map((username) => apiOf(url, username)));
  const names = Array.from({ length: VISITORS }, (_, place) => `Customer ${place}`);
  const visitors = await Promise.all(names.map((name) => beginVisit(url, "web", name)));
  return { agents, admin: await apiOf(url, "alex"), visitors };
}

if (import.meta.main) {
  const [kills = 500, seed = 1, tasks = 100_000, waiting = 1000] = process.argv
    .slice(2)
    .map(Number);
  const result = await killCampaign({ kills, seed, tasks, waiting });
  const ready = result.readyMs.toSorted((left, right) => left - right);
  const at = (share: number): number => Math.round(ready[Math.floor(ready.length * share)] ?? 0);
  const readyMs = { p50: at(0.5), p95: at(0.95), max: Math.round(ready.at(-1) ?? 0) };
  const summary = JSON.stringify({ seed, tasks, waiting, ...result, readyMs }, null, 2);
  process.stdout.write(`${summary}\n`);
  if (result.problems.length > 0) process.exitCode = 1;
}
