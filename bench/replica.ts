import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, type Page, chromium } from "playwright-core";
import { limits } from "../src/protocol/version.ts";
import { chromiumPath } from "../test/support/browser.ts";
import { type BenchProcess, startBenchNode } from "./bench-process.ts";
import { percentile } from "./figures.ts";
import type { ColdStart, FirstSync, Floors, ReplicaBench } from "./replica/page.ts";
import type { SeenLine } from "./replica/screen.ts";
import { type Serving, servePage } from "./replica/serving.ts";

const USUAL_ROWS = 10_000;
/** Of one conversation: its task, itself, and what was said. */
const LINES = 8;
const ROWS_EACH = LINES + 2;
const LIVE_CHANGES = 300;
const LIVE_EVERY_MS = 200;
const MOST_IN_BURST = 1000;
const BURSTS = 7;
const BETWEEN_BURSTS_MS = 3000;

interface Trial {
  readonly rows: number;
  readonly node: BenchProcess;
  readonly serving: Serving;
  readonly profile: string;
}

interface Burst {
  readonly decidedMs: number;
  readonly paintedMs: number;
}

/**
 * The replica through its real path: the desk of src/sync as the renderer opens it, in Chromium, from a real node
 * on a real disk. Beside it in the same run: the browser's own database with the same documents and indexes, and a
 * bare socket with the same bytes.
 */
