import type { FastifyInstance, FastifyRequest, HTTPMethods } from "fastify";
import Type, { type Static, type TSchema } from "typebox";
import { Problem } from "../../../protocol/http.ts";
import { IdText } from "../../../protocol/schema.ts";
import { API_PREFIX } from "../../../protocol/version.ts";
import type { Access } from "../../access/access.ts";
import type { Session } from "../../access/session.ts";
import type { Actor } from "../../access/actor.ts";
import type { Engine } from "../../engine/api.ts";
import type { Feed } from "../../feed/feed.ts";
import type { Sources } from "../../sources/sources.ts";
import type { Store } from "../../store/store.ts";
import type { Me } from "../../../protocol/frames.ts";
import type { ActorRates } from "../command-window.ts";
import type { Once } from "./once.ts";
import { ProblemError } from "./problem.ts";

/** What the routes work with. */
export interface ApiParts {
  readonly engine: Engine;
  readonly store: Store;
  readonly access: Access;
  readonly feed: Feed;
  readonly sources: Sources;
  readonly workspaceId: string;
  readonly meOf: (actor: Actor) => Me;
  readonly newId: () => string;
  readonly limits: RateLimits;
  readonly once: Once;
  readonly rates: ActorRates;
}

/** Requests of one address within a minute. */
export interface RateLimits {
  readonly signIn: number;
  readonly visitors: number;
  readonly messages: number;
}

type ActorOf<K extends Actor["kind"]> = Extract<Actor, { kind: K }>;

/** A schema and the type it checks, told apart once: call `typed` in a constant, never inside a
 * call of `route`, where the compiler takes seconds over it. */
interface Typed<T> {
  readonly schema: TSchema;
  readonly checks?: (value: T) => T;
}

export function typed<S extends TSchema>(schema: S): Typed<Static<S>> {
  return { schema };
}

export const idInPath = typed(
  Type.Object({
    id: IdText(),
  }),
);

// oxlint-disable-next-line typescript/no-generated-empty-object-type -- nothing is what is meant
type Nothing = Record<never, never>;

/** One route: who may ask, what has to be sent, and what is answered. All of it stands in the OpenAPI document. */
export interface RouteSpec<Body, Query, Params, Kind extends Actor["kind"]> {
  readonly method: HTTPMethods;
  readonly url: string;
  readonly summary: string;
  /** Empty: anybody, without a token. */
  readonly who: readonly Kind[];
  readonly body?: Typed<Body>;
  /** The schema tells developers what to send; the handler checks it, as a whole and in its own words. */
  readonly handlerChecksBody?: boolean;
  readonly query?: Typed<Query>;
  readonly params?: Typed<Params>;
  readonly headers?: TSchema;
  readonly reply?: TSchema;
  readonly status?: number;
  readonly perMinute?: number;
  /** Whose share of `perMinute` it takes, where its body says so; null: that of the address, as of anybody. */
  readonly shareOf?: (request: FastifyRequest) => Promise<string | null>;
}

/** A field that nobody knows is a slip of the pen, also where there is no other. */
const nothingAsked = Type.Object({}, { additionalProperties: false });

export interface Asked<Body, Query, Params, Kind extends Actor["kind"]> {
  readonly body: Body;
  readonly query: Query;
  readonly params: Params;
  readonly session: Session<ActorOf<Kind>>;
  readonly request: FastifyRequest;
}

/** Adds one route below the API's prefix. The token is looked at before anything else of the request. */
export function route<
  Kind extends Actor["kind"],
  Body = Nothing,
  Query = Nothing,
  Params = Nothing,
>(
  app: FastifyInstance,
  access: Access,
  spec: RouteSpec<Body, Query, Params, Kind>,
  handle: (asked: Asked<Body, Query, Params, Kind>) => unknown,
): void {
  const sessions = new WeakMap<FastifyRequest, Session<ActorOf<Kind>>>();
  const { method, url, body, query, params, headers, status = 200, perMinute } = spec;
  app.route({
    method,
    url: API_PREFIX + url,
    schema: {
      summary: spec.summary,
      ...(body === undefined ? {} : { body: body.schema }),
      querystring: query?.schema ?? nothingAsked,
      ...(params === undefined ? {} : { params: params.schema }),
      ...(headers === undefined ? {} : { headers }),
      response: { [status]: spec.reply ?? Type.Null(), default: Problem },
      security: spec.who.length === 0 ? [] : [{ bearer: [] }],
    },
    attachValidation: spec.handlerChecksBody === true,
    config: perMinute === undefined ? {} : { rateLimit: rateOf(perMinute, spec) },
    onRequest: async (request) => {
      if (spec.who.length === 0) return;
      sessions.set(request, await sessionFor(request, access, spec.who));
    },
    handler: async (request, reply) => {
      reply.code(status);
      if (spec.handlerChecksBody === true) throwUnlessOfBody(request);
      const session = sessions.get(request);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fastify has checked it against these very schemas
      const asked = { ...partsOf(request), session, request } as Asked<Body, Query, Params, Kind>;
      return (await handle(asked)) ?? null;
    },
  });
}

/** What is wrong with the path, or with a body that is no object at all, no handler has to look at. */
function throwUnlessOfBody({ validationError, body }: FastifyRequest): void {
  if (validationError === undefined) return;
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
  if (validationError.validationContext !== "body" || !isObject) throw validationError;
}

/**
 * By address, and where a token is asked for by that: it has been looked at by then and is somebody's. Whoever has
 * hung up has no address any more.
 */
function rateOf(
  max: number,
  {
    who,
    shareOf,
  }: { readonly who: readonly unknown[] } & Pick<RouteSpec<never, never, never, never>, "shareOf">,
) {
  const perMinute = { max, timeWindow: 60_000 };
  const keyOf = ({ headers, ip }: FastifyRequest): string =>
    (who.length > 0 ? headers.authorization : undefined) ?? `from ${ip}`;
  if (shareOf === undefined) return { ...perMinute, keyGenerator: keyOf };
  const keyGenerator = async (request: FastifyRequest) =>
    (await shareOf(request)) ?? keyOf(request);
  // Not before the body was read, which is bounded.
  return { ...perMinute, keyGenerator, hook: "preValidation" as const };
}

function partsOf({ body, query, params }: FastifyRequest) {
  return { body, query, params };
}

const bearer = /^Bearer ([A-Za-z0-9_-]{16,256})$/;

/** Whose token a request carries; throws where it is nobody's, or of another kind. */
export async function sessionFor<Kind extends Actor["kind"]>(
  request: FastifyRequest,
  access: Access,
  kinds: readonly Kind[],
): Promise<Session<ActorOf<Kind>>> {
  const token = bearer.exec(request.headers.authorization ?? "")?.[1];
  const session = token === undefined ? null : await access.sessionOf(token);
  if (session === null) throw new ProblemError("NOT_SIGNED_IN");
  if (!isOf(session, kinds)) throw new ProblemError("NOT_PERMITTED");
  return session;
}

function isOf<Kind extends Actor["kind"]>(
  session: Session,
  kinds: readonly Kind[],
): session is Session<ActorOf<Kind>> {
  return kinds.some((kind) => kind === session.actor.kind);
}
