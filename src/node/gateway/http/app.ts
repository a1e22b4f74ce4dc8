import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import fastify, { type FastifyError, type FastifyInstance } from "fastify";
import type { TSchema } from "typebox";
import { API_PREFIX, limits } from "../../../protocol/version.ts";
import type { Encryption, Reach } from "../../reach.ts";
import { faultText, faultsOf } from "../../faults.ts";
import { Shape } from "../../shape.ts";
import type { Doors } from "../doors.ts";
import { jsonBounds, jsonFaultOf } from "../bounded-json.ts";
import { apiPolicy } from "../policies.ts";
import { STAY_ENCRYPTED, headersFor } from "./headers.ts";
import { MethodTable, refuseUnreadable, throwUnlessReadsJson } from "./negotiation.ts";
import { ProblemError, invalidRequest, sendProblem } from "./problem.ts";

export interface AppParts {
  readonly doors: Doors;
  readonly reach: Pick<Reach, "encryption" | "behindProxy" | "trusts">;
  readonly version: string;
  readonly log: (line: string) => void;
}

/** The HTTP server with what holds for every route: doors, headers, schemas and problem details. */
export async function buildApp({ doors, reach, version, log }: AppParts): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: limits.clientFrameBytes,
    // A header that anybody can send says nothing about where a request comes from; the proxy's own word does.
    trustProxy: reach.behindProxy ? isProxy(reach.trusts) : false,
    ...(reach.encryption === null ? {} : { https: keysOf(reach.encryption) }),
    forceCloseConnections: true,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: refuseUnreadable,
    // Such a URL leads to no route, and so past every hook.
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problemOf(error, log)),
  });
  takeTurns(app);
  const methods = new MethodTable();
  methods.follow(app);
  // A text is no JSON: fastify would take it for a body that is a string.
  app.removeContentTypeParser("text/plain");
  app.setValidatorCompiler(({ schema }) => checked(shapeOf(schema)));
  app.setSerializerCompiler(({ schema }) => checkedReply(shapeOf(withoutLimits(schema))));
  boundBodies(app);
  app.setErrorHandler<FastifyError | ProblemError>((error, _request, reply) =>
    sendProblem(reply, problemOf(error, log)),
  );
  app.setNotFoundHandler(({ method, url }, reply) => {
    const allowed = methods.allowed(url);
    if (allowed.length === 0 || allowed.includes(method))
      return sendProblem(reply, new ProblemError("NOT_FOUND", "there is no such path"));
    const allow = [...allowed, "OPTIONS"].join(", ");
    reply.header("allow", allow);
    if (method === "OPTIONS") return reply.code(204).send();
    return sendProblem(
      reply,
      new ProblemError("METHOD_NOT_ALLOWED", `${method} is not possible here: ${allow} are`),
    );
  });
  app.addHook("onRequest", async (request, reply) => {
    const fault = doors.faultOf(request.raw);
    if (fault !== null) throw new ProblemError(fault.code, fault.detail);
    if (doors.isEncrypted(request.raw)) {
      reply.header("strict-transport-security", STAY_ENCRYPTED);
    }
    const elsewhere = doors.elsewhere(request.raw);
    if (elsewhere !== null) {
      if (doors.isPlain(request.raw) && doors.isLoop(request.raw))
        throw new ProblemError("TLS_REQUIRED", SAYS_HTTP);
      return reply.redirect(elsewhere, 308);
    }
    const { origin } = request.headers;
    if (origin === undefined) return throwUnlessReadsJson(request);
    reply.header("access-control-allow-origin", origin).header("vary", "origin");
    throwUnlessReadsJson(request);
    return request.method === "OPTIONS" ? reply.headers(preflight).code(204).send() : undefined;
  });
  await app.register(helmet, headersFor(apiPolicy));
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new ProblemError("RATE_LIMITED"),
  });
  await app.register(swagger, openApi(version));
  return app;
}

/**
 * HTTP pipelining: the requests of one connection are answered one after the other, each in a turn of the event loop of
 * its own, so that whoever sends many at once holds up nobody but themselves.
 */
function takeTurns(app: FastifyInstance): void {
  const last = new WeakMap<Socket, ServerResponse>();
  app.addHook("onRequest", (request, reply, done) => {
    const { socket } = request.raw;
    const before = last.get(socket);
    last.set(socket, reply.raw);
    if (before === undefined || before.writableFinished || before.destroyed) done();
    else before.once("close", () => void setImmediate(done));
  });
}

