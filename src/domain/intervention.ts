import type { AgentId, InteractionId, InterventionId, ThreadId } from "./id.ts";
import type { Instant } from "./time.ts";

export const interventionStates = ["OPENED", "DEFERRED", "CLOSED"] as const;
export type InterventionState = (typeof interventionStates)[number];

interface Common {
  readonly id: InterventionId;
  readonly interactionId: InteractionId;
  readonly threadId: ThreadId;
  readonly agentId: AgentId;
  readonly openedAt: Instant;
  readonly firstReplyAt: Instant | null;
  readonly repliesCount: number;
  readonly commentsCount: number;
  /** One more with every agent who takes it over. */
  readonly segmentIndex: number;
}

export interface OpenedIntervention extends Common {
  readonly state: "OPENED";
}

/** Put off by its agent; comes back by itself, or when the customer writes. */
export interface DeferredIntervention extends Common {
  readonly state: "DEFERRED";
  readonly deferredUntil: Instant;
}

export interface ClosedIntervention extends Common {
  readonly state: "CLOSED";
  readonly closedAt: Instant;
  readonly closedBy: string;
}

export type LiveIntervention = OpenedIntervention | DeferredIntervention;
export type Intervention = LiveIntervention | ClosedIntervention;

export function openIntervention(
  parts: Pick<Common, "id" | "interactionId" | "threadId" | "agentId">,
  now: Instant,
): OpenedIntervention {
  const { id, interactionId, threadId, agentId } = parts;
  const counts = { firstReplyAt: null, repliesCount: 0, commentsCount: 0, segmentIndex: 0 };
  return { id, interactionId, threadId, agentId, openedAt: now, ...counts, state: "OPENED" };
}

export function reassignIntervention(
  intervention: OpenedIntervention,
  agentId: AgentId,
): OpenedIntervention {
  if (intervention.agentId === agentId) return intervention;
  return { ...intervention, agentId, segmentIndex: intervention.segmentIndex + 1 };
}

export function countReply(intervention: OpenedIntervention, now: Instant): OpenedIntervention {
  const firstReplyAt = intervention.firstReplyAt ?? now;
  return { ...intervention, firstReplyAt, repliesCount: intervention.repliesCount + 1 };
}

export function countComment(intervention: OpenedIntervention): OpenedIntervention {
  return { ...intervention, commentsCount: intervention.commentsCount + 1 };
}

export function deferIntervention(
  intervention: OpenedIntervention,
  until: Instant,
): DeferredIntervention {
  return { ...intervention, state: "DEFERRED", deferredUntil: until };
}

/** T34's other half: its time has come, or the customer has written. */
export function reactivateIntervention(intervention: DeferredIntervention): OpenedIntervention {
  const { deferredUntil: _until, ...rest } = intervention;
  return { ...rest, state: "OPENED" };
}

export function closeIntervention(
  intervention: LiveIntervention,
  by: string,
  now: Instant,
): ClosedIntervention {
  const opened =
    intervention.state === "DEFERRED" ? reactivateIntervention(intervention) : intervention;
  return { ...opened, state: "CLOSED", closedAt: now, closedBy: by };
}

/** A closed intervention taken up again by the customer, an agent or the API. */
export function reopenIntervention(
  intervention: ClosedIntervention,
  agentId: AgentId,
): OpenedIntervention {
  const { closedAt: _at, closedBy: _by, ...rest } = intervention;
  return reassignIntervention({ ...rest, state: "OPENED" }, agentId);
}
