import { isAway, markAway, markHere, markOver } from "../../../domain/absence.ts";
import { abandon, leave } from "../../../domain/closing.ts";
import type { ThreadId } from "../../../domain/id.ts";
import type { ActiveInteraction } from "../../../domain/interaction.ts";
import { rulesOf } from "../../../domain/queue.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { complete, isUnheard, leaveToWrapUps } from "../completing.ts";
import type { Draft } from "../draft.ts";
import { endAsides } from "../participants.ts";
import { recordEntry } from "../statistics/entries.ts";
import { tellStory } from "../story.ts";
import type { World } from "../world.ts";
import { forgetAll } from "./agents.ts";
import { writeLeft } from "./closing.ts";
import { speaking } from "./customers.ts";

/** T23 and T24, for sources whose session ends with the customer. */
export function customerLeaves(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"customer.leave">,
): Refusal | object {
  const thread = speaking(draft, actor, body.threadId);
  if (isRefusal(thread)) return thread;
  if (draft.source(thread.sourceId)?.sessionBound !== true) return refuse("SESSION_NOT_BOUND");
  const interaction =
    thread.interactionId === null ? undefined : draft.get("INTERACTION", thread.interactionId);
  if (interaction === undefined || interaction.state === "COMPLETED")
    return refuse("INTERACTION_COMPLETED");
  tellStory(draft, interaction, "CUSTOMER_LEFT", interaction.customerName);
  endSession(draft, interaction);
  return { interactionId: interaction.id };
}

/** A customer who has been away for too long has left: what their source says of it. */
export function absenceEnds(draft: Draft, interaction: ActiveInteraction): void {
  tellStory(draft, interaction, "CUSTOMER_ABSENT", interaction.customerName);
  const over = markOver(interaction);
  draft.put("INTERACTION", over, "INTERACTION_CHANGED");
  endSession(draft, over);
}

/** The customer's lease has run out: everybody who sees the conversation sees since when. */
export function customerAway(
  draft: Draft,
  interaction: ActiveInteraction,
  goneSince: number,
): void {
  draft.put("INTERACTION", markAway(interaction, goneSince), "CUSTOMER_AWAY", { since: goneSince });
}

export function customerBack(draft: Draft, threadId: ThreadId): void {
  for (const id of draft.get("THREAD", threadId)?.openInteractionIds ?? []) {
    const interaction = draft.get("INTERACTION", id);
    if (interaction?.state === "ACTIVE" && isAway(interaction) && !isEnded(interaction))
      draft.put("INTERACTION", markHere(interaction), "CUSTOMER_RETURNED");
  }
}

/** A node that has just come up knows nobody's presence: customers' grace begins anew. */
export function forgetPresence(draft: Draft, world: World): void {
  forgetAll(draft, draft.agents());
  for (const interaction of world.all("INTERACTION"))
    if (interaction.state === "ACTIVE" && isAway(interaction) && !isEnded(interaction))
      draft.put("INTERACTION", markHere(interaction), "INTERACTION_CHANGED");
}

const isEnded = ({ clocks }: ActiveInteraction): boolean => clocks.presence?.isOver === true;

/** Who serves the customer wraps up, who was asked for is not any more, and with nobody left it is completed. */
function endSession(draft: Draft, interaction: ActiveInteraction): void {
  draft.tell("CUSTOMER_LEFT", interaction.id);
  let answered = false;
  endAsides(draft, interaction.id);
  for (const task of draft.openTasksOf(interaction.id)) {
    if (task.state === "WRAP_UP") continue;
    if (task.state === "ACTIVE") {
      answered = true;
      const rule = rulesOf(draft.queue(task.queueId), draft.mrd(task.mrdId)).wrapUp;
      const left = leave(task, { reason: "DONE", resolved: true }, rule, draft.now);
      writeLeft(draft, left, task.agentId);
      continue;
    }
    const abandoned = abandon(task, draft.now);
    if (isRefusal(abandoned)) continue;
    draft.put("TASK", abandoned, "TASK_STATE_CHANGED");
    recordEntry(draft, abandoned, interaction, "ABANDONED");
  }
  const open = draft.openTasksOf(interaction.id);
  leaveToWrapUps(draft, open);
  if (open.length > 0) return;
  const present = draft.get("INTERACTION", interaction.id) ?? interaction;
  const resolution = answered && !isUnheard(draft, present) ? "RESOLVED" : "ABANDONED";
  const { customerName: byName } = interaction;
  complete(draft, present, { by: "customer", byName, resolution });
}
