import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { type WebSocket, WebSocketServer } from "ws";

const ROOT = new URL("../..", import.meta.url).pathname;

export interface Serving {
  /** Where the page is opened. */
  readonly origin: string;
  /** A bare socket that sends back what it was sent. */
  readonly rawSocket: string;
  stop(): Promise<void>;
}

/** The page under measurement, bundled as the renderer is, on an origin of its own. */
export async function servePage(): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-bench-page-"));
  await build({
    configFile: false,
    logLevel: "warn",
    root: ROOT,
    publicDir: false,
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: true,
      lib: {
        entry: join(ROOT, "bench/replica/page.ts"),
        formats: ["es"],
        fileName: () => "page.js",
      },
    },
  });
  const script = readFileSync(join(folder, "page.js"));
  rmSync(folder, { recursive: true, force: true });
  const html = `<!doctype html><html lang="en"><meta charset="utf-8" /><title>replica</title>
<body><script type="module" src="/page.js"></script></body></html>`;
  const server = createServer(({ url = "" }, answer) => {
    const isScript = url.startsWith("/page.js");
    answer.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    answer.end(isScript ? script : html);
  });
  const raw = new WebSocketServer({ server, perMessageDeflate: false });
  raw.on("connection", echo);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  const host = `127.0.0.1:${address.port}`;
  return {
    origin: `http://${host}`,
    rawSocket: `ws://${host}`,
    async stop() {
      raw.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Keeps what comes until the question, which it answers; an empty text sends all of it back. */
function echo(socket: WebSocket): void {
  const texts: string[] = [];
  socket.on("message", (data: Buffer) => {
    const text = data.toString();
    if (text === "ready?") socket.send("ready");
    else if (text !== "") texts.push(text);
    else for (const each of texts) socket.send(each);
  });
}
