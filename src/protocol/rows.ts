import type { Agent } from "../domain/agent.ts";
import type { Interaction } from "../domain/interaction.ts";
import type { Intervention } from "../domain/intervention.ts";
import type { Message } from "../domain/message.ts";
import type { Task } from "../domain/task.ts";
import type { DirectoryRow } from "./rows/directory-row.ts";
import { DirectoryRow as DirectorySchema } from "./rows/directory-row.ts";
import { InteractionRow, type interactionFromRow } from "./rows/interaction-row.ts";
import {
  AgentRow,
  InterventionRow,
  MessageRow,
  type agentFromRow,
  type interventionFromRow,
  type messageFromRow,
} from "./rows/other-rows.ts";
import { TaskRow, type taskFromRow } from "./rows/task-row.ts";

/** The kinds of row that reach a replica, and their shapes. */
export interface RowOf {
  readonly TASK: TaskRow;
  readonly INTERACTION: InteractionRow;
  readonly INTERVENTION: InterventionRow;
  readonly MESSAGE: MessageRow;
  readonly AGENT: AgentRow;
  readonly DIRECTORY: DirectoryRow;
}
export type RowKind = keyof RowOf;
export const rowKinds = [
  "TASK",
  "INTERACTION",
  "INTERVENTION",
  "MESSAGE",
  "AGENT",
  "DIRECTORY",
] as const;

export const rowSchemas = {
  TASK: TaskRow,
  INTERACTION: InteractionRow,
  INTERVENTION: InterventionRow,
  MESSAGE: MessageRow,
  AGENT: AgentRow,
  DIRECTORY: DirectorySchema,
} as const;

/**
 * A row as it crosses the wire. `number` is the sequence at which the row was made and names it for ever,
 * over all kinds; `seq` is the sequence of its last change.
 */
export type WireRow = {
  [K in RowKind]: { kind: K; number: number; seq: number; row: RowOf[K] };
}[RowKind];

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
/** Breaks the build when a row cannot be turned back into exactly the domain's union. */
const roundTrips: [
  Same<ReturnType<typeof taskFromRow>, Task>,
  Same<ReturnType<typeof interactionFromRow>, Interaction>,
  Same<ReturnType<typeof interventionFromRow>, Intervention>,
  Same<ReturnType<typeof messageFromRow>, Message>,
  Same<ReturnType<typeof agentFromRow>, Agent>,
] = [true, true, true, true, true];
void roundTrips;
