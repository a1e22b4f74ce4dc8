import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { dayNumber } from "../../../domain/calendar/timetable.ts";
import { INTERVAL_MS, intervalOf } from "../../../domain/measures/interval.ts";
import type { Queue } from "../../../domain/queue.ts";
import { DAY_MS } from "../../../domain/time.ts";
import { AgentPeriod, QueuePeriod } from "../../../protocol/http-statistics.ts";
import { dateStart } from "../day-start.ts";
import { timezoneOf } from "../queue-counters.ts";
import { type Period, agentReport, queueReport, stepsOf } from "../reports.ts";
import { type ApiParts, route, typed, idInPath } from "./api.ts";
import {
  allQueues,
  countedIn,
  countedOf,
  ruleOf,
  visibleAgent,
  visibleQueues,
} from "./measured.ts";
import { type ProblemError, invalidRequest } from "./problem.ts";

const instant = Type.String({
  maxLength: 40,
  pattern: "^[0-9TZ:.+ -]+$",
  description:
    "milliseconds since 1970, an instant with its zone (2026-03-29T10:00Z), or a day of the workspace (2026-03-29)",
});
const periodQuery = typed(
  Type.Object(
    {
      /** The last 24 hours where both are left out; a day means its beginning. */
      from: Type.Optional(instant),
      to: Type.Optional(instant),
      step: Type.Optional(
        Type.String({
          pattern: "^[1-9][0-9]{0,4}$",
          description:
            "minutes of one interval, a multiple of 5; 30 where it is left out, and 1440 is a day of the workspace",
        }),
      ),
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
  const timezone = timezoneOf(engine);
  const to = instantIn("to", query.to, timezone) ?? now;
  const from = intervalOf(instantIn("from", query.from, timezone) ?? to - DAY_MS);
  const stepMs = Number(query.step ?? 30) * 60_000;
  if (stepMs % INTERVAL_MS !== 0) throw wrong("step", "has to be a multiple of 5 minutes");
  if (to <= from) throw wrong("to", "has to come after from");
  if (to - from > LONGEST_MS) throw wrong("to", "has to come after from by at most 366 days");
  if ((to - from) / stepMs > MOST_STEPS)
    throw wrong("step", `would make more than ${MOST_STEPS} intervals: take a longer one`);
  return { from, to, stepMs, timezone };
}

function wrong(path: string, message: string): ProblemError {
  return invalidRequest([{ path, message }]);
}

const withZone =
  /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-][01]\d:[0-5]\d)$/;
const LAST = Date.UTC(2100, 0, 1);

/** Never read by this machine's own zone: what names none is a whole day of the workspace, or refused. */
function instantIn(path: string, sent: string | undefined, timezone: string): number | null {
  if (sent === undefined) return null;
  // An unescaped plus arrives as a blank.
  const text = sent.replace(/ (?=\d\d:\d\d$)/, "+");
  const at = readInstant(text, timezone);
  if (at >= 0 && at < LAST) return at;
  const hasNoZone = /T[\d:.]+$/.test(text);
  const why = hasNoZone ? "says no zone: write 2026-03-29T10:00Z or 2026-03-29T10:00+02:00" : null;
  throw wrong(path, why ?? `is no instant between 1970 and 2099: ${HOW}`);
}

const HOW = "write milliseconds, 2026-03-29T10:00Z, or a day of the workspace such as 2026-03-29";

function readInstant(text: string, timezone: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return dateStart(timezone, text);
  const date = withZone.exec(text)?.[1];
  // Date.parse takes the 31st of February for the 3rd of March.
  return date === undefined || Number.isNaN(dayNumber(date)) ? Number.NaN : Date.parse(text);
}
