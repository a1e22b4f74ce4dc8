import { type CompletionId, brand } from "../../domain/id.ts";
import {
  type Completion,
  type Interaction,
  completeInteraction,
} from "../../domain/interaction.ts";
import { closeIntervention } from "../../domain/intervention.ts";
import { endEpisode } from "../../domain/thread.ts";
import type { Draft } from "./draft.ts";
import { tellStory } from "./story.ts";

/** The interaction is over: its intervention is closed, its thread is free for the next episode, and it is recorded. */
export function complete(
  draft: Draft,
  interaction: Interaction,
  completion: Omit<Completion, "at">,
): void {
  if (interaction.state === "COMPLETED") return;
  const at = draft.now;
  tellStory(draft, interaction, "COMPLETED", completion.byName);
  const intervention =
    interaction.interventionId && draft.get("INTERVENTION", interaction.interventionId);
  if (intervention && intervention.state === "OPENED") {
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
  if (thread !== undefined && thread.interactionId === interaction.id) {
    const ended = endEpisode(thread, source?.sessionBound ?? false);
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

/** Completes as resolved when this was the last task and it ended so. */
export function completeIfDone(
  draft: Draft,
  interactionId: Interaction["id"],
  by: { id: string; resolved: boolean },
): void {
  if (!by.resolved || draft.openTasksOf(interactionId).length > 0) return;
  const interaction = draft.get("INTERACTION", interactionId);
  if (interaction === undefined) return;
  const byName = draft.get("AGENT", by.id)?.name ?? by.id;
  complete(draft, interaction, { by: brand(by.id), byName, resolution: "RESOLVED" });
}
