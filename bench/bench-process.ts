import { fork } from "node:child_process";
import { limits } from "../src/protocol/version.ts";
import type { BenchNodeReady } from "./bench-node.ts";
import type { TrafficMessage, TrafficOrder } from "./bench-traffic.ts";

export interface BenchProcess extends BenchNodeReady {
  readonly pid: number;
  /** Resolves when all of it is durable at the node. */
  traffic(given: TrafficOrder): Promise<void>;
  stop(): Promise<void>;
}

export interface BenchPlace {
  readonly data: string;
  readonly agents: number;
  readonly queues: number;
  /** The protocol's own limit when left out. */
  readonly viewRows?: number;
  /** Of pages that may come in beside the node's own. */
  readonly origin?: string;
  /** Told what the node logs, which goes to standard error otherwise. */
  readonly log?: (text: string) => void;
}

/** A real node on a real disk in a process of its own, with customers inside it who do as they are told. */
export async function startBenchNode(place: BenchPlace): Promise<BenchProcess> {
  const { data, agents, queues, viewRows = limits.viewRows, origin, log } = place;
  const node = fork(
    new URL("./bench-node.ts", import.meta.url),
    [data, ...[agents, queues, viewRows].map(String), ...(origin === undefined ? [] : [origin])],
    { execArgv: ["--no-warnings"], silent: log !== undefined },
  );
  node.stderr?.on("data", (chunk: Buffer) => log?.(chunk.toString()));
  const gone = new Promise<void>((exit) => node.once("exit", () => exit()));
  const ready = await new Promise<BenchNodeReady>((said, failed) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the first thing bench-node.ts sends
    node.once("message", (message) => said(message as BenchNodeReady));
    void gone.then(() => failed(new Error("the node did not start")));
  });
  const waiting = new Map<number, () => void>();
  let asked = 0;
  node.on("message", (message) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- after that it answers orders alone
    const { n } = message as { n: number };
    waiting.get(n)?.();
    waiting.delete(n);
  });
  return {
    ...ready,
    pid: node.pid ?? 0,
    async traffic(given) {
      const n = (asked += 1);
      const done = new Promise<void>((answered) => waiting.set(n, answered));
      node.send({ n, given } satisfies TrafficMessage);
      await Promise.race([done, gone.then(() => Promise.reject(new Error("the node ended")))]);
    },
    async stop() {
      if (node.connected) node.disconnect();
      await gone;
    },
  };
}
