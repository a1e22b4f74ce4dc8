import { readFileSync } from "node:fs";
import { type Server, createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const pages = new URL("../../out/renderer/", import.meta.url).pathname;
const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** The desk from an origin of its own: the desktop's situation. It names its node as the desktop's page does. */
export function serveDesk(port: number, nodeUrl: string): Promise<Server> {
  return listening(port, (path) => {
    const file = join(pages, normalize(path === "/" ? "/index.html" : path));
    const body = readFileSync(file);
    const type = types[extname(file)] ?? "application/octet-stream";
    if (type !== "text/html") return { type, body };
    const meta = `<meta name="switchyard-node" content="${nodeUrl}" />`;
    const html = body.toString().replace(/<meta name="switchyard-node"[^>]*>/, "");
    return { type, body: html.replace("<head>", `<head>${meta}`) };
  });
}

export async function listening(
  port: number,
  answer: (path: string) => { type: string; body: string | Buffer },
): Promise<Server> {
  const server = createServer((request, response) => {
    try {
      const { type, body } = answer(new URL(request.url ?? "/", "http://here").pathname);
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  return server;
}
