import { openEngine } from "../src/node/engine/engine.ts";
import { newId } from "../src/node/new-id.ts";
import { openStore } from "../src/node/store/open-store.ts";
import type { Commit, Store } from "../src/node/store/store.ts";
import { systemTime } from "../src/node/time-source.ts";
import { benchCentre, workspaceId } from "./bench-centre.ts";
import { Lives } from "./lives.ts";

export const AGENTS = 1000;
export const IN_FLIGHT = 100;
const WARM_UP = 500;

/** How fast whole lives went through the engine. */
export interface Pace {
  readonly lives: number;
  readonly perSecond: number;
  /** What the deciding thread worked per life, in microseconds: it says something on a busy machine too. */
  readonly mainMicros: number;
}

/** What the engine did: every commit it made. */
export interface Recording extends Pace {
  /** Agents signing in, visitors arriving and the first lives. */
  readonly before: readonly Commit[];
  readonly measured: readonly Commit[];
}

/** So many whole lives through the engine over the store in this file, fsynced, without sockets. */
export async function paceOfLives(file: string, lives: number): Promise<Pace> {
  const store = await openStore({ file });
  return runLives(store, lives, () => undefined);
}

/** The same, and every commit is kept. What is kept is the collector's to carry: the pace of this run is no measure. */
export async function recordLives(file: string, lives: number): Promise<Recording> {
  const before: Commit[] = [];
  const measured: Commit[] = [];
  let commits = before;
  const inner = await openStore({ file });
  const append: Store["append"] = (commit) => {
    commits.push(commit);
    return inner.append(commit);
  };
  const pace = await runLives({ ...inner, append }, lives, () => (commits = measured));
  return { ...pace, before, measured };
}

async function runLives(store: Store, lives: number, warm: () => void): Promise<Pace> {
  const engine = await openEngine({
    store,
    nodeId: "bench",
    nodeName: "bench",
    workspaceId,
    time: systemTime,
    newId,
    log: (line) => console.error(line),
  });
  await engine.configure(benchCentre(AGENTS));
  const customers = new Lives(engine);
  const release = await customers.staff(AGENTS);
  await customers.live(await customers.visitors(WARM_UP), IN_FLIGHT);
  const visitors = await customers.visitors(lives);
  warm();
  const working = process.threadCpuUsage();
  const begun = performance.now();
  await customers.live(visitors, IN_FLIGHT);
  const perSecond = (lives / (performance.now() - begun)) * 1000;
  const { user, system } = process.threadCpuUsage(working);
  release();
  await engine.stop();
  await store.close();
  return { lives, perSecond, mainMicros: (user + system) / lives };
}
