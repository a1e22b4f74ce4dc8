import type { InteractionId } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import { reassignIntervention } from "../../domain/intervention.ts";
import { cancelLeg, isAside, isLeg, primariesOf } from "../../domain/participation.ts";
import { type OpenTask, closeTask } from "../../domain/task.ts";
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
    else if (isLeg(task) && isAlone && (task.state === "QUEUED" || task.state === "RESERVED"))
      draft.put("TASK", cancelLeg(task, draft.now), "TASK_STATE_CHANGED");
  }
  const [first] = serving;
  if (first !== undefined && interaction.ownerId !== null && !there.has(interaction.ownerId)) {
    handOver(draft, interaction, first.agentId);
  }
  if (there.size === 0) stopClocks(draft, id);
}

/** The conversation is over: whoever was beside it goes, and nobody is asked in any more. */
export function endAsides(draft: Draft, id: InteractionId): void {
  for (const task of draft.openTasksOf(id)) {
    if (!isAside(task)) continue;
    if (task.state === "ACTIVE") leaveAside(draft, task);
    else draft.put("TASK", cancelLeg(task, draft.now), "TASK_STATE_CHANGED");
  }
}

function leaveAside(draft: Draft, task: Extract<OpenTask, { state: "ACTIVE" }>): void {
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
