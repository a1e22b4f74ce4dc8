import { type Answer, answerable } from "./accept.ts";
import type { TaskId } from "./id.ts";
import type { CancelReason, EndedOffer } from "./offer.ts";
import { type Refusal, refuse } from "./refusal.ts";
import {
  type ClosedTask,
  type Exclusion,
  type QueuedTask,
  type ReservedTask,
  type Task,
  closeTask,
  requeue,
} from "./task.ts";
import { type Instant, SECOND_MS } from "./time.ts";

/** A task whose offer came to nothing, and the successor that goes on in its place. */
export interface Returned {
  readonly closed: ClosedTask;
  /** Null when the request's time was up (T19b), or when it does not go back to a queue by itself (T18). */
  readonly successor: QueuedTask | null;
  /** To whom whatever goes on in its place is not offered again for a while. */
  readonly exclusion: Exclusion | null;
}

/** T18: an offer to a named agent, or of a transfer, is not simply queued again. */
export function needsFallback(task: Pick<Task, "mode" | "direction">): boolean {
  return task.mode === "AGENT" || task.direction === "DIRECT_TRANSFER";
}

interface Handover {
  readonly successorId: TaskId;
  readonly backOffSec: number;
}

/** T17: nobody answered in time. */
export function ringOut(
  task: Task,
  handover: Handover & { offerGraceMs: number },
  now: Instant,
): Returned | Refusal {
  if (task.state !== "RESERVED") return refuse("TASK_NOT_RESERVED");
  if (now < task.offer.expiresAt + handover.offerGraceMs) return refuse("TOO_EARLY");
  const offer: EndedOffer = { ...task.offer, state: "TIMEOUT", endedAt: now };
  return giveBack(task, { offer, reason: "RONA", exclusion: "RONA", ...handover }, now);
}

/** T17: the agent said no. It changes no state of the agent and is no miss. */
export function decline(
  task: Task,
  answer: Answer & Handover & { declineReason: string | null },
  now: Instant,
): Returned | Refusal {
  const reserved = answerable(task, answer, now);
  if ("refused" in reserved) return reserved;
  const { declineReason } = answer;
  const offer: EndedOffer = {
    ...reserved.offer,
    state: "REJECTED",
    respondedAt: now,
    declineReason,
  };
  return giveBack(reserved, { offer, reason: "RONA", exclusion: "DECLINED", ...answer }, now);
}

/** T18b and T29: the offer is taken back; not counted against the agent, who may be offered it again. */
export function withdraw(
  task: Task,
  why: { cancelReason: CancelReason; reason: "REROUTE" | "AGENT_LOGOUT"; successorId: TaskId },
  now: Instant,
): Returned | Refusal {
  if (task.state !== "RESERVED") return refuse("TASK_NOT_RESERVED");
  const offer: EndedOffer = {
    ...task.offer,
    state: "CANCELED",
    endedAt: now,
    cancelReason: why.cancelReason,
  };
  return giveBack(task, { offer, exclusion: null, backOffSec: 0, ...why }, now);
}

interface End extends Handover {
  readonly offer: EndedOffer;
  readonly reason: "RONA" | "REROUTE" | "AGENT_LOGOUT";
  readonly exclusion: Exclusion["why"] | null;
}

function giveBack(task: ReservedTask, end: End, now: Instant): Returned {
  const closed = closeTask(task, { reason: end.reason, offer: end.offer }, now);
  const exclusion: Exclusion | null =
    end.exclusion === null
      ? null
      : { agentId: task.agentId, until: now + end.backOffSec * SECOND_MS, why: end.exclusion };
  if (now >= task.requestExpiresAt)
    return { closed: { ...closed, reason: "NO_AGENT_AVAILABLE" }, successor: null, exclusion };
  const successor = needsFallback(task) ? null : requeue(task, end.successorId, exclusion, now);
  return { closed, successor, exclusion };
}
