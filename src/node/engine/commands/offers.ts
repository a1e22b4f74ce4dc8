import { accept } from "../../../domain/accept.ts";
import { type AgentId, type OfferId, brand } from "../../../domain/id.ts";
import { type Interaction, type ActiveInteraction } from "../../../domain/interaction.ts";
import { openIntervention, reassignIntervention } from "../../../domain/intervention.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { decline } from "../../../domain/rona.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import { type Actor, agentIdOf } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Draft } from "../draft.ts";
import { withReceipts } from "../receipts.ts";
import { writeReturned } from "../returning.ts";
import { recordEntry } from "../statistics.ts";
import { tellStory } from "../story.ts";

/** T16: the conversation is this agent's from here on. */
export function acceptOffer(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"offer.accept">,
): Refusal | object {
  const found = answering(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId, interaction } = found;
  const { offerGraceMs } = draft.workspace(task.workspaceId);
  const accepted = accept(task, { agentId, offerId: body.offerId, offerGraceMs }, draft.now);
  if (isRefusal(accepted)) return accepted;
  draft.put("TASK", accepted, "TASK_STATE_CHANGED");
  draft.tell("AGENT_SUBSCRIBED", accepted.id, { agentId });
  recordEntry(draft, accepted, interaction, "ANSWERED");
  const owned = engage(draft, interaction, agentId);
  const firstAnsweredAt = newEntry(owned, accepted.firstEnqueuedAt)
    ? draft.now
    : owned.firstAnsweredAt;
  draft.put("INTERACTION", { ...owned, ownerId: agentId, firstAnsweredAt }, "INTERACTION_CHANGED");
  tellStory(draft, owned, "OFFER_ACCEPTED", draft.get("AGENT", agentId)?.name ?? "");
  return { taskId: accepted.id, interactionId: accepted.interactionId };
}

function newEntry(interaction: Interaction, enqueuedAt: number): boolean {
  return interaction.firstAnsweredAt === null || interaction.firstAnsweredAt < enqueuedAt;
}

/** The interaction with an intervention of this agent: opened, or taken over. */
function engage(draft: Draft, interaction: ActiveInteraction, agentId: AgentId): ActiveInteraction {
  const present =
    interaction.interventionId && draft.get("INTERVENTION", interaction.interventionId);
  if (present && present.state === "OPENED") {
    draft.put("INTERVENTION", reassignIntervention(present, agentId), "INTERVENTION_CHANGED");
    return interaction;
  }
  const { id: interactionId, threadId } = interaction;
  const opened = openIntervention(
    { id: brand(draft.newId()), interactionId, threadId, agentId },
    draft.now,
  );
  draft.put("INTERVENTION", opened, "INTERVENTION_OPENED");
  return { ...interaction, interventionId: opened.id, interventionState: "OPENED" };
}

/** T17 by the agent's own word. */
export function declineOffer(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"offer.decline">,
): Refusal | object {
  const found = answering(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  const { offerGraceMs, declineBackOffSec: backOffSec } = draft.workspace(task.workspaceId);
  const answer = { agentId, offerId: body.offerId, offerGraceMs, declineReason: body.reason };
  const returned = decline(
    task,
    { ...answer, successorId: brand(draft.newId()), backOffSec },
    draft.now,
  );
  if (isRefusal(returned)) return returned;
  writeReturned(draft, returned, {
    line: "OFFER_DECLINED",
    who: draft.get("AGENT", agentId)?.name ?? "",
  });
  return { taskId: task.id };
}

function answering(draft: Draft, actor: Actor, taskId: string) {
  const agentId = agentIdOf(actor);
  const task = draft.get("TASK", taskId);
  // What one may not see does not exist: a foreign task is answered like an unknown one.
  if (task === undefined || agentId === null) return refuse("TASK_NOT_FOUND");
  if (!can(actor, "offer.answer", { workspaceId: task.workspaceId }))
    return refuse("TASK_NOT_FOUND");
  const interaction = draft.get("INTERACTION", task.interactionId);
  const sees = can(actor, "interaction.read", {
    workspaceId: task.workspaceId,
    queueId: task.queueId,
    ownerId: task.state === "QUEUED" ? null : task.agentId,
  });
  if (!sees) return refuse("TASK_NOT_FOUND");
  if (task.state === "CLOSED" || interaction === undefined || interaction.state === "COMPLETED") {
    return closedAnswer(task, agentId);
  }
  const seen = task.state === "RESERVED" ? withReceipts(task, draft.factsOf(task)) : task;
  return { task: seen, agentId, interaction };
}

/** A closed task's offer has its own words (expired, withdrawn): the domain gives them. */
function closedAnswer(task: Parameters<typeof accept>[0], agentId: AgentId): Refusal {
  const offerId =
    task.state === "QUEUED" || task.offer === null ? brand<OfferId>("none") : task.offer.id;
  const answer = accept(task, { agentId, offerId, offerGraceMs: 0 }, Number.MAX_SAFE_INTEGER);
  return isRefusal(answer) ? answer : refuse("TASK_CLOSED");
}
