import type { FastifyInstance } from "fastify";
import type { Store } from "../../store/store.ts";
import type { Metrics } from "../metrics.ts";
import { ProblemError } from "./problem.ts";

export interface HealthParts {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly isRunning: () => boolean;
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
  app.get("/readyz", async () => {
    if (!parts.isRunning()) throw new ProblemError("NOT_READY", "the engine is not running");
    await writes(parts.store);
    return { ok: true };
  });
  app.get("/metrics", (_request, reply) =>
    reply.type("text/plain; version=0.0.4; charset=utf-8").send(parts.metrics.text()),
  );
}

/** Touching a token that does not exist changes nothing, and yet needs all that a write needs. */
async function writes({ access }: Store): Promise<void> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error("no answer in time")), ANSWER_WITHIN_MS).unref();
  });
  try {
    await Promise.race([access.touchToken("", 0, 0), late]);
  } catch (error) {
    throw new ProblemError("NOT_READY", `the store cannot write: ${String(error)}`);
  }
}
