import type { FastifyInstance } from "fastify";
import { AgentStanding, QueueStanding, QueuesStanding } from "../../../protocol/http-statistics.ts";
import { agentFromRow, type AgentRow } from "../../../protocol/rows/other-rows.ts";
import { occupationOf } from "../../engine/statistics/time.ts";
import { startOfToday } from "../queue-counters.ts";
import { agentReport } from "../reports.ts";
import { standingOfAll, standingsOf } from "../standing.ts";
import { type ApiParts, route, idInPath } from "./api.ts";
import { allQueues, countedOf, ruleOf, visibleAgent, visibleQueues } from "./measured.ts";
import { ProblemError } from "./problem.ts";

/** How queues, media and agents stand at this moment; what came before is in the reports. */
export function addStandingRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access, engine } = parts;
  const { mirror } = parts.feed;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/queues/:id/statistics",
      summary: "How a queue stands now, and its service level of the last half hour and of today",
      who: ["USER"],
      params: idInPath,
      reply: QueueStanding,
    },
    ({ session, params }) => {
      const asked = allQueues(parts).filter(({ id }) => id === params.id);
      const [standing] = standingsOf(
        { engine, mirror },
        visibleQueues(parts, session.actor, asked),
      );
      if (standing === undefined) throw new ProblemError("QUEUE_NOT_FOUND");
      return standing;
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/mrds/:id/statistics",
      summary: "How a medium stands now: its queues that you may see, together and one by one",
      who: ["USER"],
      params: idInPath,
      reply: QueuesStanding,
    },
    ({ session, params }) => {
      const asked = allQueues(parts).filter(({ mrdId }) => mrdId === params.id);
      const seen = visibleQueues(parts, session.actor, asked);
      return standingOfAll({ engine, mirror }, seen, ruleOf(seen));
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/statistics",
      summary: "How all queues that you may see stand now, together and one by one",
      who: ["USER"],
      reply: QueuesStanding,
    },
    ({ session }) => {
      const seen = visibleQueues(parts, session.actor, allQueues(parts));
      return standingOfAll({ engine, mirror }, seen, ruleOf(seen));
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/agents/:id/statistics",
      summary: "What an agent is doing now, and did today",
      who: ["USER"],
      params: idInPath,
      reply: AgentStanding,
    },
    ({ session, params }) => standingOf(parts, visibleAgent(parts, session.actor, params.id)),
  );
}

async function standingOf(parts: ApiParts, agent: AgentRow): Promise<AgentStanding> {
  const now = parts.engine.now();
  const today = { from: startOfToday(parts.engine, now), to: now + 1 };
  const { id, state, reason, since, occupiedSince } = agent;
  return {
    agentId: id,
    state,
    reason,
    since,
    occupation: occupationOf(agentFromRow(agent)),
    occupiedSince,
    mrds: agent.mrds.map((mrd) => {
      const { mrdId, reserved, active, wrapUp, maxTasks } = mrd;
      return { mrdId, state: mrd.state, reserved, active, wrapUp, maxTasks };
    }),
    today: agentReport(await countedOf(parts, agent, today), today),
  };
}
