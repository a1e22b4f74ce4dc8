import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchProcess, startBenchNode } from "../../../bench/bench-process.ts";
import { wholeFeed } from "../../kills/verdict.ts";
import { Api } from "../../support/api.ts";
import { BadLine } from "../../support/bad-line/bad-line.ts";
import { dice } from "../../support/dice.ts";
import { freshView } from "../../support/fresh-view.ts";
import { Device } from "./device-process.ts";
import { Neighbours } from "./neighbours.ts";
import { type Profile, profiles } from "./profiles.ts";
import { type CommandCounts, judgeCommands, judgeMessages } from "./verdict.ts";

export interface CampaignOptions {
  readonly profiles: readonly Profile[];
  readonly seed: number;
  /** How long each line stays bad. */
  readonly badMs: number;
  /** How many are tried beside each other. */
  readonly atOnce: number;
  /** The devices' timers run that much faster. */
  readonly haste: number;
}

export interface ProfileResult extends CommandCounts {
  readonly name: string;
  readonly connections: number;
  /** What others changed at the node meanwhile. */
  readonly others: number;
  /** Rows on the device in the end. */
  readonly rows: number;
  /** From the healing of the line until what is on the device's disk has the hash of a fresh sign-in; null: never. */
  readonly equalAfterMs: number | null;
  readonly problems: readonly string[];
}

const EQUAL_WITHIN_MS = 10_000;

/** The real node, and one device with the real sync code for each line, all in processes of their own. */
export async function chaosCampaign(options: CampaignOptions): Promise<readonly ProfileResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-chaos-"));
  // A queue for each line, and two agents in each: the second takes work away from the first.
  const queues = options.profiles.length;
  const centre = await startBenchNode({ data: join(folder, "data"), agents: 2 * queues, queues });
  try {
    const results: ProfileResult[] = [];
    const waiting = [...options.profiles.entries()];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, profile] = next;
        results.push(await tried(centre, { ...options, profile, place }));
      }
    };
    await Promise.all(Array.from({ length: options.atOnce }, work));
    return results;
  } finally {
    await centre.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Trial extends CampaignOptions {
  readonly profile: Profile;
  readonly place: number;
}

async function tried(centre: BenchProcess, trial: Trial): Promise<ProfileResult> {
  const { url, admin } = centre;
  const { place, profile } = trial;
  const agent = centre.agents[place];
  const colleague = centre.agents[place + trial.profiles.length];
  if (agent === undefined || colleague === undefined) throw new Error("too few agents");
  const roll = dice(trial.seed * 1000 + place);
  const line = new BadLine(url, roll);
  await line.open();
  const device = new Device();
  const queueId = `queue-${place}`;
  const neighbours = new Neighbours({ url, roll, queueId, agent, colleague, admin });
  try {
    await device.ask("open", {
      nodeUrl: url,
      lineHost: line.host,
      token: agent.token,
      name: `device-${place}`,
      seed: trial.seed * 1000 + place,
      haste: trial.haste,
      reloads: true,
    });
    await neighbours.prepare(5, 2);
    line.worsen(profile.faults);
    line.cut();
    await device.ask("work", { everyMs: 60, most: 1000 });
    await neighbours.begin(80);
    await new Promise((moment) => setTimeout(moment, trial.badMs));
    await neighbours.rest();
    await device.ask("rest");
    line.heal();
    return await judged({ centre, device, agent, line, neighbours, profile });
  } finally {
    await device.end();
    await line.close();
  }
}

interface Judged {
  readonly centre: BenchProcess;
  readonly device: Device;
  readonly agent: { readonly token: string };
  readonly line: BadLine;
  readonly neighbours: Neighbours;
  readonly profile: Profile;
}

async function judged(trial: Judged): Promise<ProfileResult> {
  const { device, line, centre, agent, neighbours, profile } = trial;
  const problems: string[] = [];
  const equalAfterMs = await untilEqual(trial);
  if (equalAfterMs === null) {
    const { onDisk, ...rest } = await device.ask("standing");
    problems.push(`not equal in ${EQUAL_WITHIN_MS} ms: ${JSON.stringify({ ...onDisk, ...rest })}`);
  }
  const fresh = await freshView({ url: centre.url, token: agent.token, withRows: true });
  const should = fresh.rows.map(({ row }) => JSON.stringify(row)).toSorted();
  const shown = (await device.ask("rows")).toSorted();
  if (equalAfterMs !== null && JSON.stringify(should) !== JSON.stringify(shown))
    problems.push(`the screen shows ${shown.length} rows, a fresh sign-in ${should.length}`);
  const ledger = await device.ask("ledger");
  const commands = await judgeCommands(new Api(centre.url, agent.token), ledger, fresh.reach);
  const events = await wholeFeed(new Api(centre.url, centre.admin), problems);
  problems.push(...commands.problems, ...judgeMessages(events, ledger.done));
  return {
    ...commands,
    name: profile.name,
    connections: line.opened,
    others: neighbours.changes,
    rows: fresh.size,
    equalAfterMs,
    problems,
  };
}

/** Everything sent, and on the device's disk the very rows of the node's view. */
async function untilEqual({ device, centre, agent }: Judged): Promise<number | null> {
  const healedAt = performance.now();
  for (;;) {
    const { onDisk, waiting } = await device.ask("standing");
    const fresh = await freshView({ url: centre.url, token: agent.token, withRows: false });
    const passed = performance.now() - healedAt;
    if (waiting === 0 && onDisk.hash === fresh.hash && onDisk.size === fresh.size) return passed;
    if (passed > EQUAL_WITHIN_MS) return null;
    await new Promise((moment) => setTimeout(moment, 400));
  }
}

const say = (text: string) => process.stdout.write(`${text}\n`);

if (import.meta.main) {
  const [seed = "1", badMs = "20000", only] = process.argv.slice(2);
  const chosen = profiles.filter(({ name }) => only === undefined || name.includes(only));
  const shape = { atOnce: 4, haste: 1, badMs: Number(badMs), seed: Number(seed) };
  const results = await chaosCampaign({ ...shape, profiles: chosen });
  say(`seed ${seed}, each line bad for ${badMs} ms`);
  say("line\tconnections\tothers' changes\trows\tsubmitted\tapplied\trefused\tequal after ms");
  for (const each of results) {
    const { name, connections, others, rows, submitted, applied, refused, equalAfterMs } = each;
    const figures = [connections, others, rows, submitted, applied, refused];
    say([name, ...figures, equalAfterMs?.toFixed(0) ?? "never"].join("\t"));
    for (const problem of each.problems) say(`  ✗ ${problem}`);
  }
  // Everything is judged: what may still tick for a line that was cut is waited for by nobody.
  process.exit(results.some(({ problems }) => problems.length > 0) ? 1 : 0);
}
