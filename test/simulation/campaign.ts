import { meetsRule } from "../../src/node/engine/agent-rules.ts";
import { CheckingMatcher } from "./checking-matcher.ts";
import { type Run, simulate } from "./simulation.ts";

export interface Campaign {
  readonly steps: number;
  readonly runs: number;
  readonly broken: readonly Run[];
  readonly reached: ReadonlyMap<string, number>;
  /** Over the digests of all runs, in the order of their seeds. */
  readonly digest: string;
}

export interface CampaignSettings {
  readonly firstSeed: number;
  readonly stepsPerRun: number;
  /** Goes on while this says so; asked before every run. */
  readonly more: (done: { steps: number; runs: number }) => boolean;
}

/** Run after run, each of another seed: another workspace, other people, other faults. */
export async function campaign(settings: CampaignSettings): Promise<Campaign> {
  const broken: Run[] = [];
  const reached = new Map<string, number>();
  let [steps, runs, digest] = [0, 0, 0];
  while (settings.more({ steps, runs })) {
    const seed = settings.firstSeed + runs;
    // Every tenth run asks both matchers; the others are as the node runs.
    const matcher = seed % 10 === 0 ? { matcher: () => new CheckingMatcher(meetsRule) } : {};
    const run = await simulate({ seed, steps: settings.stepsPerRun, ...matcher });
    steps += run.steps;
    runs += 1;
    if (run.broken !== null) broken.push(run);
    for (const [name, count] of run.reached) reached.set(name, (reached.get(name) ?? 0) + count);
    digest = (Math.imul(digest, 31) + Number.parseInt(run.digest, 16)) | 0;
  }
  return { steps, runs, broken, reached, digest: (digest >>> 0).toString(16).padStart(8, "0") };
}

if (import.meta.main) {
  const [minutes = "60", firstSeed = "1"] = process.argv.slice(2);
  const until = performance.now() + Number(minutes) * 60_000;
  const began = performance.now();
  const done = await campaign({
    firstSeed: Number(firstSeed),
    stepsPerRun: 400,
    more: () => performance.now() < until,
  });
  const perStep = ((performance.now() - began) / done.steps) * 1000;
  const broken = done.broken.map(({ seed, broken: what }) => ({ seed, ...what }));
  const { steps, runs, digest } = done;
  const summary = {
    firstSeed: Number(firstSeed),
    runs,
    steps,
    microsecondsPerStep: Math.round(perStep),
    digest,
    broken,
  };
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  if (broken.length > 0) process.exitCode = 1;
}
