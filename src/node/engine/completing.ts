import { type AgentId, type CompletionId, brand } from "../../domain/id.ts";
import {
  type Completion,
  type Interaction,
  completeInteraction,
} from "../../domain/interaction.ts";
import { closeIntervention } from "../../domain/intervention.ts";
import { isAside } from "../../domain/participation.ts";
import type { OpenTask, WrapUpTask } from "../../domain/task.ts";
import { endEpisode } from "../../domain/thread.ts";
import type { Draft } from "./draft.ts";
import { endAsides } from "./participants.ts";
import { tellStory } from "./story.ts";

/** The interaction is over: its intervention is closed, its thread is free for the next episode, and it is recorded. */
export function complete(
  draft: Draft,
  interaction: Interaction,
  completion: Omit<Completion, "at">,
): void {
  if (interaction.state === "COMPLETED") return;
  endAsides(draft, interaction.id);
  const at = draft.now;
  // A wrap-up is nothing to the customer: they were told when the agent, or they themselves, ended it.
  const isTold = interaction.status === "WRAP_UP" || completion.by === "customer";
  tellStory(draft, interaction, "COMPLETED", completion.byName, {
    told: isTold ? null : "ENDED",
  });
  const intervention =
    interaction.interventionId && draft.get("INTERVENTION", interaction.interventionId);
  if (intervention && intervention.state !== "CLOSED") {
    draft.put(
      "INTERVENTION",
      closeIntervention(intervention, completion.by, at),
      "INTERVENTION_CLOSED",
    );
  }
  const interventionState = interaction.interventionId === null ? null : "CLOSED";
  const source = draft.source(interaction.sourceId);
  const thread = draft.get("THREAD", interaction.threadId);
  let threadState = interaction.threadState;
  if (thread !== undefined && thread.openInteractionIds.includes(interaction.id)) {
    const ended = endEpisode(thread, interaction.id, source?.sessionBound ?? false);
    threadState = ended.state;
    draft.put("THREAD", ended, "THREAD_CHANGED");
  }
  const completed = completeInteraction(
    { ...interaction, interventionState, threadState },
    { ...completion, at },
  );
  draft.put("INTERACTION", completed, "INTERACTION_COMPLETED");
  const { completedAt, completedBy, completedByName, resolution, dispositions } = completed;
  const record = { completedAt, completedBy, completedByName, resolution, dispositions };
  const id = { id: brand<CompletionId>(draft.newId()), interactionId: interaction.id };
  draft.put("COMPLETION", { ...id, ...record }, "COMPLETION_RECORDED");
}

/** What completes an interaction once its last task is over: an agent's word, or the customer's going elsewhere. */
export interface LastEnd {
  readonly by: AgentId;
  readonly resolved: boolean;
  /** TRANSFERRED where the customer was handed on to the outside. */
  readonly reason: WrapUpTask["reason"];
}

/** Completes when this was the last task and it ended so; by whom it belonged to, whoever wraps up last. */
export function completeIfDone(
  draft: Draft,
  interactionId: Interaction["id"],
  ended: LastEnd,
): void {
  if (!ended.resolved) return;
  const open = draft.openTasksOf(interactionId).filter((task) => !isAside(task));
  if (open.length > 0) return leaveToWrapUps(draft, open);
  const interaction = draft.get("INTERACTION", interactionId);
  if (interaction === undefined) return;
  if (isUnheard(draft, interaction)) {
    const { customerName: byName } = interaction;
    return complete(draft, interaction, { by: "customer", byName, resolution: "ABANDONED" });
  }
  const by = interaction.ownerId ?? ended.by;
  const byName = draft.get("AGENT", by)?.name ?? by;
  const resolution = ended.reason === "TRANSFERRED" ? "TRANSFERRED" : "RESOLVED";
  complete(draft, interaction, { by, byName, resolution });
}

/** The customer's absence has ended it before anybody wrote to them: nothing was resolved. */
export function isUnheard(draft: Draft, interaction: Interaction): boolean {
  if (interaction.clocks.presence?.isOver !== true) return false;
  if (interaction.communicationType !== "MESSAGING") return false;
  const { interventionId } = interaction;
  const intervention =
    interventionId === null ? undefined : draft.get("INTERVENTION", interventionId);
  return intervention === undefined || intervention.repliesCount === 0;
}

/** Nothing is left but earlier agents' wrap-ups: the last of them to end completes the interaction. */
export function leaveToWrapUps(draft: Draft, open: readonly OpenTask[]): void {
  for (const task of open) if (task.state !== "WRAP_UP" && !isAside(task)) return;
  for (const task of open) {
    if (task.state === "WRAP_UP" && !task.resolved)
      draft.put("TASK", { ...task, resolved: true }, "TASK_STATE_CHANGED");
  }
}
