import type { AgentId, OfferId } from "./id.ts";
import type { Offer } from "./offer.ts";
import { activateMedia } from "./media.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { ActiveTask, ReservedTask, Task } from "./task.ts";
import type { Instant } from "./time.ts";

export interface Answer {
  readonly agentId: AgentId;
  readonly offerId: OfferId;
  readonly offerGraceMs: number;
}

/**
 * The reserved task that this answer may still decide, or why it comes too late or from the wrong person.
 * Judged by when the node received the answer: up to `expiresAt` plus the grace (T16).
 */
export function answerable(task: Task, answer: Answer, now: Instant): ReservedTask | Refusal {
  if (task.state !== "RESERVED") return endedOffer(task, answer);
  if (task.offer.id !== answer.offerId) return refuse("OFFER_NOT_FOUND");
  if (task.agentId !== answer.agentId) return refuse("NOT_YOUR_OFFER");
  if (now > task.offer.expiresAt + answer.offerGraceMs) return refuse("OFFER_EXPIRED");
  return task;
}

function endedOffer(task: Exclude<Task, ReservedTask>, answer: Answer): Refusal {
  const offer = task.state === "QUEUED" ? null : task.offer;
  if (offer === null || offer.id !== answer.offerId) {
    return refuse(task.state === "CLOSED" ? "TASK_CLOSED" : "TASK_NOT_RESERVED");
  }
  if (offer.agentId !== answer.agentId) return refuse("NOT_YOUR_OFFER");
  return refuse(codeOfEnd[offer.state]);
}

const codeOfEnd = {
  PENDING: "OFFER_NOT_FOUND",
  ACCEPTED: "OFFER_ALREADY_ACCEPTED",
  REJECTED: "OFFER_DECLINED",
  TIMEOUT: "OFFER_EXPIRED",
  CANCELED: "OFFER_WITHDRAWN",
} as const satisfies Record<Offer["state"], string>;

/** T16: the agent has it. */
export function accept(task: Task, answer: Answer, now: Instant): ActiveTask | Refusal {
  const reserved = answerable(task, answer, now);
  if ("refused" in reserved) return reserved;
  const { offer, ...rest } = reserved;
  return {
    ...rest,
    state: "ACTIVE",
    answeredAt: now,
    offer: { ...offer, state: "ACCEPTED", respondedAt: now },
    role: task.direction === "CONSULT" ? "ASSISTANT" : "PRIMARY",
    addedMedia: activateMedia(task.addedMedia, now),
  };
}
