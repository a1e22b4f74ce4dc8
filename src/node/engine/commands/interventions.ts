import { isSignedIn } from "../../../domain/agent.ts";
import { claimWaiting } from "../../../domain/claiming.ts";
import { leave } from "../../../domain/closing.ts";
import type { ActiveInteraction } from "../../../domain/interaction.ts";
import { type LiveIntervention, closeIntervention } from "../../../domain/intervention.ts";
import { isAside, primariesOf } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor, UserActor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { completeIfDone } from "../completing.ts";
import { bringBack } from "../deferring.ts";
import type { Draft } from "../draft.ts";
import { joinAsPrimary } from "../joining.ts";
import { offerTo } from "../offering.ts";
import { requestFor } from "../requesting.ts";
import { reroute } from "../rerouting.ts";
import { tellStory } from "../story.ts";
import { withdrawFor } from "./claiming.ts";
import { writeLeft } from "./closing.ts";
import { readable } from "./guards.ts";
import { colleague, wrapUpRuleOf } from "./working.ts";

interface Case {
  readonly interaction: ActiveInteraction;
  readonly intervention: LiveIntervention;
  readonly by: UserActor;
}

/** A case of one's own, or of a queue one supervises. */
function ownCase(draft: Draft, actor: Actor, interactionId: string): Case | Refusal {
  const interaction = readable(draft, actor, interactionId);
  if (isRefusal(interaction)) return interaction;
  if (interaction.state === "COMPLETED") return refuse("INTERACTION_COMPLETED");
  const intervention =
    interaction.interventionId && draft.get("INTERVENTION", interaction.interventionId);
  if (!intervention || intervention.state === "CLOSED") return refuse("INTERVENTION_NOT_FOUND");
  const { workspaceId, queueId } = interaction;
  if (actor.kind !== "USER") return refuse("NOT_PERMITTED");
  const may =
    intervention.agentId === actor.userId || can(actor, "task.supervise", { workspaceId, queueId });
  return may ? { interaction, intervention, by: actor } : refuse("NOT_PERMITTED");
}

/** T47: the case is closed, and every task that served it ends as if it had been resolved. */
export function closeCase(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"intervention.close">,
): Refusal | object {
  const own = ownCase(draft, actor, body.interactionId);
  if (isRefusal(own)) return own;
  const { interaction, intervention } = own;
  const isSpoken =
    interaction.communicationType === "PHONE" || interaction.communicationType === "TASK";
  if (intervention.repliesCount === 0 && !isSpoken) return refuse("INTERVENTION_NEEDS_REPLY");
  const serving = primariesOf(draft.openTasksOf(interaction.id));
  if (serving.length === 0) return refuse("TASK_NOT_ACTIVE");
  const queue = draft.queue(interaction.queueId);
  const leaving = serving.map((task) => ({
    task,
    left: leave(task, { reason: "DONE", resolved: true }, wrapUpRuleOf(draft, task), draft.now),
  }));
  const asksNobody = leaving.every(({ left }) => left.state === "CLOSED");
  if (asksNobody && queue.dispositionRequired && interaction.dispositions.length === 0)
    return refuse("DISPOSITION_REQUIRED");
  for (const { task, left } of leaving) writeLeft(draft, left, task.agentId);
  const [first] = serving;
  if (asksNobody && first !== undefined)
    completeIfDone(draft, interaction.id, {
      by: first.agentId,
      resolved: true,
      reason: "DONE",
    });
  return { interactionId: interaction.id };
}

/** A case in which nobody has written is taken back: the customer waits again, before all others. */
export function cancelIntervention(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"intervention.cancel">,
): Refusal | object {
  const own = ownCase(draft, actor, body.interactionId);
  if (isRefusal(own)) return own;
  const { interaction, intervention, by } = own;
  if (intervention.repliesCount > 0) return refuse("INTERVENTION_HAS_REPLIES");
  if (intervention.state === "DEFERRED") return refuse("TRANSITION_NOT_ALLOWED");
  draft.put(
    "INTERVENTION",
    closeIntervention(intervention, by.userId, draft.now),
    "INTERVENTION_CANCELED",
  );
  const without = { ...interaction, interventionId: null, interventionState: null };
  draft.put("INTERACTION", without, "INTERACTION_CHANGED");
  for (const task of primariesOf(draft.openTasksOf(interaction.id))) {
    const who = draft.get("AGENT", task.agentId)?.name ?? "";
    reroute(draft, task, { reason: "REROUTE", line: "RETURNED", who });
  }
  return { interactionId: interaction.id };
}

/** T42: a conversation is given to an agent by a supervisor; the task is made by the system where there is none. */
export function assignIntervention(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"intervention.assign">,
): Refusal | object {
  const interaction = readable(draft, actor, body.interactionId);
  if (isRefusal(interaction)) return interaction;
  if (interaction.state === "COMPLETED") return refuse("INTERACTION_COMPLETED");
  const { workspaceId, queueId } = interaction;
  if (actor.kind !== "USER" || !can(actor, "task.supervise", { workspaceId, queueId }))
    return refuse("NOT_PERMITTED");
  const agent = colleague(draft, body.agentId);
  if (isRefusal(agent)) return agent;
  if (!isSignedIn(agent) || !agent.reachable) return refuse("AGENT_NOT_AVAILABLE");
  const open = draft.openTasksOf(interaction.id);
  if (
    open.some(
      (task) => task.state !== "QUEUED" && task.state !== "WRAP_UP" && task.agentId === agent.id,
    )
  )
    return refuse("SAME_TARGET");
  if (primariesOf(open).length > 0) return refuse("TRANSITION_NOT_ALLOWED", "claim or transfer it");
  bringBack(draft, interaction.id);
  const waits = open.find(
    (task) => !isAside(task) && (task.state === "QUEUED" || task.state === "RESERVED"),
  );
  const queue = draft.queue(queueId);
  const { direction } = interaction;
  const now = draft.get("INTERACTION", interaction.id);
  const present = now?.state === "ACTIVE" ? now : interaction;
  const next =
    waits?.state === "QUEUED"
      ? waits
      : waits?.state === "RESERVED"
        ? withdrawFor(draft, waits)
        : requestFor(draft, present, { queue, direction, mode: "AGENT" });
  draft.tell("SUPERVISOR_ASSIGNED", next.id, { agentId: agent.id, bypass: body.bypass });
  if (body.bypass) joinAsPrimary(draft, claimWaiting(next, agent.id, draft.now), "ENGAGED");
  else offerTo(draft, { ...next, requestedBy: actor.userId }, { agentId: agent.id });
  tellStory(draft, interaction, "ASSIGNED", actor.name, { about: agent.name });
  return { interactionId: interaction.id, taskId: next.id };
}
