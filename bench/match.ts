/**
 * The matcher alone, on one thread, against a naive oracle in the same run: everybody busy, the queue kept full; each
 * event is an agent who becomes free, the decision who gets what, and the queue filled up again.
 */
import { type Centre, type Events, centre, events, naive, relaxations } from "./match-centre.ts";

type Size = Parameters<typeof centre>[0];

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

interface Measured {
  readonly on: Centre;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Mean of the decisions that found work, in microseconds. */
  readonly mean: number;
}

/** Everybody has been asked a few times before anything is measured. */
function measure(size: Size, count: number): Measured {
  const on = centre(size);
  events(on, Math.max(5_000, size.agents * 3));
  const { took, found }: Events = events(on, count);
  const sorted = found.toSorted((left, right) => left - right);
  const sum = found.reduce((total, each) => total + each, 0);
  const perSecond = (took.length / took.reduce((total, each) => total + each, 0)) * 1e6;
  return { on, perSecond, p50: at(sorted, 0.5), p99: at(sorted, 0.99), mean: sum / found.length };
}

function line(what: string, { perSecond, p50, p99 }: Measured, more = ""): void {
  const figures = [Math.round(perSecond).toLocaleString("en"), p50.toFixed(1), p99.toFixed(1)];
  console.log([what.padEnd(58), ...figures.map((each) => each.padStart(9)), more].join("  "));
}

/** At full size each takes a scan of everything that waits. */
const COMPARED = Number(process.env["BENCH_COMPARED"] ?? 10_000);

export async function benchMatch(): Promise<void> {
  console.log(`${"".padEnd(58)}  per second    p50 us    p99 us`);
  const large = measure({ agents: 10_000, queued: 100_000, classes: 500 }, 40_000);
  const oracle = naive(large.on, COMPARED);
  line("10,000 agents, 100,000 queued, 500 classes", large);
  console.log(
    `  naive oracle: ${Math.round(oracle.perSecond)} decisions a second, ${oracle.same * 100} % of ${COMPARED} the same;` +
      ` ratio ${Math.round(large.perSecond / oracle.perSecond)} (goal 300)`,
  );
  for (const classes of [500, "unique"] as const) {
    const small = measure({ agents: 1_000, queued: 1_000, classes }, 40_000);
    const full = measure({ agents: 1_000, queued: 100_000, classes }, 40_000);
    line(`1,000 agents, 1,000 queued, ${classes} classes`, small);
    line(`1,000 agents, 100,000 queued, ${classes} classes`, full);
    const growth = full.mean / small.mean;
    console.log(`  a decision that finds work costs ${growth.toFixed(1)} times as much (goal 3)`);
  }
  line(
    "15,000 agents, 1,000,000 queued, 1,000 classes",
    measure({ agents: 15_000, queued: 1_000_000, classes: 1_000 }, 40_000),
    "(goal: p99 100)",
  );
  const steps = [
    { timeoutSec: 20, skills: [{ skill: "skill1", atLeast: 4 }], rule: null },
    { timeoutSec: 0, skills: [], rule: null },
  ];
  for (const queued of [1_000, 100_000]) {
    const perSecond = relaxations(centre({ agents: 1_000, queued, classes: 500, steps }));
    const shown = Math.round(perSecond).toLocaleString("en");
    console.log(`relaxing a step, ${queued} queued: ${shown} a second (goal 500,000)`);
  }
}
