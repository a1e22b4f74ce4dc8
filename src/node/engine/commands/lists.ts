import { leave } from "../../../domain/closing.ts";
import { brand } from "../../../domain/id.ts";
import { type MediaId, addMedia } from "../../../domain/media.ts";
import { conferenceObstacle, isAside, primariesOf } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { ActiveTask } from "../../../domain/task.ts";
import type { Instant } from "../../../domain/time.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import { type Actor, agentIdOf } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { beginTask } from "../beginning.ts";
import { complete, leaveToWrapUps } from "../completing.ts";
import type { Draft } from "../draft.ts";
import { joinAsPrimary, joinBeside } from "../joining.ts";
import { endAsides } from "../participants.ts";
import { claim } from "./claiming.ts";
import { writeLeft } from "./closing.ts";
import { readable } from "./guards.ts";
import { wrapUpRuleOf } from "./working.ts";

function entry(draft: Draft, actor: Actor, interactionId: string) {
  const interaction = readable(draft, actor, interactionId);
  if (isRefusal(interaction)) return interaction;
  if (interaction.state === "COMPLETED") return refuse("INTERACTION_COMPLETED");
  const { workspaceId, queueId, listId, listState } = interaction;
  const agentId = agentIdOf(actor);
  if (agentId === null || !can(actor, "interaction.engage", { workspaceId, queueId }))
    return refuse("NOT_PERMITTED");
  const list = listId === null ? undefined : draft.directory("LIST", listId);
  if (list === undefined || listState === "CLOSED") return refuse("LIST_NOT_FOUND");
  return { interaction, agentId, list };
}

/** T2 to T4: the first who joins has the conversation, others come beside; whoever is in it already stays as they are. */
export function joinEntry(draft: Draft, actor: Actor, body: BodyOf<"list.join">): Refusal | object {
  const found = entry(draft, actor, body.interactionId);
  if (isRefusal(found)) return found;
  const { interaction, agentId, list } = found;
  if (draft.get("TASK", body.taskId) !== undefined) return refuse("ALREADY_EXISTS", "taskId");
  const open = draft.openTasksOf(interaction.id);
  const own = open.find((task) => task.state === "ACTIVE" && task.agentId === agentId);
  if (own !== undefined) {
    const { autoJoin } = draft.mrd(list.mrdId).conduct;
    // Without it, source 002 asks for a medium to be added: one that is there already cannot be, and that is said.
    if (autoJoin) return { interactionId: interaction.id, taskId: own.id };
    const media = { id: brand<MediaId>(body.taskId), mrdId: list.mrdId, queueId: list.queueId };
    const added = addMedia(own, media, draft.now);
    if (isRefusal(added)) return added;
    draft.put("TASK", added, "TASK_MEDIA_ADDED", { mrdId: list.mrdId });
    return { interactionId: interaction.id, taskId: own.id };
  }
  const waits = open.find((task) => task.state === "QUEUED" || task.state === "RESERVED");
  if (waits !== undefined && !isAside(waits)) return claim(draft, actor, { taskId: waits.id });
  const full = conferenceObstacle(open);
  if (full !== null) return full;
  const isFirst = primariesOf(open).length === 0;
  const task = beginTask(draft, interaction, { id: body.taskId, agentId });
  if (isFirst) joinAsPrimary(draft, task, "ENGAGED");
  else joinBeside(draft, ofAnsweredEntry(task, interaction.answers.entryPickedUpAt));
  draft.tell("LIST_REQUEST_STATE_CHANGED", interaction.id, { listId: list.id, state: "ACTIVE" });
  return { interactionId: interaction.id, taskId: task.id };
}

/** Nobody waits where somebody has the conversation: should it wait again, it goes on with the entry that was answered. */
function ofAnsweredEntry(task: ActiveTask, answeredAt: Instant | null): ActiveTask {
  const queueEnteredAt = answeredAt ?? task.wait.queueEnteredAt;
  return { ...task, wait: { ...task.wait, queueEnteredAt } };
}

/** From any of its states: whoever is in it leaves with it, and nobody is alerted of it again. */
export function closeEntry(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"list.close">,
): Refusal | object {
  const found = entry(draft, actor, body.interactionId);
  if (isRefusal(found)) return found;
  const { interaction, agentId, list } = found;
  const serving = primariesOf(draft.openTasksOf(interaction.id));
  const { workspaceId, queueId } = interaction;
  const isOthers = serving.some((task) => task.agentId !== agentId);
  if (isOthers && !can(actor, "task.supervise", { workspaceId, queueId }))
    return refuse("NOT_PERMITTED", "a colleague is in it");
  endAsides(draft, interaction.id);
  const closed = { ...interaction, listState: "CLOSED" as const };
  draft.put("INTERACTION", closed, "LIST_REQUEST_STATE_CHANGED", {
    listId: list.id,
    state: "CLOSED",
  });
  for (const task of serving) {
    const how = { reason: "DONE", resolved: true } as const;
    writeLeft(draft, leave(task, how, wrapUpRuleOf(draft, task), draft.now), task.agentId);
  }
  const open = draft.openTasksOf(interaction.id).filter((task) => task.state !== "ACTIVE");
  leaveToWrapUps(draft, open);
  if (open.length === 0) {
    const byName = draft.get("AGENT", agentId)?.name ?? agentId;
    const present = draft.get("INTERACTION", interaction.id) ?? closed;
    complete(draft, present, { by: agentId, byName, resolution: "RESOLVED" });
  }
  return { interactionId: interaction.id };
}
