import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storeIn } from "../../../src/node/backups/names.ts";
import { findProblems } from "../../kills/verdict.ts";
import { Workload } from "../../kills/workload.ts";
import { AgentSocket } from "../../support/agent-socket.ts";
import { type Api, beginVisit, apiOf } from "../../support/api.ts";
import { dice } from "../../support/dice.ts";
import { limitFiles } from "../../support/file-limit.ts";
import { type NodeProcess, freePort, startNode } from "../../support/node-process.ts";

export interface FullResult {
  /** How often nothing more could be written, and how long that lasted each time. */
  readonly rounds: number;
  /** From the moment the disk was full until a desk was told, at most; the customers write all the time. */
  readonly toldAfterMs: number;
  /** From the moment there was room until a message was kept again, at most. */
  readonly keptAgainAfterMs: number;
  /** What HTTP answered meanwhile. */
  readonly answered: readonly string[];
  readonly kept: number;
  /** How much larger the process was at the end of the last round than before the first. */
  readonly grownMb: number;
  readonly problems: readonly string[];
}

const FULL_MS = 1500;
const VISITORS = 8;

/**
 * The real node on a real disk that takes no more, again and again, while customers write; then it has room again.
 * It is a limit on the size of files that stands in for the disk: SQLite's own write fails, in the middle of a
 * commit or of a checkpoint.
 */
export async function fullDisk(rounds: number, seed: number): Promise<FullResult> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-full-"));
  const place = { port: await freePort(), data: join(folder, "data") };
  const roll = dice(seed);
  const work = new Workload();
  let node: NodeProcess | null = null;
  try {
    node = await startNode(place);
    const admin = await apiOf(node.url, "alex");
    const desk = await AgentSocket.open(node.url, admin.token ?? "", "watcher");
    const watch = new Watch(desk);
    const names = Array.from({ length: VISITORS }, (_, nth) => `Customer ${nth}`);
    const url = node.url;
    const visitors = await Promise.all(names.map((name) => beginVisit(url, "web", name)));
    await work.begin(node.url, [await apiOf(node.url, "ana")], visitors);
    await work.nextAnswer();
    const before = sizeOf(node);
    const [told, again] = [[0], [0]];
    const answers = new Set<string>();
    const other = await beginVisit(url, "web", "Another customer");
    for (let round = 0; round < rounds; round += 1) {
      const limit = limitFor(place.data, round, roll);
      const fullAt = performance.now();
      limitFiles(node, limit);
      await watch.until(false);
      told.push(performance.now() - fullAt);
      answers.add(await answerTo(other.api, `other-${round}`));
      await new Promise((moment) => setTimeout(moment, FULL_MS * roll()));
      const freeAt = performance.now();
      limitFiles(node, "unlimited");
      await watch.until(true);
      await work.nextAnswer();
      again.push(performance.now() - freeAt);
    }
    const grownMb = sizeOf(node) - before;
    await node.kill();
    work.pause();
    node = await startNode(place);
    await work.settle(50);
    const { problems } = await findProblems(work, admin, 0);
    await node.stop();
    const kept = work.said.filter((each) => each.isKept).length;
    const [toldAfterMs, keptAgainAfterMs] = [Math.max(...told), Math.max(...again)];
    const answered = [...answers].toSorted();
    return { rounds, toldAfterMs, keptAgainAfterMs, answered, kept, grownMb, problems };
  } finally {
    work.pause();
    await node?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Some bytes above the log's end, so that the n-th write from now on fails; at times far below everything. */
function limitFor(data: string, round: number, roll: () => number): number {
  if (round % 3 === 2) return Math.floor(roll() * 65_536);
  const log = statSync(`${storeIn(data)}-wal`).size;
  return Math.min(log, 900_000) + round * 700;
}

function sizeOf(node: NodeProcess): number {
  const status = readFileSync(`/proc/${node.child.pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

/** What a customer's message is answered while nothing can be kept. */
async function answerTo(api: Api, messageId: string): Promise<string> {
  const words = { messageId, body: "Is anybody there?" };
  const { status, body } = await api.request<{ code?: string }>("POST", "/visitor/messages", words);
  return `${status} ${body.code ?? ""}`;
}

/** What the desk has been told of the node's standing. */
class Watch {
  #canWrite = true;
  #waiting: (() => void)[] = [];

  constructor(desk: AgentSocket) {
    desk.onFrame = (frame) => {
      if (frame.frame !== "standing") return;
      this.#canWrite = frame.canWrite;
      for (const wake of this.#waiting.splice(0)) wake();
    };
  }

  async until(canWrite: boolean): Promise<void> {
    while (this.#canWrite !== canWrite) await new Promise<void>((wake) => this.#waiting.push(wake));
  }
}
