import { unreachable } from "../../domain/assert.ts";
import type { Agent } from "../../domain/agent.ts";
import type { Customer } from "../../domain/customer.ts";
import type { Interaction } from "../../domain/interaction.ts";
import type { Intervention } from "../../domain/intervention.ts";
import type { Message } from "../../domain/message.ts";
import type { Task } from "../../domain/task.ts";
import type { Thread } from "../../domain/thread.ts";
import type { DirectoryRow } from "../../protocol/rows/directory-row.ts";
import { interactionFromRow, interactionToRow } from "../../protocol/rows/interaction-row.ts";
import {
  agentFromRow,
  agentToRow,
  interventionFromRow,
  interventionToRow,
  messageFromRow,
  messageToRow,
} from "../../protocol/rows/other-rows.ts";
import { taskFromRow, taskToRow } from "../../protocol/rows/task-row.ts";
import type { CompletionRow, StatisticRow } from "../store/stored-rows.ts";
import type { KeptKind, KeptRow } from "../store/store.ts";

/** What the engine thinks in: the domain's own unions, where rows are flat. */
export interface EntityOf {
  readonly TASK: Task;
  readonly INTERACTION: Interaction;
  readonly INTERVENTION: Intervention;
  readonly MESSAGE: Message;
  readonly AGENT: Agent;
  readonly DIRECTORY: DirectoryRow;
  readonly THREAD: Thread;
  readonly CUSTOMER: Customer;
  readonly COMPLETION: CompletionRow;
  readonly STATISTIC: StatisticRow;
}

export type Entity = {
  [K in KeptKind]: { readonly kind: K; readonly entity: EntityOf[K] };
}[KeptKind];

export interface Place {
  readonly number: number;
  readonly seq: number;
}

/** The row of an entity. A task's row repeats what lists show of its interaction. */
export function toRow(
  item: Entity,
  place: Place,
  interactionOf: (id: string) => Interaction,
): KeptRow {
  switch (item.kind) {
    case "TASK":
      return {
        kind: item.kind,
        ...place,
        row: taskToRow(item.entity, interactionOf(item.entity.interactionId)),
      };
    case "INTERACTION":
      return { kind: item.kind, ...place, row: interactionToRow(item.entity) };
    case "INTERVENTION":
      return { kind: item.kind, ...place, row: interventionToRow(item.entity) };
    case "MESSAGE":
      return { kind: item.kind, ...place, row: messageToRow(item.entity) };
    case "AGENT":
      return { kind: item.kind, ...place, row: agentToRow(item.entity) };
    case "DIRECTORY":
      return { kind: item.kind, ...place, row: item.entity };
    case "THREAD":
      return { kind: item.kind, ...place, row: item.entity };
    case "CUSTOMER":
      return { kind: item.kind, ...place, row: item.entity };
    case "COMPLETION":
      return { kind: item.kind, ...place, row: item.entity };
    case "STATISTIC":
      return { kind: item.kind, ...place, row: item.entity };
    default:
      return unreachable(item);
  }
}

export function fromRow(kept: KeptRow): Entity {
  switch (kept.kind) {
    case "TASK":
      return { kind: kept.kind, entity: taskFromRow(kept.row) };
    case "INTERACTION":
      return { kind: kept.kind, entity: interactionFromRow(kept.row) };
    case "INTERVENTION":
      return { kind: kept.kind, entity: interventionFromRow(kept.row) };
    case "MESSAGE":
      return { kind: kept.kind, entity: messageFromRow(kept.row) };
    case "AGENT":
      return { kind: kept.kind, entity: agentFromRow(kept.row) };
    case "DIRECTORY":
      return { kind: kept.kind, entity: kept.row };
    case "THREAD":
      return { kind: kept.kind, entity: kept.row };
    case "CUSTOMER":
      return { kind: kept.kind, entity: kept.row };
    case "COMPLETION":
      return { kind: kept.kind, entity: kept.row };
    case "STATISTIC":
      return { kind: kept.kind, entity: kept.row };
    default:
      return unreachable(kept);
  }
}
