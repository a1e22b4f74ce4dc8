import { isAway, markAway, markHere, markOver } from "../../../domain/absence.ts";
import { abandon, leave } from "../../../domain/closing.ts";
import type { ThreadId } from "../../../domain/id.ts";
import type { ActiveInteraction, Interaction } from "../../../domain/interaction.ts";
import { rulesOf } from "../../../domain/queue.ts";
import { isRatingAsked, rate } from "../../../domain/rating.ts";
import { isOverForCustomer } from "../../../domain/glance.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { Thread } from "../../../domain/thread.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { complete, isUnheard, leaveToWrapUps } from "../completing.ts";
import type { CustomerPresence } from "../customer-presence.ts";
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
  return leaveFor(draft, presentOf(draft, thread));
}

/** T24, by the customer's own word: whatever the source, and whether or not somebody has answered. */
export function customerEnds(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"customer.end">,
): Refusal | object {
  const thread = speaking(draft, actor, body.threadId);
  if (isRefusal(thread)) return thread;
  const present = presentOf(draft, thread);
  if (present !== undefined && isOverForCustomer(present)) return refuse("INTERACTION_COMPLETED");
  return leaveFor(draft, present);
}

function presentOf(draft: Draft, { interactionId }: Thread): Interaction | undefined {
  return interactionId === null ? undefined : draft.get("INTERACTION", interactionId);
}

function leaveFor(draft: Draft, interaction: Interaction | undefined): Refusal | object {
  if (interaction === undefined || interaction.state === "COMPLETED")
    return refuse("INTERACTION_COMPLETED");
  tellStory(draft, interaction, "CUSTOMER_LEFT", interaction.customerName);
  endSession(draft, interaction);
  return { interactionId: interaction.id };
}

/** What the customer thought of it is kept with the conversation, for those who look at it afterwards. */
export function customerRates(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"customer.rate">,
): Refusal | object {
  const thread = speaking(draft, actor, body.threadId);
  if (isRefusal(thread)) return thread;
  const interaction = draft.get("INTERACTION", body.interactionId);
  if (interaction?.threadId !== thread.id) return refuse("INTERACTION_NOT_FOUND");
  const { stars, comment } = body;
  const isAsked = isRatingAsked(interaction, draft.queue(interaction.queueId));
  const isOver = isOverForCustomer(interaction);
  const rated = rate(interaction, { stars, comment, isAsked, isOver }, draft.now);
  if (isRefusal(rated)) return rated;
  if (rated !== interaction) draft.put("INTERACTION", rated, "INTERACTION_CHANGED");
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
    if (interaction !== undefined && isWaitedFor(interaction)) returned(draft, interaction);
  }
}

/** After a commit that failed: a return that was lost with it is told again, for the page does not connect again. */
export function pagesBack(draft: Draft, world: World, pages: CustomerPresence): void {
  for (const interaction of world.all("INTERACTION"))
    if (isWaitedFor(interaction) && pages.isConnected(interaction.threadId))
      returned(draft, interaction);
}

/** A node that has just come up knows nobody's presence: customers' grace begins anew. */
export function forgetPresence(draft: Draft, world: World): void {
  forgetAll(draft, draft.agents());
  for (const interaction of world.all("INTERACTION"))
    if (isWaitedFor(interaction))
      draft.put("INTERACTION", markHere(interaction), "INTERACTION_CHANGED");
}

function returned(draft: Draft, interaction: ActiveInteraction): void {
  draft.put("INTERACTION", markHere(interaction), "CUSTOMER_RETURNED");
}

/** Away, and their absence has not ended the session yet. */
function isWaitedFor(interaction: Interaction): interaction is ActiveInteraction {
  if (interaction.state !== "ACTIVE") return false;
  return isAway(interaction) && interaction.clocks.presence?.isOver === false;
}

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
      writeLeft(draft, left, task.agentId, null);
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
