import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import type { Hold } from "../conversation/standing.ts";

/** What a person may ask the node to do with a conversation, beside writing and ending it. */
export const acts = [
  "hold",
  "resume",
  "defer",
  "transfer",
  "conference",
  "consult",
  "consultTransfer",
  "consultConference",
  "leave",
  "cancelRequest",
  "claim",
  "engage",
  "join",
  "closeEntry",
  "reopen",
  "cancelCase",
  "setType",
  "assign",
  "move",
  "monitor",
  "whisper",
  "bargeIn",
  "forceComplete",
] as const;
export type Act = (typeof acts)[number];

export interface Standing {
  readonly row: InteractionRow;
  readonly hold: Hold;
  /** Its tasks, as far as this desk has them. */
  readonly tasks: readonly TaskRow[];
  readonly agentId: string;
  readonly supervises: boolean;
}

/** Which acts make sense here and now. The node has the last word: this only leaves out what cannot be meant. */
export function actsFor(standing: Standing): readonly Act[] {
  const { row } = standing;
  if (row.state === "COMPLETED") return row.threadState === "OPEN" ? ["reopen"] : [];
  const own = ownPart(standing);
  return [...(own === null ? whileReading(standing) : own), ...overseeing(standing)];
}

function ownPart({ row, hold, tasks, agentId }: Standing): readonly Act[] | null {
  if (hold.kind !== "ACTIVE") return null;
  const { role } = hold.task;
  if (role === "SILENT_MONITOR") return ["whisper", "bargeIn", "leave"];
  if (role === "WHISPER") return ["bargeIn", "leave"];
  if (role === "ASSISTANT") return ["leave"];
  const others = row.participants.filter((each) => each.agentId !== agentId);
  const adviser = others.some((each) => each.role === "ASSISTANT");
  const asked = waitingLeg(tasks, agentId) !== undefined;
  return [
    row.clocks.held === null ? "hold" : "resume",
    "defer",
    "transfer",
    "conference",
    ...(adviser ? (["consultTransfer", "consultConference"] as const) : (["consult"] as const)),
    ...(others.some((each) => each.role === "PRIMARY") ? (["leave"] as const) : []),
    ...(asked ? (["cancelRequest"] as const) : []),
    ...(row.interventionId !== null && row.listId === null ? (["cancelCase"] as const) : []),
    ...(row.listId === null ? [] : (["closeEntry"] as const)),
    "setType",
  ];
}

function whileReading({ row, hold, agentId }: Standing): readonly Act[] {
  if (hold.kind !== "READING") return [];
  if (row.listId !== null) return ["join", "closeEntry"];
  if (row.taskId !== null && row.agentId !== agentId && row.status !== "CONNECTED")
    return ["claim"];
  return row.taskId === null ? ["engage"] : [];
}

function overseeing({ row, hold, supervises, tasks, agentId }: Standing): readonly Act[] {
  if (!supervises) return [];
  const waits = row.status === "OPEN" || row.status === "PENDING";
  const isServed = row.participants.some((each) => each.role === "PRIMARY");
  const isIn = tasks.some((task) => task.mediaState === "ACTIVE" && task.agentId === agentId);
  return [
    ...(waits || row.taskId === null ? (["assign"] as const) : []),
    ...(row.status === "OPEN" && row.taskId !== null ? (["move"] as const) : []),
    ...(isServed && !isIn && hold.kind === "READING" ? (["monitor", "claim"] as const) : []),
    "forceComplete",
  ];
}

/** What this person asked for and nobody has taken yet. */
export function waitingLeg(tasks: readonly TaskRow[], agentId: string): TaskRow | undefined {
  return tasks.find(
    (task) =>
      task.requestedBy === agentId &&
      (task.direction === "CONSULT" || task.direction === "DIRECT_CONFERENCE") &&
      (task.mediaState === "QUEUED" || task.mediaState === "RESERVED"),
  );
}

/** Of acts that end or take away something, a second look before it is done. */
export const weighty: ReadonlySet<Act> = new Set(["forceComplete", "cancelCase", "closeEntry"]);
