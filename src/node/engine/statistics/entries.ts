import { answerBetween } from "../../../domain/answers.ts";
import type { Interaction } from "../../../domain/interaction.ts";
import {
  type QueueCounters,
  countAbandoned,
  countAnswered,
  countFlowedOut,
  countFlushed,
  countNoAgent,
} from "../../../domain/measures/queue-counters.ts";
import { intervalOf } from "../../../domain/measures/interval.ts";
import { countAnswer } from "../../../domain/measures/answer-counters.ts";
import { isLeg } from "../../../domain/participation.ts";
import type { EntryOutcome } from "../../../domain/measures/entry-counters.ts";
import type { ActiveTask, Task } from "../../../domain/task.ts";
import type { Draft } from "../draft.ts";
import { countAgent, countQueue } from "./rows.ts";

/** Work that a customer waits for; what colleagues ask of each other is nobody's service level. */
export function isCustomersOwn(task: Task): boolean {
  const isAside = task.direction === "SILENT_MONITOR" || task.direction === "BARGE_IN";
  return !isLeg(task) && !isAside && task.direction !== "OUTBOUND";
}

/** Counts how a task's entry into its queue ended; an entry that was answered before is not counted again. */
export function recordEntry(
  draft: Draft,
  task: Task,
  interaction: Interaction,
  outcome: EntryOutcome,
): void {
  const answeredAt = interaction.answers.entryPickedUpAt;
  const { queueEnteredAt } = task.wait;
  if (!isCustomersOwn(task)) return;
  if (answeredAt !== null && answeredAt >= queueEnteredAt) return;
  const { thresholdSec, shortAbandonSec = 0 } = draft.queue(task.queueId).serviceLevel;
  const waitedMs = draft.now - queueEnteredAt;
  countQueue(draft, task.queueId, (row) => ({
    ...row,
    counters: counted[outcome](row.counters, { waitedMs, thresholdSec, shortAbandonSec }),
  }));
}

/** Counts an answer, where this word was one, for the queue of the task by which it was given, and for who gave it. */
export function recordAnswer(
  draft: Draft,
  { queueId, agentId }: ActiveTask,
  { before, after }: { readonly before: Interaction; readonly after: Interaction },
): void {
  const answer = answerBetween(before.answers, after.answers);
  if (answer === null) return;
  countQueue(draft, queueId, (row) => ({
    ...row,
    counters: { ...row.counters, ...countAnswer(row.counters, answer) },
  }));
  countAgent(draft, { agentId, from: intervalOf(draft.now) }, (row) => ({
    ...row,
    counters: { ...row.counters, ...countAnswer(row.counters, answer) },
  }));
}

interface Wait {
  readonly waitedMs: number;
  readonly thresholdSec: number;
  readonly shortAbandonSec: number;
}

const counted: Readonly<
  Record<EntryOutcome, (counters: QueueCounters, wait: Wait) => QueueCounters>
> = {
  ANSWERED: countAnswered,
  ABANDONED: countAbandoned,
  NO_AGENT: countNoAgent,
  FLOWED_OUT: countFlowedOut,
  FLUSHED: countFlushed,
};
