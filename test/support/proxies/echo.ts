import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Behind a proxy, in the node's place: says what arrived, and tells something piece by piece. */
export async function openEcho(): Promise<{ readonly port: number; stop(): void }> {
  const server: Server = createServer((request, reply) => {
    if (request.url === "/stream") {
      reply.writeHead(200, { "content-type": "text/event-stream" });
      reply.write("data: first\n\n");
      const later = setTimeout(() => reply.end("data: last\n\n"), 3000);
      reply.on("close", () => clearTimeout(later));
      return;
    }
    reply.writeHead(200, { "content-type": "application/json" });
    reply.end(JSON.stringify(request.headers));
  });
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
