import type { AgentId, CommandId } from "../domain/id.ts";
import { type Mrd, type Queue, type WrapUpRule, rulesOf } from "../domain/queue.ts";
import type { Interaction } from "../domain/interaction.ts";
import type { Task } from "../domain/task.ts";
import type { RowKind, RowOf } from "../protocol/rows.ts";
import { interactionFromRow, interactionToRow } from "../protocol/rows/interaction-row.ts";
import { taskFromRow, taskToRow } from "../protocol/rows/task-row.ts";
import type { Replica } from "./replica.ts";

export interface Folded<Row> {
  readonly row: Row;
  readonly commandId: CommandId;
}
export type Overlay = { readonly [K in RowKind]: Map<string, Folded<RowOf[K]>> };

export function emptyOverlay(): Overlay {
  return {
    TASK: new Map(),
    INTERACTION: new Map(),
    INTERVENTION: new Map(),
    MESSAGE: new Map(),
    AGENT: new Map(),
    DIRECTORY: new Map(),
  };
}

/** Who folds what, and when it was asked for. */
export interface Act {
  readonly commandId: CommandId;
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly nodeId: string;
  readonly at: number;
}

/** The replica with what was folded so far laid over it. The replica itself is never written. */
export class World {
  readonly overlay: Overlay = emptyOverlay();
  readonly #replica: Replica;

  constructor(replica: Replica) {
    this.#replica = replica;
  }

  row<K extends RowKind>(kind: K, id: string): RowOf[K] | null {
    const folded = this.overlay[kind].get(id);
    return folded === undefined ? this.#replica.row(kind, id) : folded.row;
  }

  lay<K extends RowKind>(kind: K, row: RowOf[K], act: Act): void {
    this.overlay[kind].set(row.id, { row, commandId: act.commandId });
  }

  interaction(id: string): Interaction | null {
    const row = this.row("INTERACTION", id);
    return row === null ? null : interactionFromRow(row);
  }

  task(id: string): Task | null {
    const row = this.row("TASK", id);
    return row === null ? null : taskFromRow(row);
  }

  queue(id: string): Queue | null {
    const row = this.row("DIRECTORY", `QUEUE:${id}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
    return row === null ? null : (row.body as Queue);
  }

  wrapUpRule(queue: Queue): WrapUpRule | null {
    const row = this.row("DIRECTORY", `MRD:${queue.mrdId}`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
    return row === null ? null : rulesOf(queue, row.body as Mrd).wrapUp;
  }

  /** The interaction as it is now, and on its task what the task's row repeats of it. */
  layInteraction(interaction: Interaction, act: Act): void {
    const before = this.row("INTERACTION", interaction.id);
    this.lay("INTERACTION", interactionToRow(interaction), act);
    const taskId = before?.taskId ?? (interaction.state === "ACTIVE" ? interaction.taskId : null);
    const task = taskId === null ? null : this.task(taskId);
    if (task !== null) this.lay("TASK", taskToRow(task, interaction), act);
  }

  layTask(task: Task, interaction: Interaction, act: Act): void {
    this.lay("TASK", taskToRow(task, interaction), act);
  }
}
