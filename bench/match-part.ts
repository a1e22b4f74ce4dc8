/** The parts of `npm run bench match`, each run by itself: `match-part.ts <name>`. */
import { type Centre, centre, events, everybodyOnce, naive, relaxations } from "./match-centre.ts";

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
  /** Of what somebody is given who was never asked before, or not since their settings changed. */
  readonly firstP50: number;
}

/** Everybody is asked once, so that no first look is among what is measured; then whoever comes, for a while. */
function measure(size: Size, count: number): Measured {
  const on = centre(size);
  const first = sorted(everybodyOnce(on).found);
  events(on, Math.max(5_000, size.agents * 2));
  const { took, found } = events(on, count);
  const all = sorted(found);
  const sum = found.reduce((total, each) => total + each, 0);
  const perSecond = (took.length / took.reduce((total, each) => total + each, 0)) * 1e6;
  const mean = sum / found.length;
  return { on, perSecond, p50: at(all, 0.5), p99: at(all, 0.99), mean, firstP50: at(first, 0.5) };
}

const sorted = (all: readonly number[]) => all.toSorted((left, right) => left - right);

function line(what: string, { perSecond, p50, p99, firstP50 }: Measured, more = ""): void {
  const figures = [Math.round(perSecond).toLocaleString("en"), ...[p50, p99, firstP50].map(tenths)];
  console.log([what.padEnd(50), ...figures.map((each) => each.padStart(10)), more].join("  "));
}

const tenths = (figure: number) => figure.toFixed(1);

/** At full size each takes a scan of everything that waits. */
const COMPARED = Number(process.env["BENCH_COMPARED"] ?? 10_000);
const EVENTS = 40_000;

function large(): void {
  const measured = measure({ agents: 10_000, queued: 100_000, classes: 500 }, EVENTS);
  line("10,000 agents, 100,000 queued, 500 classes", measured);
  const oracle = naive(measured.on, COMPARED);
  console.log(
    `  naive oracle: ${Math.round(oracle.perSecond)} decisions a second (goal 200), ${oracle.same * 100} % of` +
      ` ${COMPARED} the same; ratio ${Math.round(measured.perSecond / oracle.perSecond)} (goal 300),` +
      ` against 200 a second ${Math.round(measured.perSecond / 200)}`,
  );
}

function growth(classes: 500 | "unique"): void {
  const small = measure({ agents: 1_000, queued: 1_000, classes }, EVENTS);
  line(`1,000 agents, 1,000 queued, ${classes} classes`, small);
  const full = measure({ agents: 1_000, queued: 100_000, classes }, EVENTS);
  line(`1,000 agents, 100,000 queued, ${classes} classes`, full);
  const times = (full.mean / small.mean).toFixed(1);
  console.log(`  a decision that finds work costs ${times} times as much (goal 3)`);
}

function relaxing(queued: number): void {
  const steps = [
    { timeoutSec: 20, skills: [{ skill: "skill1", atLeast: 4 }], rule: null },
    { timeoutSec: 0, skills: [], rule: null },
  ];
  const perSecond = relaxations(centre({ agents: 1_000, queued, classes: 500, steps }));
  const shown = Math.round(perSecond).toLocaleString("en");
  console.log(
    `relaxing a step, ${queued.toLocaleString("en")} queued: ${shown} a second (goal 500,000)`,
  );
}

export const parts: Readonly<Record<string, () => void>> = {
  large,
  growth: () => growth(500),
  unique: () => growth("unique"),
  million: () =>
    line(
      "15,000 agents, 1,000,000 queued, 1,000 classes",
      measure({ agents: 15_000, queued: 1_000_000, classes: 1_000 }, EVENTS),
      "(goal: p99 100)",
    ),
  relaxing: () => relaxing(1_000),
  "relaxing-full": () => relaxing(100_000),
};

if (import.meta.main) {
  const run = parts[process.argv[2] ?? ""];
  if (run === undefined) throw new Error(`the parts are ${Object.keys(parts).join(", ")}`);
  run();
}
