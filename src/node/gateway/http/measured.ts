import type { Queue } from "../../../domain/queue.ts";
import type { LevelRule } from "../../../domain/service-level.ts";
import { bodiesOf } from "../../../protocol/rows/directory-row.ts";
import type { AgentRow } from "../../../protocol/rows/other-rows.ts";
import type { UserActor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { AgentStatistic, QueueStatistic } from "../../store/stored-rows.ts";
import { runningTime } from "../reports.ts";
import type { ApiParts } from "./api.ts";
import { ProblemError } from "./problem.ts";
import { Sight } from "./sight.ts";

export function allQueues({ engine }: ApiParts): readonly Queue[] {
  return bodiesOf(
    Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row),
    "QUEUE",
  );
}

/** Whoever serves a queue may read its figures, and administrators all; what nobody may see is not there. */
export function visibleQueues(
  parts: ApiParts,
  actor: UserActor,
  queues: readonly Queue[],
): readonly Queue[] {
  const { keys } = new Sight(parts, actor);
  const seesAll = administers(parts, actor);
  const seen = queues.filter(({ id }) => seesAll || keys.has(`queue:${id}`));
  if (seen.length === 0) throw new ProblemError("QUEUE_NOT_FOUND");
  return seen;
}

/** Their own figures, for whoever leads a team its agents', and for administrators all. */
export function visibleAgent(parts: ApiParts, actor: UserActor, agentId: string): AgentRow {
  const kept = parts.engine.live.row("AGENT", agentId);
  const isSeen = kept !== null && new Sight(parts, actor).sees(kept);
  if (kept === null || !(isSeen || administers(parts, actor)))
    throw new ProblemError("AGENT_NOT_FOUND");
  return kept.row;
}

function administers({ workspaceId }: ApiParts, actor: UserActor): boolean {
  return can(actor, "workspace.administer", { workspaceId });
}

/** Several queues are judged together by the strictest way of counting any of them has. */
export function ruleOf(queues: readonly Queue[]): LevelRule {
  const types = queues.map(({ serviceLevel }) => serviceLevel.type);
  const type = types.includes(2) ? 2 : types.includes(1) ? 1 : 3;
  const includeFlowOuts = queues.some(({ serviceLevel }) => serviceLevel.includeFlowOuts === true);
  return { type, includeFlowOuts };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What was counted in a queue, in the intervals that begin within [from, to). */
export async function countedIn(
  { store }: ApiParts,
  queueId: string,
  { from, to }: Stretch,
): Promise<readonly QueueStatistic[]> {
  const kept = await store.reader.statistics({ subject: queueId, from, to });
  return kept.flatMap(({ row }) => (row.of === "QUEUE" ? [row] : []));
}

/** The same of an agent, with the time that still runs. */
export async function countedOf(
  { store, engine }: ApiParts,
  agent: AgentRow,
  { from, to }: Stretch,
): Promise<readonly AgentStatistic[]> {
  const kept = await store.reader.statistics({ subject: `@${agent.id}`, from, to });
  const counted = kept.flatMap(({ row }) => (row.of === "AGENT" ? [row] : []));
  return [...counted, ...runningTime(agent, engine.now())];
}
