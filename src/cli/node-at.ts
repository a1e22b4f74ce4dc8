import { homedir, hostname } from "node:os";
import { join, resolve } from "node:path";
import { type NodeOptions, type RunningNode, runNode } from "../node/run.ts";
import { Failure } from "./usage.ts";
import type { Given, Options } from "./options.ts";

export const dataOption: Options = {
  data: { value: "DIR", what: "the folder of the data (SWITCHYARD_DATA; ~/.switchyard)" },
};

export function dataDirFrom(given: Given, environment: NodeJS.ProcessEnv): string {
  const text = given.text("data") ?? (environment["SWITCHYARD_DATA"] || undefined);
  return text === undefined ? join(homedir(), ".switchyard") : resolve(text);
}

/** The demo has a folder of its own: it must never come into another workspace's way. */
export function demoDirFrom(given: Given, environment: NodeJS.ProcessEnv): string {
  const text = given.text("data") ?? (environment["SWITCHYARD_DATA"] || undefined);
  return text === undefined ? join(homedir(), ".switchyard", "demo") : resolve(text);
}

/** A node that cannot be opened is a sentence, not a stack. */
export async function openNode(options: Partial<NodeOptions>): Promise<RunningNode> {
  try {
    return await runNode({
      dataDir: null,
      port: null,
      host: "127.0.0.1",
      origins: [],
      nodeName: hostname(),
      log: (line) => console.error(line),
      ...options,
    });
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Resolves when the person or the system wants the program to end. A second Ctrl-C does not wait. */
export function untilStopped(): Promise<void> {
  return new Promise((stopped) => {
    let asked = false;
    const stop = (): void => {
      if (asked) process.exit(130);
      asked = true;
      stopped();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}

/** Opens a workspace whose node is not running, for one piece of work. */
export async function withWorkspace<T>(
  dataDir: string,
  work: (node: RunningNode) => Promise<T>,
): Promise<T> {
  // Any free port, for these moments alone: nobody is told of it.
  const node = await openNode({ dataDir, port: 0, log: () => undefined });
  try {
    return await work(node);
  } catch (error) {
    throw refusalWords(error) ?? error;
  } finally {
    await node.stop();
  }
}

/** The node's refusals come as errors with a code and what exactly was wrong. */
function refusalWords(error: unknown): Failure | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string")
    return null;
  const detail = "detail" in error && typeof error.detail === "string" ? `: ${error.detail}` : "";
  return new Failure(`The node refused, ${error.code}${detail}.`, { cause: error });
}