const bodyFaults = {
  TOO_DEEP: `the body is nested deeper than ${jsonBounds.depth} levels`,
  TOO_MANY_VALUES: `the body holds more than ${jsonBounds.values} values`,
};

/** Bodies are bounded as frames are, before they are parsed. */
function boundBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser<string>(
    "application/json",
    { parseAs: "string" },
    (request, body, done) => {
      const fault = jsonFaultOf(body);
      if (fault === null) void parse(request, body, done);
      else done(new ProblemError("REQUEST_INVALID", bodyFaults[fault]));
    },
  );
}

/** Whom a proxy of ours names is who calls; whom a stranger names is only hearsay. */
function isProxy(trusts: Reach["trusts"]): (address: string | undefined) => boolean {
  return (address) => address !== undefined && trusts(address);
}

/** Nothing older than TLS 1.2. */
export function keysOf({ cert, key }: Encryption) {
  return { cert, key, minVersion: "TLSv1.2" as const };
}

const preflight = {
  "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
  "access-control-allow-headers": "authorization, content-type, idempotency-key",
  "access-control-max-age": "600",
};

const SAYS_HTTP =
  "X-Forwarded-Proto says http, also of whoever was sent to https: the proxy has to say https of what came encrypted";

function shapeOf(schema: unknown): Shape {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every route's schema is made by typebox
  return new Shape(schema as TSchema);
}

/** What comes in stays as it came: nothing is stripped, turned into a number or filled in. */
function checked(asked: Shape) {
  return (value: unknown) =>
    asked.check(value) ? { value } : { error: invalidRequest(faultsOf(asked, value)) };
}

const limiting = new Set(
  "pattern description minLength maxLength minItems maxItems uniqueItems minimum maximum".split(
    " ",
  ),
);

/** What is kept from before a limit was drawn is answered as it stands: limits are for what comes in. */
function withoutLimits(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutLimits);
  if (typeof schema !== "object" || schema === null) return schema;
  const parts = Object.entries(schema).flatMap(([name, part]) => {
    const isLimit = limiting.has(name) && (typeof part !== "object" || part === null);
    return isLimit ? [] : [[name, withoutLimits(part)] as const];
  });
  return Object.fromEntries(parts);
}

/** Our own answers are held to their schemas too: what does not fit is a bug, and is not sent. */
function checkedReply(reply: Shape): (data: unknown) => string {
  return (data) => {
    if (reply.check(data)) return JSON.stringify(data);
    const [fault] = faultsOf(reply, data);
    throw new Error(`An answer breaks its schema: ${fault === undefined ? "" : faultText(fault)}`);
  };
}

const tooLarge = `a request has at most ${limits.clientFrameBytes} bytes`;

/** What fastify complains of, in our own codes and words: its own are for whoever writes a server. */
function problemOf(error: FastifyError | ProblemError, log: (line: string) => void): ProblemError {
  if (error instanceof ProblemError) return error;
  const { statusCode, code } = error;
  if (statusCode === 413) return new ProblemError("FRAME_TOO_LARGE", tooLarge);
  if (statusCode === 415)
    return new ProblemError("UNSUPPORTED_MEDIA_TYPE", "Content-Type: has to be application/json");
  if (statusCode !== undefined && statusCode < 500)
    return new ProblemError("REQUEST_INVALID", unreadable[code] ?? "the request cannot be read");
  if (error.name === "PoisonedStore")
    return new ProblemError("NOT_READY", "nothing can be kept now");
  log(`a request failed: ${error.stack ?? error.message}`);
  return new ProblemError(error.message === "COMMIT_UNKNOWN" ? "COMMIT_UNKNOWN" : "INTERNAL");
}

const noJson = "the body is no JSON";
const unreadable: Readonly<Record<string, string>> = {
  FST_ERR_BAD_URL: "the path is not a URL: a % stands before two hexadecimal digits of UTF-8",
  FST_ERR_MAX_PARAM_LENGTH: "a part of the path has more than 200 characters",
  FST_ERR_CTP_EMPTY_JSON_BODY: "the body is empty; leave Content-Type away where there is none",
  FST_ERR_CTP_INVALID_JSON_BODY: noJson,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "the body is not as long as Content-Length says",
};

function openApi(version: string) {
  return {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Switchyard", version },
      components: { securitySchemes: { bearer: { type: "http" as const, scheme: "bearer" } } },
    },
    // Pages and probes are no part of the API.
    transform: hideOthers,
  };
}

function hideOthers<T extends { schema: object; url: string }>({ schema, url }: T) {
  return { schema: url.startsWith(API_PREFIX) ? schema : { ...schema, hide: true }, url };
}
