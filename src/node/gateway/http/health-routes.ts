import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Access } from "../../access/access.ts";
import type { Engine } from "../../engine/api.ts";
import type { Store } from "../../store/store.ts";
import type { Doors } from "../doors.ts";
import type { Metrics } from "../metrics.ts";
import type { ProxyReport } from "../proxies.ts";
import { sessionFor } from "./api.ts";
import { ProblemError } from "./problem.ts";

export interface HealthParts {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly access: Access;
  readonly doors: Doors;
  /** Milliseconds that never jump. */
  readonly monotonic: () => number;
  readonly clock: Engine["clock"];
  readonly isRunning: () => boolean;
  /** What the proxies in front of the node send; none where it is asked directly. */
  readonly proxies: () => readonly ProxyReport[];
  /** True until the first account is made. */
  readonly needsSetUp: () => boolean;
  /** The demo hands out its keys before anybody signs in; null everywhere else. */
  readonly demoLogins: readonly DemoLogin[] | null;
}

export interface DemoLogin {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly role: string;
}

const ANSWER_WITHIN_MS = 2000;

/** For whatever watches over the process: alive, ready to take work, and how it is doing. */
export function addHealthRoutes(app: FastifyInstance, parts: HealthParts): void {
  const { needsSetUp, demoLogins: demo } = parts;
  app.get("/healthz", () => ({
    ok: true,
    needsSetUp: needsSetUp(),
    ...(demo === null ? {} : { demo }),
  }));
  const ready = fresh(parts.monotonic, () => readiness(parts));
  app.get("/readyz", async () => {
    const fault = await ready();
    if (fault !== null) throw new ProblemError("NOT_READY", fault);
    const proxies = parts.proxies();
    return proxies.length === 0 ? { ok: true } : { ok: true, proxies };
  });
  const text = fresh(parts.monotonic, () => parts.metrics.text());
  app.get("/metrics", async (request, reply) => {
    await mayWatch(parts, request);
    return reply.type("text/plain; version=0.0.4; charset=utf-8").send(text());
  });
}

const FRESH_MS = 1000;

/** A result of at most a second's age: however many ask at once, it is worked out once. */
function fresh<T>(monotonic: () => number, work: () => T): () => T {
  let last: { readonly at: number; readonly result: T } | null = null;
  return () => {
    const now = monotonic();
    if (last === null || now - last.at >= FRESH_MS) last = { at: now, result: work() };
    return last.result;
  };
}

/** Figures are for this machine; from anywhere else for administrators and programs. */
async function mayWatch({ access, doors }: HealthParts, request: FastifyRequest): Promise<void> {
  if (doors.isHere(request.raw)) return;
  const { actor } = await sessionFor(request, access, ["USER"]);
  const { roles } = actor;
  if (!roles.includes("admin") && !roles.includes("bot")) throw new ProblemError("NOT_PERMITTED");
}

/** What keeps the node from taking work, in words; null when nothing does. */
async function readiness({ isRunning, store, clock }: HealthParts): Promise<string | null> {
  if (!isRunning()) return "the engine is not running";
  if (clock.isHeld)
    return (
      `the machine's clock has leapt by ${Math.round(clock.aheadMs / 1000)} s and the node stands still: ` +
      "set the clock right, or say that it is (switchyard clock --follow)"
    );
  try {
    await writes(store);
    return null;
  } catch (error) {
    return `the store cannot write: ${String(error)}`;
  }
}

/** Touching a token that does not exist changes nothing, and yet needs all that a write needs. */
async function writes({ access }: Store): Promise<void> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error("no answer in time")), ANSWER_WITHIN_MS).unref();
  });
  await Promise.race([access.touchToken("", 0, 0), late]);
}