export async function benchReplica(rowsWanted?: string): Promise<void> {
  const rows = Number(rowsWanted ?? USUAL_ROWS);
  const folder = mkdtempSync(join(tmpdir(), "switchyard-bench-"));
  const serving = await servePage();
  const node = await startBenchNode({
    data: join(folder, "data"),
    agents: 1,
    queues: 1,
    viewRows: 2 * rows,
    origin: serving.origin,
  });
  try {
    const customers = Math.ceil(rows / ROWS_EACH);
    await node.traffic({ order: "begin", source: "queue-0", customers, lines: LINES });
    const trial = { rows, node, serving, profile: join(folder, "profile") };
    const rounds = rows > USUAL_ROWS ? 1 : 3;
    await firstSyncs(trial, rounds);
    await coldStarts(trial, rounds);
    if (rows <= USUAL_ROWS) await changes(trial, customers);
  } finally {
    await node.stop();
    await serving.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function firstSyncs(trial: Trial, rounds: number): Promise<void> {
  const { node, serving } = trial;
  const token = node.agents[0]?.token ?? "";
  const synced: FirstSync[] = [];
  const floors: Floors[] = [];
  await inBrowser(trial, "/", async (page) => {
    for (let round = 0; round < rounds; round += 1) {
      const place = { nodeUrl: node.url, token };
      synced.push(await page.evaluate((given) => replicaBench.firstSync(given), place));
      const at = { socket: serving.rawSocket, rows: limits.pageRows };
      floors.push(await page.evaluate(({ socket, rows }) => replicaBench.floors(socket, rows), at));
    }
  });
  const middle = (of: readonly number[]) => percentile(of, 0.5);
  const [first] = synced;
  const floor = middle(floors.map(({ pagesMs, wholeMs }) => Math.min(pagesMs, wholeMs)));
  const stored = middle(synced.map(({ storedMs }) => storedMs));
  say(`first sync of ${floors[0]?.rows ?? 0} rows, ${rounds} times, the middle one`);
  say(`  ${first?.frames ?? 0} frames, ${((first?.bytes ?? 0) / 1e6).toFixed(1)} MB`);
  tell("raw IndexedDB, a page a transaction", middle(floors.map(({ pagesMs }) => pagesMs)));
  tell("raw IndexedDB, one transaction a table", middle(floors.map(({ wholeMs }) => wholeMs)));
  tell("raw WebSocket, the same bytes", middle(floors.map(({ transferMs }) => transferMs)));
  tell("replica, all of it shown", middle(synced.map(({ shownMs }) => shownMs)));
  tell("replica, all of it on the disk", stored);
  const goal = trial.rows > USUAL_ROWS ? "" : "\t(goal: at most 2.5)";
  say(`  on the disk / raw IndexedDB: ${(stored / floor).toFixed(2)}${goal}`);
}

/** Each in a browser just started, over what an earlier one left on the disk. */
async function coldStarts(trial: Trial, rounds: number): Promise<void> {
  const starts: ColdStart[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await inBrowser(trial, "/?cold", async (page) => {
      starts.push(await page.evaluate(() => replicaBench.coldStart()));
    });
  }
  const goal = trial.rows > USUAL_ROWS ? "" : "\t(goal: at most 1000 ms)";
  say(`cold start over ${starts[0]?.rows ?? 0} conversations, ${rounds} times, the slowest`);
  tell("the page's script runs", Math.max(...starts.map(({ scriptMs }) => scriptMs)));
  tell("the first query is answered", Math.max(...starts.map((each) => each.firstQueryMs)), goal);
}

async function changes(trial: Trial, customers: number): Promise<void> {
  await inBrowser(trial, "/?cold", async (page) => {
    await page.evaluate(() => replicaBench.settle());
    await liveChanges(trial, page, customers);
    await bursts(trial, page, Math.min(MOST_IN_BURST, customers));
  });
}

async function liveChanges({ node, serving }: Trial, page: Page, customers: number): Promise<void> {
  const at = { socket: serving.rawSocket, times: LIVE_CHANGES / 3, everyMs: LIVE_EVERY_MS };
  const echoes = await page.evaluate(
    ({ socket, times, everyMs }) => replicaBench.echoes(socket, times, everyMs),
    at,
  );
  for (let nth = 0; nth < LIVE_CHANGES; nth += 1) {
    const pause = new Promise((next) => setTimeout(next, LIVE_EVERY_MS));
    const customer = (nth * 37) % customers;
    await node.traffic({ order: "say", says: [{ customer, text: `live ${nth}` }] });
    await pause;
  }
  const seen = await linesOf(page, "live", LIVE_CHANGES);
  const live = seen.map(({ decidedAt, paintedAt }) => paintedAt - decidedAt);
  say(`a live change, ${1000 / LIVE_EVERY_MS} a second, from the node's decision to the paint`);
  tellShares("bare socket there and back, painted", echoes);
  tellShares("change, its commit included, painted", live, "\t(goal: p99 at most 30 ms)");
}

/** One after the other, each when the page has written down the one before. */
async function bursts(trial: Trial, page: Page, count: number): Promise<void> {
  const all: Burst[] = [];
  for (let nth = 0; nth < BURSTS; nth += 1) {
    all.push(await burst(trial, page, count, `burst ${nth},`));
    await new Promise((next) => setTimeout(next, BETWEEN_BURSTS_MS));
  }
  const tellAll = (what: string, of: readonly number[], goal = "") =>
    tell(what, percentile(of, 0.5), `, slowest ${Math.max(...of).toFixed(0)} ms${goal}`);
  say(`${count} changes in one burst, ${BURSTS} times, from the first one's decision, the middle`);
  tellAll(
    "the last one decided",
    all.map(({ decidedMs }) => decidedMs),
  );
  tellAll(
    "the last one painted",
    all.map(({ paintedMs }) => paintedMs),
    "\t(goal: at most 1000 ms)",
  );
}

async function burst({ node }: Trial, page: Page, count: number, name: string): Promise<Burst> {
  const says = Array.from({ length: count }, (_, nth) => ({
    customer: nth,
    text: `${name} ${nth}`,
  }));
  await node.traffic({ order: "say", says });
  const seen = await linesOf(page, name, count);
  const begun = Math.min(...seen.map(({ decidedAt }) => decidedAt));
  const decided = Math.max(...seen.map(({ decidedAt }) => decidedAt));
  const painted = Math.max(...seen.map(({ paintedAt }) => paintedAt));
  return { decidedMs: decided - begun, paintedMs: painted - begun };
}

/** All of them, once all have been seen. */
async function linesOf(page: Page, begin: string, count: number): Promise<readonly SeenLine[]> {
  for (let look = 0; look < 300; look += 1) {
    const found = await page.evaluate((given) => replicaBench.count(given), begin);
    if (found >= count) return page.evaluate((given) => replicaBench.lines(given), begin);
    await new Promise((next) => setTimeout(next, 200));
  }
  throw new Error(`not all of "${begin}" were seen within a minute`);
}

/** A profile on the disk, as a person has: what is opened privately lives in memory alone. */
async function inBrowser(
  { profile, serving }: Trial,
  path: string,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => console.error(error.message));
    await page.goto(serving.origin + path);
    await act(page);
  } finally {
    await context.close();
  }
}

const say = (line: string) => console.log(line);
const tell = (what: string, ms: number, goal = "") =>
  say(`  ${what.padEnd(44)}${ms.toFixed(0)} ms${goal}`);
const tellShares = (what: string, of: readonly number[], goal = "") => {
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => percentile(of, share).toFixed(1));
  say(`  ${what.padEnd(44)}p50 ${p50}, p99 ${p99}, slowest ${most} ms${goal}`);
};

declare global {
  const replicaBench: ReplicaBench;
}
