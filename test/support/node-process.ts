import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

const ROOT = new URL("../..", import.meta.url);

/** The real node in a process of its own, on a real data directory, as `npm start` runs it without the simulator. */
export interface NodeProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it has printed. */
  output(): string;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for its clean end. */
  stop(): Promise<number | null>;
}

/** A loopback port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise<void>((closed) => server.close(() => closed()));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

export interface StartNode {
  readonly port: number;
  readonly data: string;
  readonly more?: readonly string[];
  /** A module that its process imports before anything else. */
  readonly preload?: string;
  readonly withinMs?: number;
  /** The demo workspace without its simulator, unless a node of one's own is asked for. */
  readonly command?: "demo" | "serve";
}

const argumentsOf = { demo: ["demo", "--no-open", "--no-simulator"], serve: ["serve"] } as const;

/** Starts the built node and waits until it serves. */
export async function startNode({
  port,
  data,
  more = [],
  preload,
  withinMs = 20_000,
  command = "demo",
}: StartNode): Promise<NodeProcess> {
  const before = preload === undefined ? [] : ["--import", preload];
  const args = [...before, "out/node/switchyard.js", ...argumentsOf[command]];
  const child = spawn(
    process.execPath,
    [...args, "--port", String(port), "--data", data, ...more],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let printed = "";
  const ended = new Promise<number | null>((end) => child.once("exit", (code) => end(code)));
  const url = await new Promise<string>((serving, failed) => {
    const late = setTimeout(
      () => failed(new Error(`no address within ${withinMs} ms:\n${printed}`)),
      withinMs,
    );
    const look = (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /^Switchyard: (http:\S+)$/m.exec(printed)?.[1];
      if (address === undefined) return;
      clearTimeout(late);
      serving(address);
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    void ended.then((code) => {
      clearTimeout(late);
      failed(new Error(`the node ended with ${code}:\n${printed}`));
    });
  });
  return {
    url,
    child,
    output: () => printed,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
