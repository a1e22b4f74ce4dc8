/**
 * Whole durable lives of tasks: a customer's message, an offer to somebody with the skills, acceptance, completion
 * (no wrap-up), each step answered only once it is on the disk. The engine over its store, then the store alone with
 * the commits that the engine made in a second, recorded run, then a journal of bare rows with the same commits: all
 * in one run, the ratios taken within each run and their medians printed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../src/node/store/open-store.ts";
import type { Commit } from "../src/node/store/store.ts";
import { percentile } from "./figures.ts";
import { type Grain, openJournal } from "./journal.ts";
import { AGENTS, IN_FLIGHT, type Recording, paceOfLives, recordLives } from "./recording.ts";

const LIVES = Number(process.env["BENCH_LIVES"] ?? 4000);
const RUNS = Number(process.env["BENCH_RUNS"] ?? 7);

/** Lives per second of each, measured right after each other. */
interface Run {
  readonly engine: number;
  readonly mainMicros: number;
  readonly store: number;
  readonly events: number;
  readonly decisions: number;
}

export async function benchLife(): Promise<void> {
  const runs: Run[] = [];
  for (let nth = 1; nth <= RUNS; nth += 1) {
    const run = await oneRun(nth === 1);
    const { engine, store, events } = run;
    const figures = [engine, store, events].map((each) => each.toFixed(0)).join(", ");
    console.log(`run ${nth}: engine, store, journal ${figures} tasks/s`);
    runs.push(run);
  }
  const line = (what: string, of: (run: Run) => number, digits: number): void =>
    console.log(`${what.padEnd(44)}\t${percentile(runs.map(of), 0.5).toFixed(digits)}`);
  line("engine over its store, tasks/s", (run) => run.engine, 0);
  line("its deciding thread, us of CPU a task", (run) => run.mainMicros, 0);
  line("store alone, the same commits, tasks/s", (run) => run.store, 0);
  line("journal, a row per event, tasks/s", (run) => run.events, 0);
  line("journal, a row per decision, tasks/s", (run) => run.decisions, 0);
  line("engine / store (goal 0.7)", (run) => run.engine / run.store, 2);
  line("store / journal of events (goal 0.2)", (run) => run.store / run.events, 2);
  line("store / journal of decisions", (run) => run.store / run.decisions, 2);
}

async function oneRun(isFirst: boolean): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-bench-"));
  try {
    const pace = await paceOfLives(join(folder, "engine.db"), LIVES);
    const recording = await recordLives(join(folder, "recorded.db"), LIVES);
    if (isFirst) printShape(recording);
    return {
      engine: pace.perSecond,
      mainMicros: pace.mainMicros,
      store: await storeAlone(join(folder, "store.db"), recording),
      events: journalAlone(join(folder, "events.db"), recording, "event"),
      decisions: journalAlone(join(folder, "decisions.db"), recording, "decision"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The engine has one commit in flight at a time; so has this. */
async function storeAlone(file: string, recording: Recording): Promise<number> {
  const store = await openStore({ file });
  const append = async (commits: readonly Commit[]): Promise<void> => {
    for (const commit of commits) await store.append(commit);
  };
  await append(recording.before);
  const begun = performance.now();
  await append(recording.measured);
  const took = performance.now() - begun;
  await store.close();
  return (recording.lives / took) * 1000;
}

function journalAlone(file: string, recording: Recording, grain: Grain): number {
  const journal = openJournal(file, grain);
  for (const commit of recording.before) journal.write(commit);
  const begun = performance.now();
  for (const commit of recording.measured) journal.write(commit);
  const took = performance.now() - begun;
  journal.close();
  return (recording.lives / took) * 1000;
}

function printShape({ lives, measured }: Recording): void {
  const entries = measured.flatMap((commit) => commit.entries);
  const writes = measured.flatMap((commit) => commit.writes);
  const each = (count: number): string => (count / lives).toFixed(1);
  const kinds = Map.groupBy(writes, ({ row }) => row.kind.toLowerCase());
  const events = entries.reduce((sum, entry) => sum + entry.events.length, 0);
  const bytes = writes.reduce((sum, { json }) => sum + json.length, 0);
  console.log(
    `${AGENTS} agents, ${IN_FLIGHT} in flight, ${(lives / measured.length).toFixed(1)} tasks a commit. ` +
      `Per task ${each(entries.length)} decisions, ${each(events)} events, ${each(bytes)} bytes in ` +
      `${each(writes.length)} rows: ${[...kinds].map(([kind, rows]) => `${kind} ${each(rows.length)}`).join(", ")}`,
  );
}
