import type { AgentId, TaskId } from "./id.ts";
import { activateMedia } from "./media.ts";
import {
  type ActiveTask,
  type ClosedTask,
  type OpenTask,
  type QueuedTask,
  closeTask,
  requeue,
} from "./task.ts";
import type { Instant } from "./time.ts";
import { notBehind } from "./wait.ts";

/** T14: waiting work becomes somebody's at once, without an offer. */
export function claimWaiting(task: QueuedTask, agentId: AgentId, now: Instant): ActiveTask {
  const addedMedia = activateMedia(task.addedMedia, now);
  return {
    ...task,
    wait: notBehind(task.wait),
    state: "ACTIVE",
    agentId,
    answeredAt: now,
    offer: null,
    role: "PRIMARY",
    addedMedia,
  };
}

/** Work that is on offer to somebody is taken from under it: the offer is canceled, the request goes on at once. */
export function takeBack(
  task: Extract<OpenTask, { state: "RESERVED" }>,
  successorId: TaskId,
  now: Instant,
): { closed: ClosedTask; successor: QueuedTask } {
  const offer = {
    ...task.offer,
    state: "CANCELED",
    endedAt: now,
    cancelReason: "TAKEN_OVER",
  } as const;
  const closed = closeTask(task, { reason: "REROUTE", offer }, now);
  const successor = {
    ...requeue(task, successorId, null, now),
    mode: task.mode,
    priority: task.priority,
  };
  return { closed, successor };
}

/** T35: what another has in hand goes on with the claimer; the direction stays the conversation's. */
export function continueAs(
  task: ActiveTask,
  claim: { id: TaskId; agentId: AgentId },
  now: Instant,
): ActiveTask {
  const next = requeue(task, claim.id, null, now);
  return { ...claimWaiting(next, claim.agentId, now), mode: "AGENT", priority: task.priority };
}
