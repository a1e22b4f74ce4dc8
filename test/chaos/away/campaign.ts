import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchProcess, startBenchNode } from "../../../bench/bench-process.ts";
import { DAY_MS } from "../../../src/domain/time.ts";
import { wholeFeed } from "../../kills/verdict.ts";
import { Api } from "../../support/api.ts";
import { BadLine } from "../../support/bad-line/bad-line.ts";
import { dice } from "../../support/dice.ts";
import { freshView } from "../../support/fresh-view.ts";
import { Device } from "../line/device-process.ts";
import type { DeviceLedger } from "../line/device-orders.ts";
import { Neighbours } from "../line/neighbours.ts";
import { type CommandCounts, judgeCommands, judgeMessages } from "../line/verdict.ts";

export interface AwayOptions {
  readonly seed: number;
  readonly days: number;
  /** In how many steps they pass; each takes the node a second to notice. */
  readonly steps: number;
  /** What the person at the device does meanwhile. */
  readonly commands: number;
  /** What all others do: sequences of the node's feed. */
  readonly changes: number;
  /** After so long back on the line the device must be as a fresh sign-in. */
  readonly withinMs: number;
  readonly progress?: (line: string) => void;
}

export interface AwayResult extends CommandCounts {
  /** How many of each command were given, and why those that were refused were. */
  readonly given: Readonly<Record<string, number>>;
  readonly refusals: Readonly<Record<string, number>>;
  readonly others: number;
  readonly rows: number;
  readonly mergedMs: number | null;
  readonly problems: readonly string[];
}

const OPEN = 60;
const OVER = 20;

interface Trip extends AwayOptions {
  readonly node: BenchProcess;
  readonly line: BadLine;
  readonly device: Device;
  readonly neighbours: Neighbours;
  readonly agent: { readonly id: string; readonly token: string };
}

