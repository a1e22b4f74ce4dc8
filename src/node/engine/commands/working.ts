import type { Agent } from "../../../domain/agent.ts";
import type { AgentId } from "../../../domain/id.ts";
import type { ActiveInteraction } from "../../../domain/interaction.ts";
import { ownPrimary } from "../../../domain/participation.ts";
import { type Queue, rulesOf } from "../../../domain/queue.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { ActiveTask, Task } from "../../../domain/task.ts";
import { type Actor, agentIdOf } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { obstacleAt } from "../admission.ts";
import type { Draft } from "../draft.ts";

/** A task this person may see, and who they are as an agent. What one may not see does not exist. */
export function working(
  draft: Draft,
  actor: Actor,
  taskId: string,
): { task: Task; agentId: AgentId } | Refusal {
  const agentId = agentIdOf(actor);
  const task = draft.get("TASK", taskId);
  if (task === undefined || agentId === null) return refuse("TASK_NOT_FOUND");
  const { workspaceId, queueId, requestedBy } = task;
  const holder = task.state === "QUEUED" ? null : task.agentId;
  // Who asked for it follows it into whatever queue it went.
  const ownerId = requestedBy === agentId ? requestedBy : holder;
  return can(actor, "interaction.read", { workspaceId, queueId, ownerId })
    ? { task, agentId }
    : refuse("TASK_NOT_FOUND");
}

export interface Serving {
  readonly task: ActiveTask;
  readonly agentId: AgentId;
  readonly interaction: ActiveInteraction;
  readonly name: string;
}

/** The person serves the customer by this task: only then may they hand it on, ask others in, or put it off. */
export function serving(draft: Draft, actor: Actor, taskId: string): Serving | Refusal {
  const found = working(draft, actor, taskId);
  if (isRefusal(found)) return found;
  const { agentId } = found;
  const task = ownPrimary(found.task, agentId);
  if (isRefusal(task)) return task;
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction?.state !== "ACTIVE") return refuse("INTERACTION_COMPLETED");
  return { task, agentId, interaction, name: draft.get("AGENT", agentId)?.name ?? "" };
}

/** A queue that work of this medium may be sent to; one that takes none now only where its sender insists. */
export function queueFor(
  draft: Draft,
  id: string,
  { mrdId, insists = false }: { mrdId: string; insists?: boolean | undefined },
): Queue | Refusal {
  const queue = draft.directory("QUEUE", id);
  if (queue === undefined) return refuse("QUEUE_NOT_FOUND", id);
  if (queue.mrdId !== mrdId) return refuse("MRD_MISMATCH");
  return obstacleAt(draft, queue, insists) ?? queue;
}

/** A colleague of the same workspace. */
export function colleague(draft: Draft, id: string): Agent | Refusal {
  return draft.get("AGENT", id) ?? refuse("AGENT_NOT_FOUND", id);
}

export function wrapUpRuleOf(draft: Draft, task: Pick<Task, "queueId" | "mrdId">) {
  return rulesOf(draft.queue(task.queueId), draft.mrd(task.mrdId)).wrapUp;
}
