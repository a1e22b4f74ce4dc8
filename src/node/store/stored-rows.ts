import type {
  AgentId,
  CompletionId,
  CustomerId,
  InteractionId,
  QueueId,
  ThreadId,
} from "../../domain/id.ts";
import type { Customer } from "../../domain/customer.ts";
import type { Resolution } from "../../domain/interaction.ts";
import type { AgentCounters } from "../../domain/measures/agent-counters.ts";
import type { OfferEndCounters } from "../../domain/measures/offer-ends.ts";
import type { OfferTable } from "../../domain/measures/offer-table.ts";
import type { HandledCounters, QueueCounters } from "../../domain/measures/queue-counters.ts";
import type { Thread } from "../../domain/thread.ts";
import type { Instant } from "../../domain/time.ts";

/** One completion of an interaction: who, when and how, written once and frozen by the schema. */
export interface CompletionRow {
  readonly id: CompletionId;
  readonly interactionId: InteractionId;
  readonly completedAt: Instant;
  readonly completedBy: string;
  readonly completedByName: string;
  readonly resolution: Resolution;
  readonly dispositions: readonly string[];
}

/** What was decided in one queue, or done by one agent, within one interval of five minutes. */
export type StatisticRow = QueueStatistic | AgentStatistic;

export interface QueueStatistic {
  /** queue id, colon, the interval's start. */
  readonly id: string;
  readonly of: "QUEUE";
  readonly queueId: QueueId;
  readonly from: Instant;
  readonly counters: QueueCounters;
  readonly table: OfferTable;
}

export interface AgentStatistic {
  /** @, agent id, colon, the interval's start. */
  readonly id: string;
  readonly of: "AGENT";
  readonly agentId: AgentId;
  readonly from: Instant;
  readonly counters: AgentCounters;
  /** Offers and finished work by medium; time is the whole agent's. */
  readonly byMrd: Readonly<Record<string, OfferEndCounters & HandledCounters>>;
}

export interface StoredRowOf {
  readonly THREAD: Thread & { readonly id: ThreadId };
  readonly CUSTOMER: Customer & { readonly id: CustomerId };
  readonly COMPLETION: CompletionRow;
  readonly STATISTIC: StatisticRow;
}
