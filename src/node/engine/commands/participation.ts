import { leave } from "../../../domain/closing.ts";
import { cancelLeg, isLeg, primariesOf } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { closeTask } from "../../../domain/task.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Draft } from "../draft.ts";
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
  // A transfer has left its sender's hands: it can be claimed back, not called off.
  if (!isLeg(task)) return refuse("TRANSITION_NOT_ALLOWED");
  if (task.state !== "QUEUED" && task.state !== "RESERVED") return refuse("TASK_NOT_QUEUED");
  draft.put("TASK", cancelLeg(task, draft.now), "TASK_STATE_CHANGED");
  return { taskId: task.id };
}

/** A member of a conference, an adviser or a listener leaves; whoever serves the customer alone ends it instead. */
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
    const isListening = task.role === "SILENT_MONITOR" || task.role === "WHISPER";
    if (interaction !== undefined && !isListening)
      tellStory(draft, interaction, "PARTICIPANT_LEFT", draft.get("AGENT", agentId)?.name ?? "");
    return { taskId: task.id };
  }
  if (primariesOf(draft.openTasksOf(task.interactionId)).length < 2)
    return refuse("TRANSITION_NOT_ALLOWED", "the last one resolves or returns it");
  const left = leave(
    task,
    { reason: "DONE", resolved: false },
    wrapUpRuleOf(draft, task),
    draft.now,
  );
  writeLeft(draft, left, agentId);
  if (interaction !== undefined)
    tellStory(draft, interaction, "PARTICIPANT_LEFT", draft.get("AGENT", agentId)?.name ?? "");
  return { taskId: task.id };
}
