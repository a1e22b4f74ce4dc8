import { accept } from "../../../domain/accept.ts";
import { type AgentId, type OfferId, type TaskId, brand } from "../../../domain/id.ts";
import type { RecentAssignment } from "../../../domain/agent.ts";
import { isLeg, isListening, primariesOf } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { decline } from "../../../domain/rona.ts";
import type { ActiveTask, Task } from "../../../domain/task.ts";
import { SECOND_MS } from "../../../domain/time.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import { type Actor, agentIdOf } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Draft } from "../draft.ts";
import { joinAsPrimary, joinBeside } from "../joining.ts";
import { leaveAside } from "../participants.ts";
import { withReceipts } from "../receipts.ts";
import { writeReturned } from "../returning.ts";
import { takenBy } from "./claiming.ts";

/** T16: the conversation is this agent's from here on. */
export function acceptOffer(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"offer.accept">,
): Refusal | object {
  const found = answering(draft, actor, body.taskId);
  if (isRefusal(found)) return found;
  const { task, agentId } = found;
  return take(draft, task, { agentId, offerId: body.offerId });
}

/** An MRD that answers for its agents: the offer is accepted as soon as the agent's screen has shown it. */
export function acceptShown(draft: Draft, taskId: TaskId, offerId: OfferId): void {
  const task = draft.get("TASK", taskId);
  if (task?.state !== "RESERVED" || task.offer.id !== offerId) return;
  if (!draft.mrd(task.mrdId).conduct.autoAccept) return;
  // A refusal changes nothing: the offer stays as it is, and its agent may still answer it.
  take(draft, withReceipts(task, draft.factsOf(task)), { agentId: task.agentId, offerId });
}

function take(
  draft: Draft,
  task: Task,
  answer: { agentId: AgentId; offerId: OfferId },
): Refusal | object {
  const { offerGraceMs } = draft.workspace(task.workspaceId);
  const accepted = accept(task, { ...answer, offerGraceMs }, draft.now);
  if (isRefusal(accepted)) return accepted;
  for (const own of draft.openTasksOf(task.interactionId)) {
    if (own.state !== "ACTIVE" || own.agentId !== answer.agentId) continue;
    if (!isListening(own)) return refuse("ALREADY_IN_CONVERSATION");
    leaveAside(draft, own);
  }
  if (isLeg(accepted)) joinBeside(draft, accepted);
  else joinAsPrimary(draft, accepted, "OFFER_ACCEPTED");
  countAssignment(draft, accepted);
  return { taskId: accepted.id, interactionId: accepted.interactionId };
}

/** An offer taken ends a row of misses, and counts against the share of its queue where that has one. */
function countAssignment(draft: Draft, task: ActiveTask): void {
  const agent = draft.get("AGENT", task.agentId);
  if (agent === undefined) return;
  const share = wasRouted(task) ? draft.queue(task.queueId).routing.fairShare : null;
  const kept = agent.recentAssignments.filter((each) => isStillCounted(draft, each));
  const recentAssignments =
    share === null ? kept : [...kept, { queueId: task.queueId, at: draft.now }];
  const isSame =
    agent.missesInRow === 0 && recentAssignments.length === agent.recentAssignments.length;
  if (isSame && share === null) return;
  draft.put("AGENT", { ...agent, missesInRow: 0, recentAssignments }, "AGENT_STATE_CHANGED");
}

/** Somebody who was named by a person was not the router's choice. */
function wasRouted({ agentId, offer, wait }: ActiveTask): boolean {
  return offer?.assignment.policy !== "NAMED" || wait.route?.agentId === agentId;
}

function isStillCounted(draft: Draft, { queueId, at }: RecentAssignment): boolean {
  const share = draft.queue(queueId).routing.fairShare;
  return share !== null && at > draft.now - share.windowSec * SECOND_MS;
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
  const { offerGraceMs, declineBackOffSec } = draft.workspace(task.workspaceId);
  const backOffSec = draft.queue(task.queueId).routing.declineBackOffSec ?? declineBackOffSec;
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
    return takerOf(draft, task, agentId) ?? closedAnswer(task, agentId);
  }
  const seen = task.state === "RESERVED" ? withReceipts(task, draft.factsOf(task)) : task;
  return { task: seen, agentId, interaction };
}

/** Taken from under whom it rang for: the answer names who has it now, while somebody has. */
function takerOf(draft: Draft, task: Task, agentId: AgentId): Refusal | null {
  // A leg that was called off has nobody else.
  const offer = task.state === "CLOSED" && task.reason === "REROUTE" ? task.offer : null;
  if (offer?.state !== "CANCELED" || offer.cancelReason !== "TAKEN_OVER") return null;
  if (offer.agentId !== agentId) return null;
  const [taker] = primariesOf(draft.openTasksOf(task.interactionId));
  return taker === undefined ? null : takenBy(draft, taker.agentId);
}

/** A closed task's offer has its own words (expired, withdrawn): the domain gives them. */
function closedAnswer(task: Parameters<typeof accept>[0], agentId: AgentId): Refusal {
  const offerId =
    task.state === "QUEUED" || task.offer === null ? brand<OfferId>("none") : task.offer.id;
  const answer = accept(task, { agentId, offerId, offerGraceMs: 0 }, Number.MAX_SAFE_INTEGER);
  return isRefusal(answer) ? answer : refuse("TASK_CLOSED");
}
