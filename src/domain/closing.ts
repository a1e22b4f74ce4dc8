import type { AgentId, TaskId } from "./id.ts";
import type { InteractionDirection } from "./interaction.ts";
import type { EndedOffer } from "./offer.ts";
import { ownPrimary } from "./participation.ts";
import type { WrapUpRule } from "./queue.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { type Returned, withdraw } from "./rona.ts";
import {
  type ActiveTask,
  type CloseReason,
  type ClosedTask,
  type Exclusion,
  type QueuedTask,
  type Task,
  type WrapUpTask,
  closeTask,
  requeue,
} from "./task.ts";
import { type Instant, NEVER, SECOND_MS } from "./time.ts";
import { endWrapUp } from "./wrap-up.ts";

/** T20 to T23: the agent's part is over; wrap-up follows where the queue wants one. */
export function leave(
  task: ActiveTask,
  how: Pick<WrapUpTask, "reason" | "resolved">,
  rule: WrapUpRule,
  now: Instant,
): WrapUpTask | ClosedTask {
  if (!rule.enabled) return closeTask(task, { reason: how.reason }, now);
  const wrapUpExpiresAt = now + rule.seconds * SECOND_MS;
  const { role: _role, ...held } = task;
  return { ...held, ...how, state: "WRAP_UP", wrapUpStartedAt: now, wrapUpExpiresAt };
}

/** T21: Close, resolved. */
export function resolve(
  task: Task,
  agentId: AgentId,
  rule: WrapUpRule,
  now: Instant,
): WrapUpTask | ClosedTask | Refusal {
  const own = ownPrimary(task, agentId);
  return "refused" in own ? own : leave(own, { reason: "DONE", resolved: true }, rule, now);
}

const RETURNED_BACK_OFF_SEC = 60;

/** T22: Close, unresolved: the agent is done, the request goes on in its queue with a time to live of its own. */
export function resolveNot(
  task: Task,
  returned: {
    agentId: AgentId;
    rule: WrapUpRule;
    successorId: TaskId;
    requestExpiresAt: Instant;
    slaDueAt: Instant;
  },
  now: Instant,
): { left: WrapUpTask | ClosedTask; successor: QueuedTask } | Refusal {
  const own = ownPrimary(task, returned.agentId);
  if ("refused" in own) return own;
  const until = now + RETURNED_BACK_OFF_SEC * SECOND_MS;
  const exclusion: Exclusion = { agentId: returned.agentId, until, why: "RETURNED" };
  const successor: QueuedTask = {
    ...requeue(own, returned.successorId, exclusion, now),
    direction: "INBOUND",
    requestedBy: null,
    note: "",
    priority: own.priority,
    firstEnqueuedAt: now,
    requestExpiresAt: returned.requestExpiresAt,
    slaDueAt: returned.slaDueAt,
  };
  return { left: leave(own, { reason: "DONE", resolved: false }, returned.rule, now), successor };
}

/** T19: the request's time ran out while it waited. */
export function expireRequest(task: Task, now: Instant): ClosedTask | Refusal {
  if (task.state !== "QUEUED") return refuse("TASK_NOT_QUEUED");
  if (now < task.requestExpiresAt) return refuse("TOO_EARLY");
  return closeTask(task, { reason: "NO_AGENT_AVAILABLE" }, now);
}

/** T24: the customer left before anybody had joined. */
export function abandon(task: Task, now: Instant): ClosedTask | Refusal {
  if (task.state === "QUEUED") return closeTask(task, { reason: "CANCELLED" }, now);
  if (task.state !== "RESERVED")
    return refuse(task.state === "CLOSED" ? "TASK_CLOSED" : "TASK_NOT_QUEUED");
  const offer: EndedOffer = {
    ...task.offer,
    state: "CANCELED",
    endedAt: now,
    cancelReason: "CUSTOMER_LEFT",
  };
  return closeTask(task, { reason: "CANCELLED", offer }, now);
}

export interface TakenOut {
  readonly reason: Extract<CloseReason, "REROUTE" | "RESPONSE_TIMEOUT" | "AGENT_LOGOUT">;
  readonly successorId: TaskId;
  readonly direction: InteractionDirection;
  /** Whether the customer is served by, or waits for, somebody else. */
  readonly isCaredFor: boolean;
}

/**
 * T28, T31, T32: the agent is taken out of a conversation, without wrap-up. The customer goes back before all others,
 * unless somebody else is there for them. Who advised or listened leaves nothing behind.
 */
export function takeOut(task: ActiveTask, how: TakenOut, now: Instant): Returned {
  const { reason, successorId, direction } = how;
  const closed = closeTask(task, { reason }, now);
  if (task.role !== "PRIMARY" || how.isCaredFor)
    return { closed, successor: null, exclusion: null };
  // Work that was answered once has kept its promise: it is not given up when the old request's time is over.
  const kept = { direction, requestExpiresAt: NEVER };
  return {
    closed,
    successor: { ...requeue(task, successorId, null, now), ...kept },
    exclusion: null,
  };
}

/** T29 and T30: the agent is gone; what was on offer goes on, a wrap-up ends without its form. */
export function afterLogout(
  task: Exclude<Task, ActiveTask>,
  successorId: TaskId,
  now: Instant,
): Returned | Refusal {
  switch (task.state) {
    case "RESERVED":
      return withdraw(
        task,
        { cancelReason: "AGENT_LOGOUT", reason: "AGENT_LOGOUT", successorId },
        now,
      );
    case "WRAP_UP":
      return {
        closed: endWrapUp(task, "WRAP_UP_NOT_APPLIED", now),
        successor: null,
        exclusion: null,
      };
    case "QUEUED":
      return refuse("TASK_NOT_ACTIVE");
    case "CLOSED":
      return refuse("TASK_CLOSED");
  }
}
