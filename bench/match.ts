/**
 * The matcher alone, on one thread, against a naive oracle in the same run: everybody busy, the queue kept full; each
 * event is an agent who becomes free, the decision who gets what, and the queue filled up again.
 */
import { fork } from "node:child_process";
import { parts } from "./match-part.ts";

/** All parts, each in a process of its own: what one leaves in memory is not what the next is measured in. */
export async function benchMatch(): Promise<void> {
  const titles = ["per second", "p50 us", "p99 us", "first us"];
  console.log([" ".repeat(50), ...titles.map((each) => each.padStart(10))].join("  "));
  for (const each of Object.keys(parts)) await inItsOwnProcess(each);
}

function inItsOwnProcess(part: string): Promise<void> {
  const child = fork(new URL("./match-part.ts", import.meta.url), [part], {
    execArgv: ["--no-warnings"],
  });
  return new Promise((done, failed) => {
    child.once("exit", (code) => {
      if (code === 0) done();
      else failed(new Error(`the part "${part}" ended with ${code}`));
    });
  });
}
