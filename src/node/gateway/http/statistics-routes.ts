import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { INTERVAL_MS, intervalOf } from "../../../domain/measures/interval.ts";
import type { Queue } from "../../../domain/queue.ts";
import { DAY_MS } from "../../../domain/time.ts";
import { AgentPeriod, QueuePeriod } from "../../../protocol/http-statistics.ts";
import { type Period, agentReport, queueReport, stepsOf } from "../reports.ts";
import { type ApiParts, route, typed } from "./api.ts";
import { idInPath } from "./ids.ts";
import {
  allQueues,
  countedIn,
  countedOf,
  ruleOf,
  visibleAgent,
  visibleQueues,
} from "./measured.ts";
import { ProblemError } from "./problem.ts";

const instant = Type.String({ maxLength: 40 });
const periodQuery = typed(
  Type.Object(
    {
      /** An instant, as milliseconds or ISO 8601; the last 24 hours where left out. */
      from: Type.Optional(instant),
      to: Type.Optional(instant),
      /** Minutes of one interval, a multiple of 5; 30 where left out. */
      step: Type.Optional(Type.String({ pattern: "^[1-9][0-9]{0,4}$" })),
    },
    { additionalProperties: false },
  ),
);
type PeriodQuery = { from?: string; to?: string; step?: string };

const MOST_STEPS = 2_000;
const LONGEST_MS = 366 * DAY_MS;

/** Reports over any stretch of time, from the intervals that decisions have counted in as they were made. */
export function addStatisticsRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  const queueRoute = (
    url: string,
    summary: string,
    of: (parts: ApiParts, id: string) => readonly Queue[],
  ) =>
    route(
      app,
      access,
      {
        method: "GET",
        url,
        summary,
        who: ["USER"],
        params,
        query: periodQuery,
        reply: QueuePeriod,
      },
      async ({ session, params: { id = "" }, query }) => {
        const seen = visibleQueues(parts, session.actor, of(parts, id));
        return queuesOver(parts, seen, periodOf(parts, query));
      },
    );
  queueRoute(
    "/queues/:id/report",
    "A queue over a stretch of time, interval by interval",
    (_, id) => allQueues(parts).filter((queue) => queue.id === id),
  );
  queueRoute(
    "/mrds/:id/report",
    "A medium over a stretch of time: the sum of its queues",
    (_, id) => allQueues(parts).filter((queue) => queue.mrdId === id),
  );
  queueRoute("/report", "All queues you may see, over a stretch of time", () => allQueues(parts));
  route(
    app,
    access,
    {
      method: "GET",
      url: "/agents/:id/report",
      summary: "An agent over a stretch of time: offers, work and where the time went",
      who: ["USER"],
      params: idInPath,
      query: periodQuery,
      reply: AgentPeriod,
    },
    async ({ session, params: { id }, query }) => {
      const agent = visibleAgent(parts, session.actor, id);
      const period = periodOf(parts, query);
      const rows = await countedOf(parts, agent, period);
      const intervals = stepsOf(period).map((step) => agentReport(rows, step));
      return { total: agentReport(rows, period), intervals };
    },
  );
}

const params = typed(
  Type.Unsafe<{ id?: string }>(Type.Object({ id: Type.Optional(Type.String({ maxLength: 64 })) })),
);

async function queuesOver(parts: ApiParts, queues: readonly Queue[], period: Period) {
  const found = await Promise.all(queues.map(({ id }) => countedIn(parts, id, period)));
  const rows = found.flat();
  const rule = ruleOf(queues);
  const intervals = stepsOf(period).map((step) => queueReport(rows, step, rule));
  return { total: queueReport(rows, period, rule), intervals };
}

function periodOf({ engine }: ApiParts, query: PeriodQuery): Period {
  const now = engine.now();
  const to = instantIn(query.to) ?? now;
  const from = intervalOf(instantIn(query.from) ?? to - DAY_MS);
  const stepMs = Number(query.step ?? 30) * 60_000;
  if (stepMs % INTERVAL_MS !== 0)
    throw new ProblemError("REQUEST_INVALID", "step is a multiple of 5 minutes");
  if (to <= from || to - from > LONGEST_MS)
    throw new ProblemError("REQUEST_INVALID", "to is after from, by at most a year");
  if ((to - from) / stepMs > MOST_STEPS)
    throw new ProblemError(
      "REQUEST_INVALID",
      `at most ${MOST_STEPS} intervals: take a longer step`,
    );
  return { from, to, stepMs };
}

function instantIn(text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = /^[0-9]+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(at)) throw new ProblemError("REQUEST_INVALID", `"${text}" is no instant`);
  return at;
}
