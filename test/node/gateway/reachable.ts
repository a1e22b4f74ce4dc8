import { fileURLToPath } from "node:url";
import type { NodeOptions, RunningNode } from "../../../src/node/run.ts";
import { startNode } from "./harness.ts";

/** Nodes that are reached from beyond this machine. */

export const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));

/** Made out to desk.example, to *.example and to 127.0.0.1, until 2126. */
export const tls = { cert: fixture("test-cert.pem"), key: fixture("test-key.pem") };

const running: RunningNode[] = [];

/** Runs until `stopAll`. */
export async function start(options: Partial<NodeOptions>): Promise<RunningNode> {
  const node = await startNode(options);
  running.push(node);
  return node;
}

export async function stopAll(): Promise<void> {
  for (const node of running.splice(0)) await node.stop();
}
