import type { AgentId, QueueId } from "../../../domain/id.ts";
import { emptyAgentCounters } from "../../../domain/measures/agent-counters.ts";
import { intervalOf } from "../../../domain/measures/interval.ts";
import { emptyOfferTable } from "../../../domain/measures/offer-table.ts";
import { emptyQueueCounters } from "../../../domain/measures/queue-counters.ts";
import type { Instant } from "../../../domain/time.ts";
import type { AgentStatistic, QueueStatistic, StatisticRow } from "../../store/stored-rows.ts";
import type { Draft } from "../draft.ts";

/** What happened in a queue in the interval that begins then. */
export function queueStatisticId(queueId: string, from: Instant): string {
  return `${queueId}:${from}`;
}

/** The row of a queue's present interval, changed in this decision; a new one where nothing was counted yet. */
export function countQueue(
  draft: Draft,
  queueId: QueueId,
  change: (row: QueueStatistic) => QueueStatistic,
): void {
  const from = intervalOf(draft.now);
  const id = queueStatisticId(queueId, from);
  const present = draft.get("STATISTIC", id);
  const fresh = { counters: emptyQueueCounters, table: emptyOfferTable };
  const row: QueueStatistic =
    present?.of === "QUEUE" ? present : { id, of: "QUEUE", queueId, from, ...fresh };
  keep(draft, change(row));
}

/** The row of an agent's interval. Only the interval of the latest change, and later ones, may still be written. */
export function countAgent(
  draft: Draft,
  { agentId, from }: { readonly agentId: AgentId; readonly from: Instant },
  change: (row: AgentStatistic) => AgentStatistic,
): void {
  const id = `@${agentId}:${from}`;
  const present = draft.get("STATISTIC", id);
  const fresh = { counters: emptyAgentCounters, byMrd: {} };
  const row: AgentStatistic =
    present?.of === "AGENT" ? present : { id, of: "AGENT", agentId, from, ...fresh };
  keep(draft, change(row));
}

/** An interval that is past now is written once more as it is, and so leaves memory with this commit. */
export function touchAgent(draft: Draft, agentId: AgentId, from: Instant): void {
  const present = draft.get("STATISTIC", `@${agentId}:${from}`);
  if (present !== undefined) keep(draft, present);
}

/** However much is counted in one decision, a row is told of once. */
function keep(draft: Draft, row: StatisticRow): void {
  if (draft.wrote("STATISTIC", row.id)) draft.amend("STATISTIC", row);
  else draft.put("STATISTIC", row, "STATISTIC_CHANGED");
}
