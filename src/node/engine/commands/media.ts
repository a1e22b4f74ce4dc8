import { leave } from "../../../domain/closing.ts";
import { addMedia as add, endMedia as end } from "../../../domain/media.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";
import { interruptFor } from "../interrupting.ts";
import { tellStory } from "../story.ts";
import { writeLeft } from "./closing.ts";
import { working, wrapUpRuleOf } from "./working.ts";

/** T4 and T38: a further medium joins; the work of its own class that it brings counts there. */
export function addMedia(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.addMedia">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  if (task.state === "CLOSED") return refuse("TASK_CLOSED");
  if (task.state !== "QUEUED" && task.agentId !== agentId) return refuse("NOT_YOUR_TASK");
  if (draft.directory("MRD", body.mrdId) === undefined) return refuse("MRD_NOT_FOUND", body.mrdId);
  const media = { id: body.mediaId, mrdId: body.mrdId, queueId: task.queueId };
  const changed = add(task, media, draft.now);
  if (isRefusal(changed)) return changed;
  draft.put("TASK", changed, "TASK_MEDIA_ADDED", { mediaId: body.mediaId, mrdId: body.mrdId });
  if (changed.state === "ACTIVE") interruptFor(draft, changed.agentId, body.mrdId);
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction !== undefined) tellStory(draft, interaction, "MEDIA_ADDED", "");
  return { taskId: task.id, mediaId: body.mediaId };
}

/** T39: one medium ends. The first medium is the task itself: it ends with the last of the others. */
export function endMedia(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.endMedia">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  if (task.state === "CLOSED") return refuse("TASK_CLOSED");
  if (task.state !== "ACTIVE") return refuse("TASK_NOT_ACTIVE");
  if (task.agentId !== agentId) return refuse("NOT_YOUR_TASK");
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (body.mediaId === task.id.valueOf()) {
    if (task.addedMedia.some((each) => each.state === "ACTIVE"))
      return refuse("TRANSITION_NOT_ALLOWED", "other media of this task go on");
    const how = { reason: "DONE", resolved: false } as const;
    writeLeft(draft, leave(task, how, wrapUpRuleOf(draft, task), draft.now), agentId);
    return { taskId: task.id };
  }
  const changed = end(task, body.mediaId, draft.now);
  if (isRefusal(changed)) return changed;
  draft.put("TASK", changed, "TASK_MEDIA_ENDED", { mediaId: body.mediaId });
  if (interaction !== undefined) tellStory(draft, interaction, "MEDIA_ENDED", "");
  return { taskId: task.id, mediaId: body.mediaId };
}
