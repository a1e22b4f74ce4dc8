import { countAnswered, emptyQueueCounters } from "../../domain/measures/queue-counters.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";

/** How the promise of a first answer ended. */
export type SlaOutcome =
  | { readonly outcome: "MET" | "MISSED"; readonly waitedMs: number }
  /** Outbound, or ended before anybody answered: nothing to hold against a clock. */
  | { readonly outcome: "NONE" };

const none: SlaOutcome = { outcome: "NONE" };

type Instants = Pick<InteractionRow, "firstEnqueuedAt" | "firstAnsweredAt">;

export function outcomeOf(
  { firstEnqueuedAt, firstAnsweredAt }: Instants,
  thresholdSec: number | undefined,
): SlaOutcome {
  if (firstEnqueuedAt === null || firstAnsweredAt === null || thresholdSec === undefined)
    return none;
  const waitedMs = firstAnsweredAt - firstEnqueuedAt;
  const { answeredWithin } = countAnswered(emptyQueueCounters, { waitedMs, thresholdSec });
  return { outcome: answeredWithin === 1 ? "MET" : "MISSED", waitedMs };
}

/** The threshold that held then, from the first task; the queue's may have been changed since. */
export function thresholdOf(tasks: readonly TaskRow[]): number | undefined {
  const first = tasks.find((task) => task.previousTaskId === null && task.direction === "INBOUND");
  return first === undefined ? undefined : (first.slaDueAt - first.firstEnqueuedAt) / 1_000;
}
