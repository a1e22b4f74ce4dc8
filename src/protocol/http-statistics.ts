import Type from "typebox";
import type { AgentCounters } from "../domain/measures/agent-counters.ts";
import type { OfferEndCounters } from "../domain/measures/offer-ends.ts";
import type { OfferTable } from "../domain/measures/offer-table.ts";
import type { HandledCounters, QueueCounters } from "../domain/measures/queue-counters.ts";
import type { Ratio } from "../domain/service-level.ts";
import { type Infer, leaf, nullable } from "./schema.ts";

const figures = Type.Record(Type.String(), Type.Any());
/** A share, as what was counted of what; null where it would be of nothing. */
const ratio = leaf<Ratio | null>(
  nullable(Type.Object({ numerator: Type.Number(), denominator: Type.Number() })),
);
const mean = nullable(Type.Number());

/** A queue over a stretch of time: what was counted, and the measures of it (domain.md 5.2). */
export const QueueReport = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  counters: leaf<Omit<QueueCounters, "waits">>(figures),
  /** Expertflow's own table, which counts every task as an offer (domain.md 1.8). */
  table: leaf<OfferTable>(figures),
  offered: Type.Integer(),
  serviceLevel: ratio,
  abandonRate: ratio,
  ronaRate: ratio,
  averageAnswerMs: mean,
  averageAbandonMs: mean,
  averageRingMs: mean,
  averageHandleMs: mean,
  waitP50Ms: mean,
  waitP90Ms: mean,
});
export type QueueReport = Infer<typeof QueueReport>;

export const AgentReport = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  counters: leaf<AgentCounters>(figures),
  byMrd: leaf<Readonly<Record<string, OfferEndCounters & HandledCounters>>>(figures),
  occupancy: ratio,
  utilisation: ratio,
  ronaRate: ratio,
  averageRingMs: mean,
  averageHandleMs: mean,
});
export type AgentReport = Infer<typeof AgentReport>;

export const QueuePeriod = Type.Object({
  total: QueueReport,
  intervals: Type.Array(QueueReport),
});
export const AgentPeriod = Type.Object({
  total: AgentReport,
  intervals: Type.Array(AgentReport),
});