/** A device away for days: its person works on what it holds, everybody else goes on at the node, and it comes back. */
export async function awayCampaign(options: AwayOptions): Promise<AwayResult> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-away-"));
  const node = await startBenchNode({ data: join(folder, "data"), agents: 2, queues: 1 });
  const roll = dice(options.seed);
  const line = new BadLine(node.url, roll);
  await line.open();
  const device = new Device();
  const [agent, colleague] = node.agents;
  if (agent === undefined || colleague === undefined) throw new Error("too few agents");
  const { url, admin } = node;
  const neighbours = new Neighbours({ url, roll, queueId: "queue-0", agent, colleague, admin });
  const trip = { ...options, node, line, device, agent, neighbours };
  try {
    const begun = await leave(trip);
    const from = (await viewOf(trip)).reach;
    for (let step = 1; step <= options.steps; step += 1) {
      const overruled = begun.filter((_, nth) => nth % (2 * options.steps) === 2 * (step - 1));
      await live(trip, { step, from, overruled });
      options.progress?.(`step ${step} of ${options.steps} is over`);
    }
    const others = (await viewOf(trip)).reach - from;
    // What is looked at now would be on this device and on no other.
    await device.ask("rest");
    line.heal();
    const mergedMs = await untilMerged(trip, performance.now());
    options.progress?.(mergedMs === null ? "not merged" : `merged in ${mergedMs.toFixed(0)} ms`);
    return await judged(trip, { others, mergedMs });
  } finally {
    await neighbours.rest();
    await device.end();
    await line.close();
    await node.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Work in hand and work that is done, on a device that has all of it; then the line is cut. */
async function leave({
  node,
  line,
  device,
  neighbours,
  agent,
  seed,
}: Trip): Promise<readonly string[]> {
  const place = { nodeUrl: node.url, lineHost: line.host, token: agent.token, name: "away" };
  await device.ask("open", { ...place, seed, haste: 1, reloads: false });
  const begun = await neighbours.prepare(OPEN, OVER);
  await neighbours.promote();
  const fresh = () => freshView({ url: node.url, token: agent.token, withRows: false });
  while ((await device.ask("standing")).onDisk.hash !== (await fresh()).hash)
    await new Promise((look) => setTimeout(look, 100));
  line.worsen({ turnAway: 1 });
  line.cut();
  return begun;
}

interface Step {
  readonly step: number;
  /** How far the feed was when the line was cut. */
  readonly from: number;
  /** The conversations that others end or take over meanwhile. */
  readonly overruled: readonly string[];
}

/** Both sides of the line live through the same days. After a minute's silence the person's work has gone to others. */
async function live(trip: Trip, { step, from, overruled }: Step): Promise<void> {
  const { node, device, neighbours, days, steps, commands, changes } = trip;
  const share = (of: number) => Math.ceil((of * step) / steps);
  const ms = (days * DAY_MS) / steps;
  await device.ask("pass", ms);
  const working = device.ask("actUntil", share(commands));
  await node.traffic({ order: "pass", ms });
  await neighbours.begin(20);
  for (const interactionId of overruled) await neighbours.overrule(interactionId);
  const arrived = { source: "queue-0", customers: Math.ceil(changes / steps / 60), lines: 2 };
  await node.traffic({ order: "begin", ...arrived });
  for (let said = 0; (await viewOf(trip)).reach - from < share(changes); said += 1) {
    const says = Array.from({ length: 100 }, (_, nth) => {
      const customer = Math.floor((nth * arrived.customers * step) / 100);
      return { customer, text: `${step}, and still nothing (${said})` };
    });
    await node.traffic({ order: "say", says });
  }
  await neighbours.rest();
  await working;
}

const viewOf = ({ node, agent }: Trip) =>
  freshView({ url: node.url, token: agent.token, withRows: false });

/** Everything sent, and on the device's disk the very rows of the node's view. */
async function untilMerged(trip: Trip, begun: number): Promise<number | null> {
  for (;;) {
    const { onDisk, waiting } = await trip.device.ask("standing");
    const fresh = await viewOf(trip);
    const passed = performance.now() - begun;
    if (waiting === 0 && onDisk.hash === fresh.hash && onDisk.size === fresh.size) return passed;
    if (passed > trip.withinMs) return null;
    await new Promise((look) => setTimeout(look, 250));
  }
}

async function judged(
  trip: Trip,
  { others, mergedMs }: Pick<AwayResult, "others" | "mergedMs">,
): Promise<AwayResult> {
  const { device, node, agent } = trip;
  const problems = mergedMs === null ? [`not merged in ${trip.withinMs} ms`] : [];
  const fresh = await freshView({ url: node.url, token: agent.token, withRows: true });
  const should = fresh.rows.map(({ row }) => JSON.stringify(row)).toSorted();
  const shown = (await device.ask("rows")).toSorted();
  if (JSON.stringify(should) !== JSON.stringify(shown))
    problems.push(`the screen shows ${shown.length} rows, a fresh sign-in ${should.length}`);
  const ledger = await device.ask("ledger");
  const commands = await judgeCommands(new Api(node.url, agent.token), ledger, fresh.reach);
  const events = await wholeFeed(new Api(node.url, node.admin), problems);
  problems.push(...commands.problems, ...judgeMessages(events, ledger.done));
  return { ...commands, ...countsOf(ledger), others, rows: fresh.size, mergedMs, problems };
}

function countsOf({ done, refused }: DeviceLedger): Pick<AwayResult, "given" | "refusals"> {
  const count = (names: readonly string[]) =>
    Object.fromEntries(
      [...new Set(names)].map((name) => [name, names.filter((each) => each === name).length]),
    );
  return {
    given: count(done.map(({ command }) => command.type)),
    refusals: count(refused.map(({ code }) => code ?? "none")),
  };
}

const say = (text: string) => process.stdout.write(`${text}\n`);

if (import.meta.main) {
  const [commands = "1000", changes = "50000", days = "7", seed = "1"] = process.argv.slice(2);
  const time = { days: Number(days), steps: Number(days) };
  const shape = { ...time, commands: Number(commands), changes: Number(changes) };
  const result = await awayCampaign({
    ...shape,
    seed: Number(seed),
    withinMs: 60_000,
    progress: say,
  });
  const { given, refusals, others, rows, submitted, applied, refused, mergedMs } = result;
  say(`seed ${seed}, ${days} days away, ${others} changes of others, ${rows} rows in the end`);
  say(`  given: ${JSON.stringify(given)}`);
  say(`  ${submitted} submitted = ${applied} applied + ${refused} refused and shown`);
  say(`  refused: ${JSON.stringify(refusals)}`);
  say(`  merged after ${mergedMs?.toFixed(0) ?? "never"} ms\t(goal: at most 60000 ms)`);
  for (const problem of result.problems) say(`  ✗ ${problem}`);
  if (result.problems.length > 0) process.exitCode = 1;
}
