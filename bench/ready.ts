/**
 * From a closed file with so many open tasks to an engine that decides: opening the store, reading the live work,
 * filling the engine's memory. Beside it, in the same run: the same rows' texts merely parsed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "../src/node/engine/engine.ts";
import { newId } from "../src/node/new-id.ts";
import { openStore } from "../src/node/store/open-store.ts";
import type { LiveWork, Store } from "../src/node/store/store.ts";
import { systemTime } from "../src/node/time-source.ts";
import { agentToRow } from "../src/protocol/rows/other-rows.ts";
import { directoryRow } from "../src/protocol/rows/directory-row.ts";
import { Ledger, type Write } from "../test/node/store/ledger.ts";
import { beginning, contact } from "../test/node/store/work.ts";
import { benchCentre, queueAt, workspaceId } from "./bench-centre.ts";
import { percentile } from "./figures.ts";

const AGENTS = 1000;
const AT_ONCE = 500;
const TIMES = 8;

interface Start {
  readonly openMs: number;
  readonly liveMs: number;
  readonly engineMs: number;
}

export async function benchReady(): Promise<void> {
  console.log(
    [
      "open tasks",
      "rows",
      "MB",
      "open p50",
      "live p50",
      "engine p50",
      "ready p50",
      "ready p95",
      "parse p50",
      "ready/parse",
    ].join("\t"),
  );
  for (const tasks of [10_000, 100_000]) await measured(tasks);
}

async function measured(tasks: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-bench-"));
  const file = join(folder, "store.db");
  try {
    const texts = await fill(file, tasks);
    const starts: Start[] = [];
    const parses: number[] = [];
    for (let nth = 0; nth < TIMES; nth += 1) {
      starts.push(await started(file));
      parses.push(parsed(texts));
    }
    const p50 = (of: (start: Start) => number): number => percentile(starts.map(of), 0.5);
    const ready = starts.map(({ openMs, liveMs, engineMs }) => openMs + liveMs + engineMs);
    const figures = [
      p50(({ openMs }) => openMs),
      p50(({ liveMs }) => liveMs),
      p50(({ engineMs }) => engineMs),
      percentile(ready, 0.5),
      percentile(ready, 0.95),
      percentile(parses, 0.5),
    ].map((each) => each.toFixed(0));
    const bytes = texts.reduce((sum, text) => sum + text.length, 0);
    const ratio = percentile(ready, 0.5) / percentile(parses, 0.5);
    console.log(
      [tasks, texts.length, (bytes / 1e6).toFixed(0), ...figures, ratio.toFixed(1)].join("\t"),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Customers, threads, interactions, messages and tasks that wait; what they need is configured. Answers all texts. */
async function fill(file: string, tasks: number): Promise<string[]> {
  const store = await openStore({ file });
  const ledger = new Ledger();
  const texts: string[] = [];
  const keep = async (writes: readonly Write[]): Promise<void> => {
    const commit = ledger.commit(writes);
    texts.push(...commit.writes.map(({ json }) => json));
    await store.append(commit);
  };
  const { directory = [], agents = [] } = benchCentre(AGENTS);
  await keep([
    ...directory.map(({ kind, body }): Write => ({
      kind: "DIRECTORY",
      row: directoryRow(kind, body),
    })),
    ...agents.map((agent): Write => ({ kind: "AGENT", row: agentToRow(agent) })),
  ]);
  for (let from = 0; from < tasks; from += AT_ONCE) {
    const contacts = Array.from({ length: AT_ONCE }, (_, nth) =>
      contact({ name: String(from + nth), queueId: queueAt(nth), displayNumber: from + nth + 1 }),
    );
    await keep(contacts.flatMap(beginning));
  }
  await store.close();
  return texts;
}

async function started(file: string): Promise<Start> {
  const begun = performance.now();
  const store = await openStore({ file });
  const opened = performance.now();
  const live = await store.live(0);
  const read = performance.now();
  const engine = await openEngine({
    store: loaded(store, live),
    nodeId: "bench",
    nodeName: "bench",
    workspaceId,
    time: systemTime,
    newId,
    log: () => undefined,
  });
  const ready = performance.now();
  await engine.stop();
  await store.close();
  return { openMs: opened - begun, liveMs: read - opened, engineMs: ready - read };
}

/** The store with its live work read already, so that the two can be told apart. */
function loaded(store: Store, live: LiveWork): Store {
  return { ...store, live: () => Promise.resolve(live) };
}

function parsed(texts: readonly string[]): number {
  const begun = performance.now();
  let kept = 0;
  for (const text of texts) kept += JSON.parse(text) === null ? 0 : 1;
  if (kept !== texts.length) throw new Error("a row is nothing");
  return performance.now() - begun;
}
