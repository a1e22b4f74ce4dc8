import type { Interaction } from "../../domain/interaction.ts";
import type { QueueId } from "../../domain/id.ts";
import {
  type EntryCounters,
  type EntryOutcome,
  addCounters,
  countEntry,
  noEntries,
} from "../../domain/service-level.ts";
import { isLeg } from "../../domain/participation.ts";
import type { Task } from "../../domain/task.ts";
import type { Instant } from "../../domain/time.ts";
import { STATISTIC_INTERVAL_MS, type StatisticRow } from "../store/stored-rows.ts";
import type { Draft } from "./draft.ts";
import type { World } from "./world.ts";

function present(draft: Draft, queueId: QueueId): StatisticRow {
  const from = Math.floor(draft.now / STATISTIC_INTERVAL_MS) * STATISTIC_INTERVAL_MS;
  const id = `${queueId}:${from}`;
  return draft.get("STATISTIC", id) ?? { id, queueId, from, counters: noEntries };
}

/** Counts how a task's entry into its queue ended; an entry that was answered before is not counted again. */
export function recordEntry(
  draft: Draft,
  task: Task,
  interaction: Interaction,
  outcome: EntryOutcome,
): void {
  const answeredAt = interaction.firstAnsweredAt;
  const { queueEnteredAt } = task.wait;
  const isAside =
    isLeg(task) || task.direction === "SILENT_MONITOR" || task.direction === "BARGE_IN";
  if (isAside || task.direction === "OUTBOUND") return;
  if (answeredAt !== null && answeredAt >= queueEnteredAt) return;
  const { thresholdSec } = draft.queue(task.queueId).serviceLevel;
  const row = present(draft, task.queueId);
  const counters = countEntry(row.counters, outcome, {
    waitedMs: draft.now - queueEnteredAt,
    thresholdSec,
  });
  draft.put("STATISTIC", { ...row, counters }, "STATISTIC_CHANGED");
}

export function recordRona(draft: Draft, queueId: QueueId): void {
  const row = present(draft, queueId);
  const counters = { ...row.counters, rona: row.counters.rona + 1 };
  draft.put("STATISTIC", { ...row, counters }, "STATISTIC_CHANGED");
}

/** The counters of a queue over all intervals that begin at `from` or later. */
export function countersSince(world: World, queueId: string, from: Instant): EntryCounters {
  let sum = noEntries;
  for (const row of world.all("STATISTIC")) {
    if (row.queueId === queueId && row.from >= from) sum = addCounters(sum, row.counters);
  }
  return sum;
}
