import type { Interaction } from "../../../domain/interaction.ts";
import { holdBack } from "../../../domain/monitoring.ts";
import { conferenceObstacle, escalate, primariesOf } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { type ActiveTask, startOutbound } from "../../../domain/task.ts";
import { NEVER } from "../../../domain/time.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import { type Actor, agentIdOf } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Draft } from "../draft.ts";
import { tellStory } from "../story.ts";
import { readable } from "./guards.ts";
import { working } from "./working.ts";

/** T11: a supervisor listens in. No line of the timeline and no list of participants tells of it. */
export function monitor(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"monitor.start">,
): Refusal | object {
  const interaction = monitored(draft, actor, body.interactionId);
  if (isRefusal(interaction)) return interaction;
  const { workspaceId, queueId } = interaction;
  const agentId = agentIdOf(actor);
  if (agentId === null) return refuse("NOT_PERMITTED");
  if (interaction.state === "COMPLETED") return refuse("INTERACTION_COMPLETED");
  if (draft.get("TASK", body.taskId) !== undefined) return refuse("ALREADY_EXISTS", "taskId");
  const open = draft.openTasksOf(interaction.id);
  const [served] = primariesOf(open);
  if (served === undefined) return refuse("TASK_NOT_ACTIVE", "nobody serves this customer now");
  if (open.some((task) => task.direction === "SILENT_MONITOR")) return refuse("MONITOR_PRESENT");
  if (open.some((task) => task.state === "ACTIVE" && task.agentId === agentId))
    return refuse("ALREADY_IN_CONVERSATION");
  const place = {
    workspaceId,
    homeNode: draft.nodeId,
    epoch: draft.epoch,
    queueId,
    mrdId: served.mrdId,
  };
  const kind = { direction: "SILENT_MONITOR", mode: "AGENT", priority: 1, skills: [] } as const;
  const times = { requestExpiresAt: NEVER, slaDueAt: NEVER };
  const task = startOutbound(
    { id: body.taskId, interactionId: interaction.id, ...place, ...kind, ...times },
    agentId,
    draft.now,
  );
  draft.put("TASK", { ...task, role: "SILENT_MONITOR" }, "TASK_STATE_CHANGED");
  draft.tell("AGENT_SUBSCRIBED", task.id, { agentId, role: "SILENT_MONITOR" });
  return { taskId: task.id };
}

/** A conversation of a queue this person supervises, or served by an agent of a team they lead. */
function monitored(draft: Draft, actor: Actor, id: string): Interaction | Refusal {
  const interaction = draft.get("INTERACTION", id);
  if (interaction === undefined) return refuse("INTERACTION_NOT_FOUND");
  const { workspaceId, queueId } = interaction;
  const teamIds = primariesOf(draft.openTasksOf(interaction.id)).flatMap(
    (task) => draft.get("AGENT", task.agentId)?.teamIds ?? [],
  );
  if (can(actor, "interaction.monitor", { workspaceId, queueId, teamIds })) return interaction;
  const seen = readable(draft, actor, id);
  return isRefusal(seen) ? seen : refuse("NOT_PERMITTED");
}

/** T11: what the listener writes, the agent reads and the customer does not. */
export function whisper(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"monitor.whisper">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const changed = escalate(found.task, found.agentId, "WHISPER");
  if (isRefusal(changed)) return changed;
  writeRole(draft, changed);
  return { taskId: changed.id };
}

function writeRole(draft: Draft, changed: ActiveTask): void {
  draft.put("TASK", changed, "TASK_STATE_CHANGED");
  draft.tell("PARTICIPANT_ROLE_CHANGED", changed.id, { role: changed.role });
}

/** T11: the listener takes part; from here on everybody sees it. */
export function bargeIn(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"monitor.bargeIn">,
): Refusal | object {
  const found = working(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const changed = escalate(found.task, found.agentId, "PRIMARY");
  if (isRefusal(changed)) return changed;
  const full = conferenceObstacle(draft.openTasksOf(changed.interactionId));
  if (full !== null) return full;
  writeRole(draft, changed);
  const supervisor = draft.get("AGENT", found.agentId);
  // In a call one has no hands free; a chat is work like any other.
  if (supervisor !== undefined && draft.mrd(changed.mrdId).type === "CX_VOICE")
    draft.put("AGENT", holdBack(supervisor, draft.now), "AGENT_STATE_CHANGED");
  const interaction = draft.get("INTERACTION", changed.interactionId);
  if (interaction !== undefined) tellStory(draft, interaction, "BARGED_IN", supervisor?.name ?? "");
  return { taskId: changed.id };
}
