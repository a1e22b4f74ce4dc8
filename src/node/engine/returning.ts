import type { Interaction } from "../../domain/interaction.ts";
import type { Returned } from "../../domain/rona.ts";
import type { Draft } from "./draft.ts";
import { recordEntry } from "./statistics.ts";
import { type StoryLine, tellStory } from "./story.ts";

/** Writes a task that came back: the closed one, and its successor in the queue or the end of the request. */
export function writeReturned(
  draft: Draft,
  returned: Returned,
  story: { line: StoryLine; who: string },
): void {
  const { closed, successor } = returned;
  const interaction = draft.get("INTERACTION", closed.interactionId);
  if (interaction === undefined) return;
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  tellStory(draft, interaction, story.line, story.who);
  if (successor === null) {
    if (closed.reason === "NO_AGENT_AVAILABLE") endRequest(draft, closed, interaction);
    return;
  }
  draft.put("TASK", successor, "TASK_STATE_CHANGED");
  draft.tell("TASK_ENQUEUED", successor.id, { queueId: successor.queueId });
  if (
    interaction.state === "ACTIVE" &&
    interaction.ownerId !== null &&
    closed.answeredAt !== null
  ) {
    draft.put("INTERACTION", { ...interaction, ownerId: null }, "INTERACTION_CHANGED");
  }
}

/** T19: nobody could be found in time. The interaction stays, as undelivered, for supervisors to see. */
export function endRequest(
  draft: Draft,
  closed: Returned["closed"],
  interaction: Interaction,
): void {
  draft.tell("NO_AGENT_AVAILABLE", closed.id, {
    requestType: { direction: closed.direction, mode: closed.mode },
  });
  tellStory(draft, interaction, "NO_AGENT_AVAILABLE", "");
  recordEntry(draft, closed, interaction, "NO_AGENT");
}
