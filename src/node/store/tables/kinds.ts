import type { KeptKind } from "../store.ts";

/** A kind's table, and the columns beside the body that never change: each with its field in the body. */
interface KindTable {
  readonly table: string;
  readonly fixed: Readonly<Record<string, string>>;
}

export const kindTables: Readonly<Record<KeptKind, KindTable>> = {
  CUSTOMER: { table: "customer", fixed: {} },
  THREAD: { table: "thread", fixed: {} },
  INTERACTION: {
    table: "interaction",
    fixed: { thread_id: "threadId", display_number: "displayNumber" },
  },
  TASK: {
    table: "task",
    fixed: { interaction_id: "interactionId", previous_task_id: "previousTaskId" },
  },
  INTERVENTION: { table: "intervention", fixed: { interaction_id: "interactionId" } },
  MESSAGE: { table: "message", fixed: { interaction_id: "interactionId" } },
  COMPLETION: {
    table: "completion",
    fixed: {
      interaction_id: "interactionId",
      completed_at: "completedAt",
      completed_by: "completedBy",
    },
  },
  AGENT: { table: "agent", fixed: {} },
  DIRECTORY: { table: "directory", fixed: {} },
  STATISTIC: { table: "statistic", fixed: { starts_at: "from" } },
};

/** A row of this kind as the text of a KeptRow, made by SQLite from its columns. */
export function rowText(kind: KeptKind): string {
  const { table } = kindTables[kind];
  return `'{"kind":"${kind}","number":' || ${table}.number || ',"seq":' || ${table}.seq || ',"row":' || ${table}.body || '}'`;
}
