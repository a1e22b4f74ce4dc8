import type { Interaction } from "../../domain/interaction.ts";
import { isLeg, primariesOf } from "../../domain/participation.ts";
import type { ClosedTask } from "../../domain/task.ts";
import { complete } from "./completing.ts";
import type { Draft } from "./draft.ts";
import { recordEntry } from "./statistics/entries.ts";
import { tellStory } from "./story.ts";

/**
 * T19: nobody could be found in time. Who asked for a leg is told; the customer's own request stays, as undelivered,
 * for supervisors to see, unless somebody else is serving them.
 */
export function endRequest(draft: Draft, closed: ClosedTask, interaction: Interaction): void {
  tellNobody(draft, closed);
  const isServed = primariesOf(draft.openTasksOf(interaction.id)).length > 0;
  const line = isLeg(closed) || isServed ? "NO_COLLEAGUE" : "NO_AGENT_AVAILABLE";
  tellStory(draft, interaction, line, "");
  recordEntry(draft, closed, interaction, "NO_AGENT");
}

/** A queue that refuses: its word was said to the customer, and the conversation is over; what was written stays. */
export function endRefused(draft: Draft, closed: ClosedTask, interaction: Interaction): void {
  recordEntry(draft, closed, interaction, "NO_AGENT");
  const by = { by: "system", byName: "", resolution: "NO_AGENT" } as const;
  complete(draft, draft.get("INTERACTION", interaction.id) ?? interaction, by);
}

export function tellNobody(draft: Draft, closed: ClosedTask): void {
  const requestType = { direction: closed.direction, mode: closed.mode };
  draft.tell("NO_AGENT_AVAILABLE", closed.id, { requestType });
}
