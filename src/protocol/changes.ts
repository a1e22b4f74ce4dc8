import type { RowKind } from "./rows.ts";

/** What the feed tells, in the past tense of the sources; spelled as domain.md spells them. */
export const changeTypes = [
  "AGENT_ACCEPT_TIMEOUT",
  "AGENT_RESERVED",
  "AGENT_STATE_CHANGED",
  "AGENT_SUBSCRIBED",
  "AGENT_UNSUBSCRIBED",
  "COMMAND_CHANGED_NOTHING",
  "COMMAND_REFUSED",
  "COMPLETION_RECORDED",
  "CUSTOMER_CREATED",
  "CUSTOMER_LEFT",
  "DIRECTORY_CHANGED",
  "FIELDS_EDITED",
  "INTERACTION_CHANGED",
  "INTERACTION_CLONED",
  "INTERACTION_COMPLETED",
  "INTERACTION_CREATED",
  "INTERVENTION_CHANGED",
  "INTERVENTION_CLOSED",
  "INTERVENTION_OPENED",
  "MESSAGE_ADDED",
  "NODE_STOPPED",
  "NO_AGENT_AVAILABLE",
  "OFFER_WITHDRAWN",
  "QUEUE_UNSTAFFED",
  "STATISTIC_CHANGED",
  "TASK_ENQUEUED",
  "TASK_STATE_CHANGED",
  "THREAD_CHANGED",
  "THREAD_OPENED",
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
