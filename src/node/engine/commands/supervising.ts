import { isSignedIn } from "../../../domain/agent.ts";
import { claimWaiting } from "../../../domain/claiming.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { type OpenTask, type QueuedTask, closeTask } from "../../../domain/task.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { complete } from "../completing.ts";
import { letIn } from "../admission.ts";
import type { Draft } from "../draft.ts";
import { joinAsPrimary } from "../joining.ts";
import { offerTo } from "../offering.ts";
import { requestFor } from "../requesting.ts";
import { recordEntry } from "../statistics/entries.ts";
import { tellStory } from "../story.ts";
import { withdrawFor } from "./claiming.ts";
import { readable } from "./guards.ts";
import { colleague, queueFor, working } from "./working.ts";

/** A task whose queue this person supervises. */
function supervised(draft: Draft, actor: Actor, taskId: string): OpenTask | Refusal {
  const found = working(draft, actor, taskId);
  if (isRefusal(found)) return found;
  const { task } = found;
  const { workspaceId, queueId } = task;
  if (!can(actor, "task.supervise", { workspaceId, queueId })) return refuse("NOT_PERMITTED");
  return task.state === "CLOSED" ? refuse("TASK_CLOSED") : task;
}

/** Waiting work, also from under an offer to somebody. */
function waiting(draft: Draft, task: OpenTask): QueuedTask | Refusal {
  if (task.state === "QUEUED") return task;
  return task.state === "RESERVED" ? withdrawFor(draft, task) : refuse("TASK_NOT_QUEUED");
}

const nameOf = (actor: Actor): string => (actor.kind === "USER" ? actor.name : "");

/** T14: given to somebody by name: offered, or begun at once with bypass. It may exceed the limit. */
export function assign(draft: Draft, actor: Actor, body: BodyOf<"task.assign">): Refusal | object {
  const task = supervised(draft, actor, body.taskId);
  if (isRefusal(task)) return task;
  const agent = colleague(draft, body.agentId);
  if (isRefusal(agent)) return agent;
  if (!isSignedIn(agent) || !agent.reachable) return refuse("AGENT_NOT_AVAILABLE");
  if (task.state !== "QUEUED" && task.agentId === agent.id) return refuse("SAME_TARGET");
  const open = draft.openTasksOf(task.interactionId);
  if (open.some((each) => each.state === "ACTIVE" && each.agentId === agent.id))
    return refuse("ALREADY_IN_CONVERSATION");
  const next = waiting(draft, task);
  if (isRefusal(next)) return next;
  const { id } = next;
  draft.tell("SUPERVISOR_ASSIGNED", id, { agentId: agent.id, bypass: body.bypass });
  if (body.bypass) joinAsPrimary(draft, claimWaiting(next, agent.id, draft.now), "OFFER_ACCEPTED");
  else
    offerTo(
      draft,
      { ...next, requestedBy: actor.kind === "USER" ? actor.userId : null },
      { agentId: agent.id },
    );
  const interaction = draft.get("INTERACTION", next.interactionId);
  if (interaction !== undefined)
    tellStory(draft, interaction, "ASSIGNED", nameOf(actor), { about: agent.name });
  return { taskId: id };
}

/** T15: another queue of the same medium; the place in the line is kept, the stay in the old queue is over. */
export function move(draft: Draft, actor: Actor, body: BodyOf<"task.move">): Refusal | object {
  const task = supervised(draft, actor, body.taskId);
  if (isRefusal(task)) return task;
  if (task.state !== "QUEUED") return refuse("TASK_NOT_QUEUED");
  if (task.queueId === body.queueId) return refuse("SAME_TARGET");
  const queue = queueFor(draft, body.queueId, { mrdId: task.mrdId, insists: body.insist });
  if (isRefusal(queue)) return queue;
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction?.state !== "ACTIVE") return refuse("INTERACTION_COMPLETED");
  recordEntry(draft, task, interaction, "FLOWED_OUT");
  const { direction, mode } = task;
  const entered = requestFor(draft, interaction, { queue, direction, mode, id: task.id });
  const { wait, skills, slaDueAt, enqueuedAt } = entered;
  const orderAt = queue.routing.order === "OLDEST" ? task.firstEnqueuedAt : wait.orderAt;
  const there = { queueId: queue.id, skills, slaDueAt, enqueuedAt, wait: { ...wait, orderAt } };
  draft.tell("TASK_MOVED", task.id, { from: task.queueId, to: queue.id });
  draft.put("INTERACTION", { ...interaction, queueId: queue.id }, "INTERACTION_CHANGED");
  letIn(draft, { ...task, ...there });
  tellStory(draft, interaction, "MOVED", nameOf(actor), { about: queue.name });
  return { taskId: task.id };
}

/** T48: whatever runs here ends, in any state; nothing is left that nobody can close. */
export function forceComplete(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"interaction.forceComplete">,
): Refusal | object {
  const interaction = readable(draft, actor, body.interactionId);
  if (isRefusal(interaction)) return interaction;
  const { workspaceId, queueId } = interaction;
  if (actor.kind !== "USER" || !can(actor, "task.supervise", { workspaceId, queueId }))
    return refuse("NOT_PERMITTED");
  if (interaction.state === "COMPLETED") return refuse("INTERACTION_COMPLETED");
  for (const task of draft.openTasksOf(interaction.id)) {
    const closed = forceClosed(draft, task);
    draft.put("TASK", closed, "TASK_STATE_CHANGED");
    if (task.state === "QUEUED" || task.state === "RESERVED")
      recordEntry(draft, closed, interaction, "FLUSHED");
    else draft.tell("AGENT_UNSUBSCRIBED", task.id, { agentId: task.agentId });
  }
  tellStory(draft, interaction, "FORCE_COMPLETED", actor.name);
  complete(draft, draft.get("INTERACTION", interaction.id) ?? interaction, {
    by: actor.userId,
    byName: actor.name,
    resolution: "UNRESOLVED",
  });
  return { interactionId: interaction.id };
}

export function forceClosed(draft: Draft, task: OpenTask) {
  const canceled = { state: "CANCELED", endedAt: draft.now, cancelReason: "FORCE_CLOSED" } as const;
  const offer = task.state === "RESERVED" ? { ...task.offer, ...canceled } : null;
  return closeTask(task, { reason: "FORCE_CLOSED", offer }, draft.now);
}
