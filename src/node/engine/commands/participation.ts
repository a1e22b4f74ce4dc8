import { leave } from "../../../domain/closing.ts";
import { type AgentId, brand } from "../../../domain/id.ts";
import { isLeg, isListening, primariesOf } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import {
  type QueuedTask,
  type ReservedTask,
  type WrapUpTask,
  closeTask,
} from "../../../domain/task.ts";
import { takeUpAgain } from "../../../domain/transfer.ts";
import { endWrapUp } from "../../../domain/wrap-up.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Draft } from "../draft.ts";
import { joinAsPrimary } from "../joining.ts";
import { callOff, endAsides } from "../participants.ts";
import { recordEntry } from "../statistics/entries.ts";
import { tellStory } from "../story.ts";
import { writeLeft } from "./closing.ts";
import { working, wrapUpRuleOf } from "./working.ts";

/** Whoever asked a colleague in takes that back while nobody has come; so may a supervisor. */
export function cancelRequest(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.cancelRequest">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  if (task.state === "CLOSED") return refuse("TASK_CLOSED");
  const { workspaceId, queueId } = task;
  const may =
    task.requestedBy === agentId || can(actor, "task.supervise", { workspaceId, queueId });
  if (!may) return refuse("NOT_PERMITTED");
  if (task.state !== "QUEUED" && task.state !== "RESERVED") return refuse("TASK_NOT_QUEUED");
  if (task.direction === "DIRECT_TRANSFER") return takeBack(draft, task, agentId);
  if (!isLeg(task)) return refuse("TRANSITION_NOT_ALLOWED");
  callOff(draft, task);
  return { taskId: task.id };
}

/**
 * A transfer called off while its sender still wraps up: the conversation is theirs again, as if it had never gone.
 * Later the sender is done with it: it waits on, and whoever may claim it can.
 */
function takeBack(
  draft: Draft,
  leg: QueuedTask | ReservedTask,
  agentId: AgentId,
): Refusal | object {
  const interaction = draft.get("INTERACTION", leg.interactionId);
  const left = sendersWrapUp(draft, leg);
  if (interaction?.state !== "ACTIVE" || left === null || left.agentId !== agentId)
    return refuse("TRANSITION_NOT_ALLOWED", "the sender has done with it: it can be claimed");
  callOff(draft, leg);
  recordEntry(draft, leg, interaction, "FLOWED_OUT");
  draft.put("TASK", endWrapUp(left, "WRAP_UP_NOT_APPLIED", draft.now), "TASK_STATE_CHANGED");
  draft.put("INTERACTION", { ...interaction, queueId: left.queueId }, "INTERACTION_CHANGED");
  const again = takeUpAgain(left, { leg, id: brand(draft.newId()) }, draft.now);
  joinAsPrimary(draft, again, "CLAIMED");
  return { taskId: leg.id, successorId: again.id };
}

/**
 * Of the transfer itself, the last one in its chain: a sender may wrap up an earlier part of the same conversation as
 * well, and that is not what went.
 */
function sendersWrapUp(draft: Draft, leg: QueuedTask | ReservedTask): WrapUpTask | null {
  let last: WrapUpTask | null = null;
  for (const task of draft.openTasksOf(leg.interactionId)) {
    if (task.state !== "WRAP_UP" || task.reason !== "TRANSFERRED") continue;
    if (task.agentId !== leg.requestedBy || task.rootTaskId !== leg.rootTaskId) continue;
    if (last === null || task.wrapUpStartedAt >= last.wrapUpStartedAt) last = task;
  }
  return last;
}

/**
 * A member of a conference, an adviser or a listener leaves; whoever serves the customer alone ends it instead, but for
 * an entry of a list: that stays there, INACTIVE, for whoever joins next (domain.md 1.6).
 */
export function leaveConversation(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.leave">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  if (task.state === "CLOSED") return refuse("TASK_CLOSED");
  if (task.state !== "ACTIVE") return refuse("TASK_NOT_ACTIVE");
  if (task.agentId !== agentId) return refuse("NOT_YOUR_TASK");
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (task.role !== "PRIMARY") {
    draft.put("TASK", closeTask(task, { reason: "DONE" }, draft.now), "TASK_STATE_CHANGED");
    draft.tell("AGENT_UNSUBSCRIBED", task.id, { agentId });
    if (interaction !== undefined && !isListening(task))
      // An adviser was never seen by the customer, and so does not go either.
      tellStory(draft, interaction, "PARTICIPANT_LEFT", draft.get("AGENT", agentId)?.name ?? "", {
        told: null,
      });
    return { taskId: task.id };
  }
  const isLast = primariesOf(draft.openTasksOf(task.interactionId)).length < 2;
  const isEntry = interaction?.state === "ACTIVE" && interaction.listState === "ACTIVE";
  if (isLast && !isEntry)
    return refuse("TRANSITION_NOT_ALLOWED", "the last one resolves or returns it");
  if (isLast) endAsides(draft, task.interactionId);
  const left = leave(
    task,
    { reason: "DONE", resolved: false },
    wrapUpRuleOf(draft, task),
    draft.now,
  );
  writeLeft(draft, left, agentId);
  if (isLast && isEntry)
    draft.put("INTERACTION", { ...interaction, ownerId: null }, "INTERACTION_CHANGED");
  if (interaction !== undefined)
    tellStory(draft, interaction, "PARTICIPANT_LEFT", draft.get("AGENT", agentId)?.name ?? "");
  return { taskId: task.id };
}
