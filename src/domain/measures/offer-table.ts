import type { Ratio } from "../service-level.ts";

/**
 * Expertflow's counters (domain.md 1.8), for exports that must agree with it. They count every task as an offer,
 * so a conversation that came back after a RONA is offered more than once; our own measures count queue entries.
 */
export interface OfferTable {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly rona: number;
  readonly noAgent: number;
  readonly slOffered: number;
  readonly slAnswered: number;
  readonly slAbandoned: number;
  readonly slRona: number;
}

export const emptyOfferTable: OfferTable = {
  offered: 0,
  answered: 0,
  abandoned: 0,
  rona: 0,
  noAgent: 0,
  slOffered: 0,
  slAnswered: 0,
  slAbandoned: 0,
  slRona: 0,
};

/** How a task left the queue; `afterMs` counts from its enqueueing. */
export type TaskEnd =
  | { readonly end: "ACCEPTED" | "RONA"; readonly afterMs: number }
  | { readonly end: "ABANDONED_IN_QUEUE"; readonly afterMs: number }
  /** The customer left while it rang: what counts is when it began to ring. */
  | { readonly end: "ABANDONED_RESERVED"; readonly reservedAfterMs: number }
  | { readonly end: "NO_AGENT_AVAILABLE" };

export function countTask(table: OfferTable, task: TaskEnd, thresholdSec: number): OfferTable {
  const within = decidedAfterMs(task) <= thresholdSec * 1000 ? 1 : 0;
  const isAbandoned = task.end === "ABANDONED_IN_QUEUE" || task.end === "ABANDONED_RESERVED";
  const answered = task.end === "ACCEPTED" ? 1 : 0;
  const abandoned = isAbandoned ? 1 : 0;
  const rona = task.end === "RONA" ? 1 : 0;
  return addOfferTables(table, {
    offered: 1,
    answered,
    abandoned,
    rona,
    noAgent: task.end === "NO_AGENT_AVAILABLE" ? 1 : 0,
    slOffered: within,
    slAnswered: answered * within,
    slAbandoned: abandoned * within,
    slRona: rona * within,
  });
}

/** A request for which nobody was found was never within any threshold, however long that is. */
function decidedAfterMs(task: TaskEnd): number {
  switch (task.end) {
    case "ACCEPTED":
    case "RONA":
    case "ABANDONED_IN_QUEUE":
      return task.afterMs;
    case "ABANDONED_RESERVED":
      return task.reservedAfterMs;
    case "NO_AGENT_AVAILABLE":
      return Number.POSITIVE_INFINITY;
  }
}

export function addOfferTables(left: OfferTable, right: OfferTable): OfferTable {
  return {
    offered: left.offered + right.offered,
    answered: left.answered + right.answered,
    abandoned: left.abandoned + right.abandoned,
    rona: left.rona + right.rona,
    noAgent: left.noAgent + right.noAgent,
    slOffered: left.slOffered + right.slOffered,
    slAnswered: left.slAnswered + right.slAnswered,
    slAbandoned: left.slAbandoned + right.slAbandoned,
    slRona: left.slRona + right.slRona,
  };
}

/** The service level as Expertflow computes it from these; null where nothing was offered. */
export function offerTableLevel(table: OfferTable, type: 1 | 2 | 3): Ratio | null {
  const numerator = table.slAnswered + (type === 3 ? table.slAbandoned : 0);
  const denominator = table.offered - (type === 1 ? table.slAbandoned : 0);
  return denominator === 0 ? null : { numerator, denominator };
}
