import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { type EntryCounters, noEntries, serviceLevel } from "../../../domain/service-level.ts";
import { leaf, nullable } from "../../../protocol/schema.ts";
import { bodiesOf } from "../../../protocol/rows/directory-row.ts";
import { settingsSchemas } from "../../../protocol/settings.ts";
import { isInUse } from "../../settings/check.ts";
import { can } from "../../access/can.ts";
import { queueCounters } from "../queue-counters.ts";
import { type ApiParts, route } from "./api.ts";
import { idInPath } from "./ids.ts";
import { askedPage, pageFrom, pageOf } from "./paging.ts";
import { ProblemError } from "./problem.ts";
import type { SettingsParts } from "./settings-routes.ts";
import { Sight } from "./sight.ts";

const counters = leaf<EntryCounters>(
  Type.Object(Object.fromEntries(Object.keys(noEntries).map((name) => [name, Type.Number()]))),
);
/** What was kept of what was promised; null as long as nothing has been decided. */
const level = nullable(Type.Object({ numerator: Type.Integer(), denominator: Type.Integer() }));
const Statistics = Type.Object({
  queueId: Type.String(),
  waiting: Type.Integer(),
  oldestEnqueuedAt: nullable(Type.Integer()),
  active: Type.Integer(),
  agents: Type.Object({
    free: Type.Integer(),
    busy: Type.Integer(),
    notReady: Type.Integer(),
    on: Type.Integer(),
  }),
  last30Min: counters,
  today: counters,
  serviceLevel: Type.Object({
    thresholdSec: Type.Number(),
    targetPct: Type.Number(),
    type: Type.Integer(),
    last30Min: level,
    today: level,
  }),
});

/** What is configured, who is there, and how the queues stand. */
export function addDirectoryRoutes(app: FastifyInstance, parts: SettingsParts): void {
  const { access } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/reasons",
      summary: "The reasons for being not ready that people may choose",
      who: ["USER"],
      query: askedPage,
      reply: pageOf(settingsSchemas.REASON),
    },
    ({ query }) =>
      pageFrom(parts.settings.all("REASON").filter(isInUse), ({ id }) => [0, id], query),
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/queues/:id/statistics",
      summary: "How a queue stands now, and its service level of the last half hour and of today",
      who: ["USER"],
      params: idInPath,
      reply: Statistics,
    },
    ({ session, params }) => {
      const { actor } = session;
      const { workspaceId } = parts;
      const serves = new Sight(parts, actor).keys.has(`queue:${params.id}`);
      if (!serves && !can(actor, "workspace.administer", { workspaceId })) {
        throw new ProblemError("QUEUE_NOT_FOUND");
      }
      return statisticsOf(parts, params.id);
    },
  );
}

function statisticsOf({ engine, feed }: ApiParts, queueId: string) {
  const kept = engine.live.row("DIRECTORY", `QUEUE:${queueId}`);
  const [queue] = kept === null ? [] : bodiesOf([kept.row], "QUEUE");
  const [now] = queueCounters(engine, feed.mirror, new Set([queueId]));
  if (queue === undefined || now === undefined) throw new ProblemError("QUEUE_NOT_FOUND");
  const { thresholdSec, targetPct, type } = queue.serviceLevel;
  return {
    ...now,
    serviceLevel: {
      thresholdSec,
      targetPct,
      type,
      last30Min: serviceLevel(now.last30Min, type),
      today: serviceLevel(now.today, type),
    },
  };
}
