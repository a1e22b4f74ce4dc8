import { isRefusal } from "../../domain/refusal.ts";
import { type AgentId, type InterventionId, brand } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import {
  openIntervention,
  reactivateIntervention,
  reassignIntervention,
  reopenIntervention,
} from "../../domain/intervention.ts";
import type { ActiveTask } from "../../domain/task.ts";
import { NEVER } from "../../domain/time.ts";
import { pickedUp, resumeHeld, silentUntil, startResponse } from "./answering.ts";
import type { Draft } from "./draft.ts";
import { reckonIn } from "./open-hours.ts";
import { recordEntry } from "./statistics/entries.ts";
import { type StoryLine, tellStory } from "./story.ts";

/** The conversation is this agent's from here on: its task, its intervention, its owner, and the entry it answers. */
export function joinAsPrimary(draft: Draft, task: ActiveTask, line: StoryLine): void {
  const { agentId } = task;
  draft.put("TASK", task, "TASK_STATE_CHANGED");
  draft.tell("AGENT_SUBSCRIBED", task.id, { agentId, how: line });
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction?.state !== "ACTIVE") return;
  recordEntry(draft, task, interaction, "ANSWERED");
  const owned = pickedUp(draft, engage(draft, interaction, agentId), task);
  draft.put(
    "INTERACTION",
    { ...onJoining(draft, owned, task), ownerId: agentId },
    "INTERACTION_CHANGED",
  );
  rememberAgent(draft, interaction, agentId);
  startResponse(draft, interaction.id);
  tellStory(draft, interaction, line, draft.get("AGENT", agentId)?.name ?? "");
}

/** Somebody more in the conversation, whose it is not: a conference member, an adviser. */
export function joinBeside(draft: Draft, task: ActiveTask): void {
  draft.put("TASK", task, "TASK_STATE_CHANGED");
  draft.tell("AGENT_SUBSCRIBED", task.id, { agentId: task.agentId, role: task.role });
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction === undefined) return;
  const line = task.role === "ASSISTANT" ? "CONSULT_JOINED" : "CONFERENCE_JOINED";
  tellStory(draft, interaction, line, draft.get("AGENT", task.agentId)?.name ?? "");
}

/** The interaction with an intervention of this agent: opened, taken over, or taken up again. */
function engage(draft: Draft, interaction: ActiveInteraction, agentId: AgentId): ActiveInteraction {
  const present =
    interaction.interventionId && draft.get("INTERVENTION", interaction.interventionId);
  if (present && present.state === "OPENED") {
    draft.put("INTERVENTION", reassignIntervention(present, agentId), "INTERVENTION_CHANGED");
    return interaction;
  }
  if (present && present.state === "DEFERRED") {
    const back = reassignIntervention(reactivateIntervention(present), agentId);
    draft.put("INTERVENTION", back, "INTERVENTION_REACTIVATED");
    return { ...interaction, interventionState: "OPENED" };
  }
  if (present && interaction.reopenedCount > 0) {
    draft.put("INTERVENTION", reopenIntervention(present, agentId), "INTERVENTION_REOPENED");
    return { ...interaction, interventionState: "OPENED" };
  }
  const { id: interactionId, threadId } = interaction;
  const parts = { id: brand<InterventionId>(draft.newId()), interactionId, threadId, agentId };
  const opened = openIntervention(parts, draft.now);
  draft.put("INTERVENTION", opened, "INTERVENTION_OPENED");
  return { ...interaction, interventionId: opened.id, interventionState: "OPENED" };
}

/** A first reply is owed from the moment somebody has it; a hold of an earlier owner is over. */
function onJoining(
  draft: Draft,
  interaction: ActiveInteraction,
  task: ActiveTask,
): ActiveInteraction {
  const queue = draft.queue(task.queueId);
  const { firstReply } = queue.routing;
  const owes = task.direction !== "OUTBOUND" && firstReply !== null;
  // What stood still with an earlier owner's hold has the rest of its time left.
  const resumed = resumeHeld(draft, interaction);
  const present = isRefusal(resumed) ? interaction : resumed;
  const clocks = {
    ...present.clocks,
    held: null,
    heldMs: 0,
    deferredUntil: NEVER,
    deferredBy: null,
    firstReplyDueAt: reckonIn(draft, queue)(draft.now, owes ? firstReply.sec : null),
    firstReplyReminders: 0,
    inactiveAt: silentUntil(draft, interaction, queue),
  };
  return { ...present, clocks };
}

/** Whom the customer knows: asked first the next time, where the queue says so. */
export function rememberAgent(
  draft: Draft,
  { threadId }: ActiveInteraction,
  agentId: AgentId,
): void {
  const thread = draft.get("THREAD", threadId);
  if (thread !== undefined && thread.lastAgentId !== agentId)
    draft.put("THREAD", { ...thread, lastAgentId: agentId }, "THREAD_CHANGED");
}
