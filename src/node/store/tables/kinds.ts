import { unreachable } from "../../../domain/assert.ts";
import type { InteractionRow } from "../../../protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../../protocol/rows/task-row.ts";
import type { KeptKind, KeptRow } from "../store.ts";

/** What a column can hold. */
export type Value = string | number | null;

/** A kind's table and, beside the body, its columns. */
export interface KindTable {
  readonly table: string;
  /** These never change. */
  readonly fixed: readonly string[];
  /** These may, at any time. */
  readonly changing: readonly string[];
  /** These say that it is over or not: indexes, triggers and references hang on them, so they are left alone if they can be. */
  readonly ending: readonly string[];
}

const plain = { fixed: [], changing: [], ending: [] } as const;

export const kindTables: Readonly<Record<KeptKind, KindTable>> = {
  CUSTOMER: { ...plain, table: "customer" },
  THREAD: { ...plain, table: "thread", fixed: ["customer_id"] },
  INTERACTION: {
    table: "interaction",
    fixed: ["workspace_id", "thread_id", "customer_id", "display_number"],
    changing: ["queue_id", "owner_id", "status", "task_id"],
    ending: ["state", "completed_at", "completed_by", "resolution"],
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
    ],
    ending: ["closed_at"],
  },
  INTERVENTION: { ...plain, table: "intervention", fixed: ["interaction_id"], ending: ["state"] },
  MESSAGE: { ...plain, table: "message", fixed: ["interaction_id", "kind"] },
  COMPLETION: {
    ...plain,
    table: "completion",
    fixed: ["interaction_id", "completed_at", "completed_by"],
  },
  AGENT: { ...plain, table: "agent", changing: ["state"] },
  DIRECTORY: { ...plain, table: "directory", fixed: ["kind"] },
  STATISTIC: { ...plain, table: "statistic", fixed: ["starts_at"] },
};

/** All columns of a kind, in the order of their values. */
export function allColumns({ fixed, changing, ending }: KindTable): readonly string[] {
  return ["number", "id", "seq", "body", ...fixed, ...changing, ...ending];
}

/** Whoever is referred to comes first: references are then looked up once, and nothing is looked for backwards. */
export const writtenInOrder: readonly KeptKind[] = [
  "DIRECTORY",
  "AGENT",
  "STATISTIC",
  "CUSTOMER",
  "THREAD",
  "COMPLETION",
  "INTERACTION",
  "INTERVENTION",
  "TASK",
  "MESSAGE",
];

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
    status,
    taskId,
    state,
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
