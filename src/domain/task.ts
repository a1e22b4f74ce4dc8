import type { AgentId, InteractionId, MrdId, OfferId, QueueId, TaskId, WorkspaceId } from "./id.ts";
import type { AddedMedia } from "./media.ts";
import type { AcceptedOffer, Assignment, EndedOffer, PendingOffer } from "./offer.ts";
import type { SkillNeed } from "./skill.ts";
import type { Instant } from "./time.ts";
import { type Wait, notBehind, plainWait } from "./wait.ts";

/** Spelled as sources 002 spells them; task state and media state are two fields on the wire. */
export const taskDirections = [
  "INBOUND",
  "OUTBOUND",
  "DIRECT_TRANSFER",
  "DIRECT_CONFERENCE",
  "CONSULT",
  "CONSULT_TRANSFER",
  "CONSULT_CONFERENCE",
  "SILENT_MONITOR",
  "BARGE_IN",
] as const;
export type TaskDirection = (typeof taskDirections)[number];
export type TaskMode = "AGENT" | "QUEUE";
export const closeReasons = [
  "RONA",
  "DONE",
  "RESPONSE_TIMEOUT",
  "NO_AGENT_AVAILABLE",
  "REROUTE",
  "CANCELLED",
  "AGENT_LOGOUT",
  "TRANSFERRED",
  "FORCE_CLOSED",
] as const;
export type CloseReason = (typeof closeReasons)[number];
/** What somebody in a conversation is there for (domain.md 1.1). */
export const participantRoles = ["PRIMARY", "ASSISTANT", "SILENT_MONITOR", "WHISPER"] as const;
export type ParticipantRole = (typeof participantRoles)[number];
export type WrapUpOutcome = "WRAP_UP_APPLIED" | "WRAP_UP_NOT_APPLIED" | "WRAP_UP_EXPIRED";

/** Re-routed work stands before everything that people can set (1..10). */
export const REROUTED_PRIORITY = 11;

/** Somebody to whom this request is not offered again until an instant. */
export interface Exclusion {
  readonly agentId: AgentId;
  readonly until: Instant;
  readonly why: "RONA" | "DECLINED" | "RETURNED" | "PRESENT";
}

interface Common {
  readonly id: TaskId;
  readonly workspaceId: WorkspaceId;
  /** The one node that may change this task, and the term in which it may. */
  readonly homeNode: string;
  readonly epoch: number;
  readonly interactionId: InteractionId;
  readonly queueId: QueueId;
  readonly mrdId: MrdId;
  readonly direction: TaskDirection;
  readonly mode: TaskMode;
  readonly priority: number;
  readonly skills: readonly SkillNeed[];
  readonly rootTaskId: TaskId;
  readonly previousTaskId: TaskId | null;
  readonly attempt: number;
  readonly createdAt: Instant;
  /** Kept over every re-route: order and service level count from here. */
  readonly firstEnqueuedAt: Instant;
  readonly enqueuedAt: Instant;
  /** The request's total time to live, one for the whole chain. */
  readonly requestExpiresAt: Instant;
  /** The service level's threshold as an instant. */
  readonly slaDueAt: Instant;
  readonly exclusions: readonly Exclusion[];
  readonly wait: Wait;
  /** Media that joined the first one. */
  readonly addedMedia: readonly AddedMedia[];
  /** Who asked for it (transfer, conference, consult, monitoring), and what they said to whoever takes it. */
  readonly requestedBy: AgentId | null;
  readonly note: string;
}

export interface QueuedTask extends Common {
  readonly state: "QUEUED";
}

export interface ReservedTask extends Common {
  readonly state: "RESERVED";
  readonly agentId: AgentId;
  readonly offer: PendingOffer;
}

export interface ActiveTask extends Common {
  readonly state: "ACTIVE";
  readonly agentId: AgentId;
  readonly answeredAt: Instant;
  /** Null where the agent began it (outbound, clone): nothing was offered. */
  readonly offer: AcceptedOffer | null;
  readonly role: ParticipantRole;
}

export interface WrapUpTask extends Common {
  readonly state: "WRAP_UP";
  readonly agentId: AgentId;
  readonly answeredAt: Instant;
  readonly offer: AcceptedOffer | null;
  /** The reason the task will be closed with. */
  readonly reason: "DONE" | "TRANSFERRED";
  /** True when the interaction is completed as RESOLVED once this wrap-up ends. */
  readonly resolved: boolean;
  readonly wrapUpStartedAt: Instant;
  readonly wrapUpExpiresAt: Instant;
}

export interface WrapUpRecord {
  readonly outcome: WrapUpOutcome;
  readonly dispositions: readonly string[];
  readonly note: string;
}

export interface ClosedTask extends Common {
  readonly state: "CLOSED";
  readonly reason: CloseReason;
  readonly closedAt: Instant;
  readonly agentId: AgentId | null;
  readonly answeredAt: Instant | null;
  readonly offer: EndedOffer | null;
  readonly wrapUp: WrapUpRecord | null;
}

