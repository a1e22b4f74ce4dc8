import type { CloseReason, Task } from "../domain/task.ts";
import type { RowKind } from "./rows.ts";
import { type TaskStates, statesOf } from "./rows/task-row.ts";

/** What the feed tells, in the past tense of the sources; spelled as domain.md spells them. */
export const changeTypes = [
  "AGENT_ACCEPT_TIMEOUT",
  "AGENT_MRD_INTERRUPTED",
  "AGENT_RESERVED",
  "AGENT_SLA_EXPIRED",
  "AGENT_SLA_STARTED",
  "AGENT_SLA_STOPPED",
  "AGENT_STATE_CHANGED",
  "AGENT_SUBSCRIBED",
  "AGENT_UNSUBSCRIBED",
  "COMMAND_CHANGED_NOTHING",
  "COMMAND_REFUSED",
  "COMMUNICATION_TYPE_CHANGED",
  "COMPLETION_RECORDED",
  "CONVERSATION_PAUSED",
  "CONVERSATION_RESUMED",
  "CUSTOMER_AWAY",
  "CUSTOMER_CHANGED",
  "CUSTOMER_CREATED",
  "CUSTOMER_LEFT",
  "CUSTOMER_RETURNED",
  "DEADLINES_MOVED",
  "DIRECTORY_CHANGED",
  "EXTERNAL_TRANSFER_REQUESTED",
  "FIELDS_EDITED",
  "FIRST_REPLY_OVERDUE",
  "INTERACTION_CHANGED",
  "INTERACTION_CLONED",
  "INTERACTION_COMPLETED",
  "INTERACTION_CREATED",
  "INTERACTION_REOPENED",
  "INTERVENTION_CANCELED",
  "INTERVENTION_CHANGED",
  "INTERVENTION_CLOSED",
  "INTERVENTION_DEFERRED",
  "INTERVENTION_OPENED",
  "INTERVENTION_REACTIVATED",
  "INTERVENTION_REOPENED",
  "LIST_REQUEST_RECEIVED",
  "LIST_REQUEST_STATE_CHANGED",
  "MESSAGE_ADDED",
  "NODE_STOPPED",
  "NO_AGENT_AVAILABLE",
  "OFFER_WITHDRAWN",
  "PARTICIPANT_ROLE_CHANGED",
  "QUEUE_FLUSHED",
  "QUEUE_MAX_WAIT",
  "QUEUE_UNSTAFFED",
  "REMOVE_ALL_AGENTS",
  "STATISTIC_CHANGED",
  "SUPERVISOR_ASSIGNED",
  "TAGS_CHANGED",
  "TASK_ENQUEUED",
  "TASK_MEDIA_ADDED",
  "TASK_MEDIA_ENDED",
  "TASK_MOVED",
  "TASK_STATE_CHANGED",
  "TASK_STEP_CHANGED",
  "THREAD_CHANGED",
  "THREAD_OPENED",
  "WORKFLOW_ENTERED",
  "WORKFLOW_SKIPPED",
  "WORKFLOW_TARGET_MATCHED",
  "WORKFLOW_TIMEOUT",
  "WRAPUP_APPLIED",
  "WRAPUP_TIMER_STARTED",
] as const;
export type ChangeType = (typeof changeTypes)[number];

/** One line of the feed as `GET /events` gives it. */
export interface FeedEvent {
  readonly seq: number;
  readonly at: number;
  readonly type: ChangeType;
  readonly kind: RowKind | "THREAD" | "CUSTOMER" | "COMPLETION" | "STATISTIC" | null;
  readonly id: string;
  readonly data?: unknown;
}

/** What TASK_STATE_CHANGED carries: from what to what, by which reason, whose it is and in which queue. */
export interface TaskChange {
  /** Null where the task is new. */
  readonly before: TaskStates | null;
  readonly after: TaskStates;
  readonly reason: CloseReason | null;
  readonly agentId: string | null;
  readonly queueId: string;
}

export function taskChange(before: Task | undefined, after: Task): TaskChange {
  return {
    before: before === undefined ? null : statesOf(before),
    after: statesOf(after),
    reason: after.state === "WRAP_UP" || after.state === "CLOSED" ? after.reason : null,
    agentId: after.state === "QUEUED" ? null : after.agentId,
    queueId: after.queueId,
  };
}
