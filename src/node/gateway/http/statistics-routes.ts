import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { INTERVAL_MS, intervalOf } from "../../../domain/measures/interval.ts";
import type { Queue } from "../../../domain/queue.ts";
import type { LevelRule } from "../../../domain/service-level.ts";
import { DAY_MS } from "../../../domain/time.ts";
import { AgentPeriod, QueuePeriod } from "../../../protocol/http-statistics.ts";
import { bodiesOf } from "../../../protocol/rows/directory-row.ts";
import type { UserActor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { AgentStatistic, QueueStatistic, StatisticRow } from "../../store/stored-rows.ts";
import { type Period, agentReport, queueReport, runningTime, stepsOf } from "../reports.ts";
import { type ApiParts, route, typed } from "./api.ts";
import { idInPath } from "./ids.ts";
import { ProblemError } from "./problem.ts";
import { Sight } from "./sight.ts";

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
  const queueRoute = (url: string, summary: string, of: (parts: ApiParts, id: string) => Queue[]) =>
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
        const seen = visible(parts, session.actor, of(parts, id));
        return queuesOver(parts, seen, periodOf(parts, query));
      },
    );
  queueRoute(
    "/queues/:id/report",
    "A queue over a stretch of time, interval by interval",
    (_, id) => queuesOf(parts).filter((queue) => queue.id === id),
  );
  queueRoute(
    "/mrds/:id/report",
    "A medium over a stretch of time: the sum of its queues",
    (_, id) => queuesOf(parts).filter((queue) => queue.mrdId === id),
  );
  queueRoute("/report", "All queues you may see, over a stretch of time", () => queuesOf(parts));
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
      const kept = parts.engine.live.row("AGENT", id);
      if (kept === null || !new Sight(parts, session.actor).sees(kept))
        throw new ProblemError("AGENT_NOT_FOUND");
      const period = periodOf(parts, query);
      const counted = await rowsOf(parts, `@${id}`, period);
      const rows = [...counted.filter(isAgents), ...runningTime(kept.row, parts.engine.now())];
      const intervals = stepsOf(period).map((step) => agentReport(rows, step));
      return { total: agentReport(rows, period), intervals };
    },
  );
}

const params = typed(
  Type.Unsafe<{ id?: string }>(Type.Object({ id: Type.Optional(Type.String({ maxLength: 64 })) })),
);

function queuesOf({ engine }: ApiParts): Queue[] {
  return bodiesOf(
    Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row),
    "QUEUE",
  );
}

/** Whoever serves a queue may read its figures, and administrators all; what nobody may see is not there. */
function visible(parts: ApiParts, actor: UserActor, queues: readonly Queue[]): readonly Queue[] {
  const { keys } = new Sight(parts, actor);
  const isAdmin = can(actor, "workspace.administer", { workspaceId: parts.workspaceId });
  const seen = queues.filter(({ id }) => isAdmin || keys.has(`queue:${id}`));
  if (seen.length === 0) throw new ProblemError("QUEUE_NOT_FOUND");
  return seen;
}

async function queuesOver(parts: ApiParts, queues: readonly Queue[], period: Period) {
  const found = await Promise.all(queues.map(({ id }) => rowsOf(parts, id, period)));
  const rows = found.flat().filter(isQueues);
  const rule = ruleOf(queues);
  const intervals = stepsOf(period).map((step) => queueReport(rows, step, rule));
  return { total: queueReport(rows, period, rule), intervals };
}

/** Several queues are judged together by the strictest way of counting any of them has. */
function ruleOf(queues: readonly Queue[]): LevelRule {
  const types = queues.map(({ serviceLevel }) => serviceLevel.type);
  const type = types.includes(2) ? 2 : types.includes(1) ? 1 : 3;
  const includeFlowOuts = queues.some(({ serviceLevel }) => serviceLevel.includeFlowOuts === true);
  return { type, includeFlowOuts };
}

async function rowsOf(
  { store }: ApiParts,
  subject: string,
  { from, to }: Period,
): Promise<readonly StatisticRow[]> {
  const kept = await store.reader.statistics({ subject, from, to });
  return kept.map(({ row }) => row);
}

const isQueues = (row: StatisticRow): row is QueueStatistic => row.of === "QUEUE";
const isAgents = (row: StatisticRow): row is AgentStatistic => row.of === "AGENT";

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
