import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Source } from "../../../domain/source.ts";
import type { Doors } from "../doors.ts";
import { appPolicy, sitePolicy, widgetPolicy } from "../policies.ts";
import { headersFor } from "./headers.ts";

export interface PagesParts {
  /** The built renderer. */
  readonly pagesDir: string;
  readonly widgetDir: string;
  readonly doors: Doors;
  readonly sourceOf: (id: string) => Source | null;
}

const YEAR_MS = 31_536_000_000;

/** The app at /, the customers' chat at /widget, its loader at /widget.js, and a customer's site at /chat. */
export async function addPages(app: FastifyInstance, parts: PagesParts): Promise<void> {
  await app.register(fastifyStatic, { root: parts.pagesDir, serve: false });
  addApp(app, parts);
  addWidget(app, parts);
  addSite(app, parts);
}

function addApp(app: FastifyInstance, { pagesDir, doors }: PagesParts): void {
  const send = async (reply: FastifyReply, name: string) => {
    reply.helmet(headersFor(appPolicy(doors.socketOrigins)));
    return sendFrom(reply, pagesDir, name);
  };
  app.get("/", async (_request, reply) => {
    if (!existsSync(join(pagesDir, "index.html"))) return notBuilt(reply, "app");
    return send(reply, "index.html");
  });
  app.get<{ Params: { "*": string } }>("/*", async (request, reply) =>
    send(reply, request.params["*"]),
  );
}

function addWidget(app: FastifyInstance, { widgetDir, doors, sourceOf }: PagesParts): void {
  app.get<{ Querystring: { source?: unknown } }>("/widget", async (request, reply) => {
    if (!existsSync(join(widgetDir, "index.html"))) return notBuilt(reply, "chat");
    const { source: id } = request.query;
    const source = typeof id === "string" ? sourceOf(id) : null;
    // An unknown source gets a page that no other site can frame, and the page says what is wrong.
    const policy = widgetPolicy(doors.socketOrigins, source?.sites ?? []);
    dressWidget(reply, policy);
    return sendFrom(reply, widgetDir, "index.html");
  });
  app.get<{ Params: { "*": string } }>("/widget/*", async (request, reply) => {
    dressWidget(reply, widgetPolicy(doors.socketOrigins, []));
    return sendFrom(reply, widgetDir, request.params["*"]);
  });
  app.get("/widget.js", async (_request, reply) => {
    if (!existsSync(join(widgetDir, "widget.js"))) return notBuilt(reply, "chat");
    reply.helmet(headersFor(sitePolicy, { shared: true }));
    return sendFrom(reply, widgetDir, "widget.js");
  });
}

/** Who may frame it stands in the policy; the older header knows no list and would forbid it altogether. */
function dressWidget(reply: FastifyReply, policy: ReturnType<typeof widgetPolicy>): void {
  reply.helmet(headersFor(policy));
  reply.raw.removeHeader("x-frame-options");
}

function addSite(app: FastifyInstance, { widgetDir, sourceOf }: PagesParts): void {
  app.get<{ Querystring: { source?: unknown } }>("/chat", async (request, reply) => {
    reply.helmet(headersFor(sitePolicy));
    const { source: id } = request.query;
    const source = typeof id === "string" ? sourceOf(id) : null;
    if (source !== null) return reply.type("text/html; charset=utf-8").send(plainSite(source));
    if (!existsSync(join(widgetDir, "site/index.html"))) return notBuilt(reply, "customer's page");
    return sendFrom(reply, widgetDir, "site/index.html");
  });
}

/** A page that belongs to nobody, with the chat of one source on it. */
function plainSite({ id, name }: Source): string {
  const title = escaped(name);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <script src="/widget.js" data-source="${escaped(id)}" data-title="${title}" defer></script>
  </head>
  <body>
    <h1>${title}</h1>
    <p><a href="#chat" data-switchyard-open>Chat with us</a></p>
  </body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}

/** Files whose name holds their content's hash never change; everything else is asked for each time. */
function sendFrom(reply: FastifyReply, root: string, name: string): FastifyReply {
  const immutable = /^(?:\w+\/)*assets\//.test(name);
  if (!immutable) reply.header("cache-control", "no-cache");
  return reply.sendFile(
    name,
    root,
    immutable ? { maxAge: YEAR_MS, immutable } : { cacheControl: false },
  );
}

function notBuilt(reply: FastifyReply, what: string): FastifyReply {
  return reply
    .code(503)
    .type("text/plain; charset=utf-8")
    .send(`The ${what} has not been built. Run: npm run build\n`);
}
