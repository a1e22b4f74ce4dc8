import type { InteractionId } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import { reassignIntervention } from "../../domain/intervention.ts";
import { letBack } from "../../domain/monitoring.ts";
import {
  cancelLeg,
  isAside,
  isLeg,
  presentIn,
  primariesOf,
  withPresent,
} from "../../domain/participation.ts";
import { type ActiveTask, type OpenTask, closeTask } from "../../domain/task.ts";
import { NEVER } from "../../domain/time.ts";
import type { Draft } from "./draft.ts";

/**
 * What follows when somebody has left a conversation, however they left: advisers and listeners go with the last who
 * served the customer, unanswered legs with who asked for them, and the conversation belongs to somebody who is there.
 */
export function settleParticipants(draft: Draft, id: InteractionId): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE") return;
  const open = draft.openTasksOf(id);
  const serving = primariesOf(open);
  const there = new Set(serving.map((task) => task.agentId));
  for (const task of open) {
    const isAlone = task.requestedBy === null || !there.has(task.requestedBy);
    if (task.state === "ACTIVE" && task.role !== "PRIMARY" && there.size === 0)
      leaveAside(draft, task);
    else if (task.state === "ACTIVE" && task.role === "ASSISTANT" && isAlone)
      leaveAside(draft, task);
    else if (isLeg(task) && isAlone) callOff(draft, task);
  }
  const [first] = serving;
  const isOwned = interaction.ownerId !== null && there.has(interaction.ownerId);
  if (first !== undefined && !isOwned) handOver(draft, interaction, first.agentId);
  if (there.size === 0) stopClocks(draft, id);
  passOverPresent(draft, id);
}

/** Who is in the conversation is not asked to join it, for as long as they are. */
function passOverPresent(draft: Draft, id: InteractionId): void {
  const open = draft.openTasksOf(id);
  const present = presentIn(open);
  for (const task of open) {
    if (task.state !== "QUEUED") continue;
    const exclusions = withPresent(task.exclusions, present);
    if (exclusions !== task.exclusions)
      draft.put("TASK", { ...task, exclusions }, "TASK_STATE_CHANGED");
  }
}

/** A leg that nobody has taken is over; whoever was being asked is told that they no longer are. */
export function callOff(draft: Draft, leg: OpenTask): void {
  if (leg.state !== "QUEUED" && leg.state !== "RESERVED") return;
  draft.put("TASK", cancelLeg(leg, draft.now), "TASK_STATE_CHANGED");
  if (leg.state === "RESERVED")
    draft.tell("OFFER_WITHDRAWN", leg.id, { agentId: leg.agentId, reason: "TAKEN_OVER" });
}

/** T11's end: supervisors whose part in a call is over are offered work again. */
export function settleSupervisors(draft: Draft): void {
  const over: ActiveTask["agentId"][] = [];
  for (const item of draft.written()) {
    if (item.kind !== "TASK" || item.entity.direction !== "BARGE_IN") continue;
    const { state } = item.entity;
    if ((state === "CLOSED" || state === "WRAP_UP") && item.entity.agentId !== null)
      over.push(item.entity.agentId);
  }
  for (const id of over) {
    const agent = draft.get("AGENT", id);
    const back = agent === undefined ? undefined : letBack(agent, draft.now);
    if (back !== undefined && back !== agent) draft.put("AGENT", back, "AGENT_STATE_CHANGED");
  }
}

/** The conversation is over: whoever was beside it goes, and nobody is asked in any more. */
export function endAsides(draft: Draft, id: InteractionId): void {
  for (const task of draft.openTasksOf(id)) {
    if (!isAside(task)) continue;
    if (task.state === "ACTIVE") leaveAside(draft, task);
    else callOff(draft, task);
  }
}

/** An adviser or a listener goes: there is nothing for them to wrap up. */
export function leaveAside(draft: Draft, task: ActiveTask): void {
  draft.put("TASK", closeTask(task, { reason: "DONE" }, draft.now), "TASK_STATE_CHANGED");
  draft.tell("AGENT_UNSUBSCRIBED", task.id, { agentId: task.agentId });
}

/** The conversation and its intervention go to an agent who serves the customer. */
export function handOver(
  draft: Draft,
  interaction: ActiveInteraction,
  agentId: ActiveInteraction["ownerId"] & string,
): void {
  draft.put("INTERACTION", { ...interaction, ownerId: agentId }, "INTERACTION_CHANGED");
  const intervention =
    interaction.interventionId && draft.get("INTERVENTION", interaction.interventionId);
  if (intervention && intervention.state === "OPENED")
    draft.put("INTERVENTION", reassignIntervention(intervention, agentId), "INTERVENTION_CHANGED");
}

/** Nobody is there to answer: no answer is owed by an agent, and nothing is on hold. */
function stopClocks(draft: Draft, id: InteractionId): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE") return;
  const { clocks } = interaction;
  const owesNothing = clocks.response === null && clocks.firstReplyDueAt === NEVER;
  if (owesNothing && clocks.held === null && clocks.inactiveAt === NEVER) return;
  const stopped = { response: null, firstReplyDueAt: NEVER, held: null, inactiveAt: NEVER };
  if (clocks.response !== null) draft.tell("AGENT_SLA_STOPPED", id);
  draft.put(
    "INTERACTION",
    { ...interaction, clocks: { ...clocks, ...stopped } },
    "INTERACTION_CHANGED",
  );
}
