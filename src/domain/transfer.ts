import { claimWaiting } from "./claiming.ts";
import type { AgentId, TaskId } from "./id.ts";
import type { InteractionDirection } from "./interaction.ts";
import { isLeg } from "./participation.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Returned } from "./rona.ts";
import type { Arrival } from "./source.ts";
import { type ActiveTask, type QueuedTask, type Task, type WrapUpTask, requeue } from "./task.ts";
import { type Instant, NEVER } from "./time.ts";
import type { TransferRonaFallback } from "./workspace.ts";

/** T46: why the source cannot take the customer to the outside in this way, or null. */
export function outsideObstacle(
  can: Arrival["externalTransfer"],
  attended: boolean,
): Refusal | null {
  const isAble = can === "ATTENDED" || (can === "BLIND" && !attended);
  return isAble ? null : refuse("EXTERNAL_NOT_SUPPORTED");
}

/** What stands in for the agent, or for the transfer, that nobody took (T18). */
export type Fallback =
  | { readonly goes: "QUEUED"; readonly successor: QueuedTask }
  | {
      readonly goes: "RETURNED";
      readonly successor: QueuedTask;
      readonly agentId: AgentId;
    }
  | { readonly goes: "UNDELIVERED" }
  /** A leg: the conversation goes on without it, and who asked is told. */
  | { readonly goes: "TOLD" };

export interface FallbackRules {
  readonly policy: TransferRonaFallback;
  readonly successorId: TaskId;
  readonly direction: InteractionDirection;
  /** Where the chain had no end to its time, it gets this one. */
  readonly freshUntil: Instant;
  /** Whether the sender could be offered it at this moment. */
  readonly mayReturn: (senderId: AgentId) => boolean;
}

/** T18: only a transfer asks its policy; any other work of a named agent goes to the queue. */
export function fallbackOf(
  { closed, exclusion }: Returned,
  rules: FallbackRules,
  now: Instant,
): Fallback {
  if (isLeg(closed)) return { goes: "TOLD" };
  const policy = closed.direction === "DIRECT_TRANSFER" ? rules.policy : "REQUEUE";
  if (policy === "NONE") return { goes: "UNDELIVERED" };
  const { requestExpiresAt } = closed;
  const successor: QueuedTask = {
    ...requeue(closed, rules.successorId, exclusion, now),
    // Who named an agent is done with it; a transfer comes from its sender however often it goes on.
    requestedBy: closed.direction === "DIRECT_TRANSFER" ? closed.requestedBy : null,
    direction: rules.direction,
    requestExpiresAt: requestExpiresAt === NEVER ? rules.freshUntil : requestExpiresAt,
  };
  const senderId = closed.requestedBy;
  const returns =
    policy === "RETURN_TO_SENDER" &&
    senderId !== null &&
    senderId !== closed.agentId &&
    rules.mayReturn(senderId);
  return returns
    ? { goes: "RETURNED", successor: { ...successor, mode: "AGENT" }, agentId: senderId }
    : { goes: "QUEUED", successor };
}

/** A transfer that nobody has taken is called off: the sender goes on as before, in a task that follows it. */
export function takeUpAgain(
  left: WrapUpTask,
  calledOff: { readonly leg: Task; readonly id: TaskId },
  now: Instant,
): ActiveTask {
  const { leg, id } = calledOff;
  const next = requeue(left, id, null, now);
  const { direction, priority } = left;
  const chain = { previousTaskId: leg.id, attempt: leg.attempt + 1 };
  return { ...claimWaiting(next, left.agentId, now), ...chain, mode: "AGENT", direction, priority };
}
