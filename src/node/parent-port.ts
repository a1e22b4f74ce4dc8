import { hostname } from "node:os";
import { type NodeReport, parseNodeOrder } from "../protocol/desktop.ts";
import type { NodeOptions, RunningNode } from "./run.ts";

/** What Electron gives a utility process to speak with its parent. */
interface ParentPort {
  on(event: "message", listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

type Run = (options: NodeOptions) => Promise<RunningNode>;

/** Inside the desktop app the node is started and stopped by messages; anywhere else this does nothing. */
export function serveParent(run: Run): void {
  const port = parentPort();
  if (port === null) return;
  const report = (news: NodeReport): void => port.postMessage(news);
  let node: Promise<RunningNode> | null = null;
  port.on("message", ({ data }) => {
    const order = parseNodeOrder(data);
    if ("fault" in order) return report({ type: "failed", words: `Unknown order: ${order.fault}` });
    if (order.value.type === "stop") return void stopNode(node);
    if (node !== null) return undefined;
    const { dataDir, pagesDir, port: wanted } = order.value;
    node = run({
      dataDir,
      pagesDir,
      port: wanted,
      host: "127.0.0.1",
      origins: [],
      nodeName: hostname(),
    });
    node.then(
      ({ port: taken, nodeId, setUpCode }) =>
        report({
          type: "ready",
          port: taken,
          nodeId,
          ...(setUpCode === null ? {} : { setUpCode }),
        }),
      (error: unknown) => {
        node = null;
        report({ type: "failed", words: error instanceof Error ? error.message : String(error) });
      },
    );
    return undefined;
  });
}

async function stopNode(node: Promise<RunningNode> | null): Promise<void> {
  try {
    await (await node)?.stop();
    process.exit(0);
  } catch {
    process.exit(1);
  }
}

function parentPort(): ParentPort | null {
  const port: unknown = Reflect.get(process, "parentPort");
  return isParentPort(port) ? port : null;
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === "object" && port !== null && "postMessage" in port && "on" in port;
}
