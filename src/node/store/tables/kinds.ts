import { unreachable } from "../../../domain/assert.ts";
import type { InteractionRow } from "../../../protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../../protocol/rows/task-row.ts";
import type { KeptKind, KeptRow } from "../store.ts";

/** What a column can hold. */
export type Value = string | number | null;

/** A kind's table and, beside the body, its columns: those that never change, and those that may. */
export interface KindTable {
  readonly table: string;
  readonly fixed: readonly string[];
  readonly changing: readonly string[];
}

export const kindTables: Readonly<Record<KeptKind, KindTable>> = {
  CUSTOMER: { table: "customer", fixed: [], changing: [] },
  THREAD: { table: "thread", fixed: ["customer_id"], changing: [] },
  INTERACTION: {
    table: "interaction",
    fixed: ["workspace_id", "thread_id", "customer_id", "display_number"],
    changing: [
      "queue_id",
      "owner_id",
      "state",
      "status",
      "task_id",
      "completed_at",
      "completed_by",
      "resolution",
    ],
  },
  TASK: {
    table: "task",
    fixed: ["interaction_id", "previous_task_id"],
    changing: [
      "queue_id",
      "agent_id",
      "task_state",
      "media_state",
      "offer_id",
      "offer_agent_id",
      "offer_state",
      "answered_at",
      "reason",
      "closed_at",
    ],
  },
  INTERVENTION: { table: "intervention", fixed: ["interaction_id"], changing: ["state"] },
  MESSAGE: { table: "message", fixed: ["interaction_id", "kind"], changing: [] },
  COMPLETION: {
    table: "completion",
    fixed: ["interaction_id", "completed_at", "completed_by"],
    changing: [],
  },
  AGENT: { table: "agent", fixed: [], changing: ["state"] },
  DIRECTORY: { table: "directory", fixed: ["kind"], changing: [] },
  STATISTIC: { table: "statistic", fixed: ["starts_at"], changing: [] },
};

/** The row's columns beside its body, in the order in which `kindTables` names them. */
// oxlint-disable-next-line complexity -- as long as the union
export function columnsOf(kept: KeptRow): Value[] {
  switch (kept.kind) {
    case "CUSTOMER":
      return [];
    case "THREAD":
      return [kept.row.customerId];
    case "INTERACTION":
      return interactionColumns(kept.row);
    case "TASK":
      return taskColumns(kept.row);
    case "INTERVENTION":
      return [kept.row.interactionId, kept.row.state];
    case "MESSAGE":
      return [kept.row.interactionId, kept.row.kind];
    case "COMPLETION":
      return [kept.row.interactionId, kept.row.completedAt, kept.row.completedBy];
    case "AGENT":
      return [kept.row.state];
    case "DIRECTORY":
      return [kept.row.kind];
    case "STATISTIC":
      return [kept.row.from];
    default:
      return unreachable(kept);
  }
}

function interactionColumns(row: InteractionRow): Value[] {
  const {
    workspaceId,
    threadId,
    customerId,
    displayNumber,
    queueId,
    ownerId,
    state,
    status,
    taskId,
  } = row;
  const isCompleted = state === "COMPLETED";
  const completedAt = isCompleted ? row.completedAt : null;
  const completedBy = isCompleted ? row.completedBy : null;
  const fixed = [workspaceId, threadId, customerId, displayNumber];
  return [
    ...fixed,
    queueId,
    ownerId,
    state,
    status,
    taskId,
    completedAt,
    completedBy,
    row.resolution,
  ];
}

function taskColumns(row: TaskRow): Value[] {
  const { interactionId, previousTaskId, queueId, agentId, taskState, mediaState, offer } = row;
  const live = offer === null ? [null, null, null] : [offer.id, offer.agentId, offer.state];
  const changing = [
    queueId,
    agentId,
    taskState,
    mediaState,
    ...live,
    row.answeredAt,
    row.reason,
    row.closedAt,
  ];
  return [interactionId, previousTaskId, ...changing];
}

/** A row of this kind as the text of a KeptRow, made by SQLite from its columns. */
export function rowText(kind: KeptKind): string {
  const { table } = kindTables[kind];
  return `'{"kind":"${kind}","number":' || ${table}.number || ',"seq":' || ${table}.seq || ',"row":' || ${table}.body || '}'`;
}
