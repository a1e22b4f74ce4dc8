import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { CloseReason, Task } from "../../../domain/task.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { recordEntry } from "../statistics/entries.ts";
import type { Draft } from "../draft.ts";
import { resolveTask, skipForm } from "./closing.ts";
import { claim } from "./claiming.ts";
import { endMedia } from "./media.ts";
import { acceptOffer, declineOffer } from "./offers.ts";
import { assign, forceClosed } from "./supervising.ts";
import { working } from "./working.ts";

/**
 * The two calls that source 002 names. Each transition of the table is carried out by the very decision that its command
 * asks for; what the table does not have is refused.
 */
export function setTaskState(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.setState">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task } = found;
  if (task.state === "CLOSED") return refuse("TASK_CLOSED");
  if (body.name === "CLOSED") return close(draft, actor, { task, reason: body.reasonCode });
  if (body.name === "WRAP_UP" && task.state === "ACTIVE" && isDone(body.reasonCode))
    return resolveTask(draft, actor, { taskId: task.id });
  return refuse("TRANSITION_NOT_ALLOWED", `${task.state} to ${body.name}`);
}

const isDone = (reason: CloseReason | null): boolean => reason === null || reason === "DONE";

function close(
  draft: Draft,
  actor: Actor,
  { task, reason }: { task: Exclude<Task, { state: "CLOSED" }>; reason: CloseReason | null },
): Refusal | object {
  if (reason === "FORCE_CLOSED") return forceClose(draft, actor, task);
  if (isDone(reason) && task.state === "WRAP_UP")
    return skipForm(draft, actor, { taskId: task.id });
  if (isDone(reason) && task.state === "ACTIVE")
    return resolveTask(draft, actor, { taskId: task.id });
  if (reason === "RONA" && task.state === "RESERVED")
    return declineOffer(draft, actor, { taskId: task.id, offerId: task.offer.id, reason: null });
  return refuse("TRANSITION_NOT_ALLOWED", `${task.state} to CLOSED(${String(reason)})`);
}

/** T37 for one task. */
function forceClose(
  draft: Draft,
  actor: Actor,
  task: Exclude<Task, { state: "CLOSED" }>,
): Refusal | object {
  const { workspaceId, queueId } = task;
  if (!can(actor, "task.supervise", { workspaceId, queueId })) return refuse("NOT_PERMITTED");
  const closed = forceClosed(draft, task);
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction !== undefined && (task.state === "QUEUED" || task.state === "RESERVED"))
    recordEntry(draft, closed, interaction, "FLUSHED");
  return { taskId: task.id };
}

export function setMediaState(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.setMediaState">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task } = found;
  if (task.state === "CLOSED") return refuse("TASK_CLOSED");
  if (body.state === "CLOSED")
    return endMedia(draft, actor, { taskId: task.id, mediaId: body.mediaId });
  if (body.mediaId !== task.id.valueOf()) return refuse("MEDIA_NOT_FOUND");
  if (body.state === "RESERVED" && task.state === "QUEUED" && body.agentId !== null)
    return assign(draft, actor, { taskId: task.id, agentId: body.agentId, bypass: false });
  if (body.state === "ACTIVE" && task.state === "RESERVED")
    return acceptOffer(draft, actor, { taskId: task.id, offerId: task.offer.id });
  if (body.state === "ACTIVE" && task.state === "QUEUED")
    return claim(draft, actor, { taskId: task.id });
  if (body.state === "QUEUED" && task.state === "RESERVED")
    return declineOffer(draft, actor, { taskId: task.id, offerId: task.offer.id, reason: null });
  return refuse("TRANSITION_NOT_ALLOWED", `${task.state} to ${body.state}`);
}