export type OpenTask = QueuedTask | ReservedTask | ActiveTask | WrapUpTask;
export type Task = OpenTask | ClosedTask;
export type TaskState = Task["state"];

export type TaskRequest = Omit<
  Common,
  | "rootTaskId"
  | "previousTaskId"
  | "attempt"
  | "createdAt"
  | "firstEnqueuedAt"
  | "enqueuedAt"
  | "exclusions"
  | "wait"
  | "addedMedia"
  | "requestedBy"
  | "note"
> &
  Partial<Pick<Common, "wait" | "requestedBy" | "note">>;

/** T1: a new request enters its queue. */
export function enqueue(request: TaskRequest, now: Instant): QueuedTask {
  return {
    wait: plainWait(now),
    requestedBy: null,
    note: "",
    ...request,
    state: "QUEUED",
    rootTaskId: request.id,
    previousTaskId: null,
    attempt: 1,
    createdAt: now,
    firstEnqueuedAt: now,
    enqueuedAt: now,
    exclusions: [],
    addedMedia: [],
  };
}

/** T10: an agent begins a conversation; it counts in the capacity even above the limit. */
export function startOutbound(request: TaskRequest, agentId: AgentId, now: Instant): ActiveTask {
  const { state: _queued, ...common } = enqueue(request, now);
  return { ...common, state: "ACTIVE", agentId, answeredAt: now, offer: null, role: "PRIMARY" };
}

export interface OfferTerms {
  readonly offerId: OfferId;
  readonly agentId: AgentId;
  readonly offerMs: number;
  readonly assignment: Assignment;
}

/** T12: the agent is reserved and the offer begins to count down. */
export function reserve(task: QueuedTask, terms: OfferTerms, now: Instant): ReservedTask {
  const { offerId: id, agentId, offerMs, assignment } = terms;
  const receipts = { sentAt: null, receivedAt: null, shownAt: null };
  const expiresAt = now + offerMs;
  const offer: PendingOffer = {
    id,
    agentId,
    createdAt: now,
    expiresAt,
    assignment,
    ...receipts,
    state: "PENDING",
  };
  return { ...task, wait: notBehind(task.wait), state: "RESERVED", agentId, offer };
}

/** What every state has in common, without what only the present one knows. */
export function commonOf(task: Common): Common {
  const {
    id,
    workspaceId,
    homeNode,
    epoch,
    interactionId,
    queueId,
    mrdId,
    direction,
    mode,
    priority,
    skills,
    rootTaskId,
    previousTaskId,
    attempt,
    createdAt,
    firstEnqueuedAt,
    enqueuedAt,
    requestExpiresAt,
    slaDueAt,
    exclusions,
    wait,
    addedMedia,
    requestedBy,
    note,
  } = task;
  const identity = { id, workspaceId, homeNode, epoch, interactionId, queueId, mrdId };
  const kind = { direction, mode, priority, skills, rootTaskId, previousTaskId, attempt };
  const times = { createdAt, firstEnqueuedAt, enqueuedAt, requestExpiresAt, slaDueAt };
  return { ...identity, ...kind, ...times, exclusions, wait, addedMedia, requestedBy, note };
}

export interface Ending {
  readonly reason: CloseReason;
  readonly offer?: EndedOffer | null;
  readonly wrapUp?: WrapUpRecord | null;
}

/** Any open task, closed. What was true of it (agent, answer, offer) stays on record. */
export function closeTask(task: OpenTask, ending: Ending, now: Instant): ClosedTask {
  const answered = task.state === "ACTIVE" || task.state === "WRAP_UP";
  return {
    ...commonOf(task),
    state: "CLOSED",
    reason: ending.reason,
    closedAt: now,
    agentId: task.state === "QUEUED" ? null : task.agentId,
    answeredAt: answered ? task.answeredAt : null,
    offer: ending.offer ?? (answered ? task.offer : null),
    wrapUp: ending.wrapUp ?? null,
  };
}

/** The successor of a re-routed task: same request deadline, same place in time, before all others. */
export function requeue(
  task: Task,
  id: TaskId,
  exclusion: Exclusion | null,
  now: Instant,
): QueuedTask {
  const kept = task.exclusions.filter(
    (each) => each.until > now && each.agentId !== exclusion?.agentId,
  );
  return {
    ...commonOf(task),
    wait: notBehind(task.wait),
    id,
    state: "QUEUED",
    mode: "QUEUE",
    priority: REROUTED_PRIORITY,
    previousTaskId: task.id,
    attempt: task.attempt + 1,
    createdAt: now,
    enqueuedAt: now,
    exclusions: exclusion === null ? kept : [...kept, exclusion],
  };
}

/** Home: what is made by a node in a term is that node's and that term's, whatever it goes on from. */
export function settleAt<T extends Task>(task: T, home: Pick<Common, "homeNode" | "epoch">): T {
  const { homeNode, epoch } = home;
  return task.homeNode === homeNode && task.epoch === epoch ? task : { ...task, homeNode, epoch };
}

export function isOpen(task: Task): task is OpenTask {
  return task.state !== "CLOSED";
}
