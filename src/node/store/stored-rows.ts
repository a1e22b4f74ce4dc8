import type {
  CompletionId,
  CustomerId,
  InteractionId,
  QueueId,
  ThreadId,
} from "../../domain/id.ts";
import type { Customer } from "../../domain/customer.ts";
import type { Resolution } from "../../domain/interaction.ts";
import type { EntryCounters } from "../../domain/service-level.ts";
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

/** A queue's entries decided within one interval of five minutes. */
export interface StatisticRow {
  /** queue id, colon, the interval's start. */
  readonly id: string;
  readonly queueId: QueueId;
  readonly from: Instant;
  readonly counters: EntryCounters;
}

export const STATISTIC_INTERVAL_MS = 300_000;

export interface StoredRowOf {
  readonly THREAD: Thread & { readonly id: ThreadId };
  readonly CUSTOMER: Customer & { readonly id: CustomerId };
  readonly COMPLETION: CompletionRow;
  readonly STATISTIC: StatisticRow;
}
