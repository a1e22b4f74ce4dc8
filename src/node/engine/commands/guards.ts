import type { Interaction } from "../../../domain/interaction.ts";
import { type Refusal, refuse } from "../../../domain/refusal.ts";
import { type Actor, agentIdOf } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Draft } from "../draft.ts";

/** The interaction if this person may see it; what one may not see is answered like what does not exist. */
export function readable(draft: Draft, actor: Actor, id: string): Interaction | Refusal {
  const interaction = draft.get("INTERACTION", id);
  if (interaction === undefined) return refuse("INTERACTION_NOT_FOUND");
  const { workspaceId, queueId, ownerId } = interaction;
  const asParticipant = takesPart(draft, actor, interaction) ? agentIdOf(actor) : ownerId;
  return can(actor, "interaction.read", { workspaceId, queueId, ownerId: asParticipant })
    ? interaction
    : refuse("INTERACTION_NOT_FOUND");
}

/** Somebody asked in from another queue reads what they are part of. */
function takesPart(draft: Draft, actor: Actor, { id }: Interaction): boolean {
  const agentId = agentIdOf(actor);
  return (
    agentId !== null &&
    draft
      .openTasksOf(id)
      .some(
        (task) => task.state !== "QUEUED" && task.state !== "RESERVED" && task.agentId === agentId,
      )
  );
}
