import type { AgentId, InteractionId } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import { reactivateIntervention } from "../../domain/intervention.ts";
import { isAside } from "../../domain/participation.ts";
import { NEVER } from "../../domain/time.ts";
import { letBack } from "./admission.ts";
import type { Draft } from "./draft.ts";
import { canBeOffered, offerTo } from "./offering.ts";
import { requestFor } from "./requesting.ts";
import { tellStory } from "./story.ts";

/** T34's other half: what was put off is back, with its agent first where that agent can be asked, else in its queue. */
export function reactivate(draft: Draft, id: InteractionId): void {
  const ownerId = bringBack(draft, id);
  const back = draft.get("INTERACTION", id);
  if (ownerId === null || back?.state !== "ACTIVE") return;
  const isServed = draft.openTasksOf(id).some((task) => task.state !== "WRAP_UP" && !isAside(task));
  if (!isServed) askOwnerFirst(draft, back, ownerId);
}

/** It is no longer put off; answers whose it was, or null where it was not. Nobody is asked for yet. */
export function bringBack(draft: Draft, id: InteractionId): AgentId | null {
  const interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE" || interaction.clocks.deferredUntil === NEVER) return null;
  const intervention =
    interaction.interventionId && draft.get("INTERVENTION", interaction.interventionId);
  if (intervention && intervention.state === "DEFERRED")
    draft.put("INTERVENTION", reactivateIntervention(intervention), "INTERVENTION_REACTIVATED");
  const clocks = { ...interaction.clocks, deferredUntil: NEVER, deferredBy: null };
  const interventionState = intervention ? "OPENED" : interaction.interventionState;
  draft.put("INTERACTION", { ...interaction, clocks, interventionState }, "INTERACTION_CHANGED");
  tellStory(draft, interaction, "REACTIVATED", "");
  return interaction.clocks.deferredBy;
}

/** Offered to whom it belonged, where that agent is READY with room; otherwise it waits like all other work. */
function askOwnerFirst(
  draft: Draft,
  interaction: ActiveInteraction,
  ownerId: ActiveInteraction["ownerId"],
): void {
  const queue = draft.queue(interaction.queueId);
  const { direction } = interaction;
  const owner = ownerId === null ? undefined : draft.get("AGENT", ownerId);
  if (owner !== undefined && canBeOffered(draft, owner, queue.mrdId)) {
    offerTo(draft, requestFor(draft, interaction, { queue, direction, mode: "AGENT" }), {
      agentId: owner.id,
    });
    return;
  }
  letBack(draft, requestFor(draft, interaction, { queue, direction, mode: "QUEUE" }));
}
