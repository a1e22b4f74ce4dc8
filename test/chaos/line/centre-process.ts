import { fork } from "node:child_process";
import type { BenchNodeReady } from "../../../bench/bench-node.ts";

export interface CentreProcess extends BenchNodeReady {
  readonly pid: number;
  stop(): Promise<void>;
}

/** The real node on a real disk, in a process of its own, with as many agents and queues as asked for. */
export async function startCentre(
  data: string,
  agents: number,
  queues: number,
): Promise<CentreProcess> {
  const program = new URL("../../../bench/bench-node.ts", import.meta.url);
  const node = fork(program, [data, String(agents), String(queues)], {
    execArgv: ["--no-warnings"],
  });
  const gone = new Promise<void>((exit) => node.once("exit", () => exit()));
  const ready = await new Promise<BenchNodeReady>((said, failed) => {
    node.once("message", (message) => said(message as BenchNodeReady));
    void gone.then(() => failed(new Error("the node did not start")));
  });
  return {
    ...ready,
    pid: node.pid ?? 0,
    async stop() {
      if (node.connected) node.disconnect();
      await gone;
    },
  };
}
