import { execFileSync } from "node:child_process";
import type { NodeProcess } from "./node-process.ts";

/** No file of this process may grow beyond this: for SQLite, a disk that takes no more. Linux alone can do it to one that runs. */
export function limitFiles(node: NodeProcess, bytes: number | "unlimited"): void {
  execFileSync("prlimit", [`--pid=${node.child.pid}`, `--fsize=${bytes}:unlimited`]);
}
