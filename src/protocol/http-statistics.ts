import Type from "typebox";
import type { AgentState, MrdState } from "../domain/agent.ts";
import type { AgentCounters, AgentOccupation } from "../domain/measures/agent-counters.ts";
import type { OfferEndCounters } from "../domain/measures/offer-ends.ts";
import type { OfferTable } from "../domain/measures/offer-table.ts";
import type { HandledCounters, QueueCounters } from "../domain/measures/queue-counters.ts";
import { type Ratio, type SlaBand, slaBands } from "../domain/service-level.ts";
import { type EntryCounters, noEntries } from "../domain/measures/entry-counters.ts";
import { type Infer, leaf, nullable } from "./schema.ts";

const figures = Type.Record(Type.String(), Type.Any());
/** A share, as what was counted of what; null where it would be of nothing. */
const ratio = leaf<Ratio | null>(
  nullable(Type.Object({ numerator: Type.Number(), denominator: Type.Number() })),
);
const mean = nullable(Type.Number());

/** First and next answers to customers: what kept its promise, of what was promised, and the waits for them. */
const answers = {
  firstAnswerLevel: ratio,
  nextAnswerLevel: ratio,
  averageFirstAnswerMs: mean,
  averageNextAnswerMs: mean,
};

/** A queue over a stretch of time: what was counted, and the measures of it (domain.md 5.2). */
export const QueueReport = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  counters: leaf<Omit<QueueCounters, "waits">>(figures),
  /** Expertflow's own table, which counts every task as an offer (domain.md 1.8). */
  table: leaf<OfferTable>(figures),
  offered: Type.Integer(),
  serviceLevel: ratio,
  /** The service level as that table gives it. */
  tableLevel: ratio,
  abandonRate: ratio,
  ronaRate: ratio,
  averageAnswerMs: mean,
  ...answers,
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
  ...answers,
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

const entries = leaf<EntryCounters>(
  Type.Object(Object.fromEntries(Object.keys(noEntries).map((name) => [name, Type.Number()]))),
);
/** What waits, by where the promise to answer it stands. */
const bands = leaf<Readonly<Record<SlaBand, number>>>(
  Type.Object(Object.fromEntries(slaBands.map((band) => [band, Type.Integer()]))),
);
const standing = {
  waiting: Type.Integer(),
  oldestEnqueuedAt: nullable(Type.Integer()),
  oldestWaitMs: Type.Integer(),
  active: Type.Integer(),
  bands,
  agents: Type.Object({
    free: Type.Integer(),
    busy: Type.Integer(),
    notReady: Type.Integer(),
    offline: Type.Integer(),
    on: Type.Integer(),
  }),
  /** How many agents stand in which state, for each medium. */
  mrdStates: leaf<Readonly<Record<string, Readonly<Partial<Record<MrdState, number>>>>>>(figures),
  last30Min: entries,
  today: entries,
};

/** How a queue stands now. */
export const QueueStanding = Type.Object({
  queueId: Type.String(),
  ...standing,
  /** What whoever comes now may expect; null where nobody is signed in. */
  estimatedWaitMs: nullable(Type.Integer()),
  serviceLevel: Type.Object({
    thresholdSec: Type.Number(),
    targetPct: Type.Number(),
    type: Type.Integer(),
    last30Min: ratio,
    today: ratio,
  }),
});
export type QueueStanding = Infer<typeof QueueStanding>;

/** How several queues stand now, together and each for itself. */
export const QueuesStanding = Type.Object({
  ...standing,
  serviceLevel: Type.Object({ last30Min: ratio, today: ratio }),
  queues: Type.Array(QueueStanding),
});
export type QueuesStanding = Infer<typeof QueuesStanding>;

/** What an agent is doing now, and did today. */
export const AgentStanding = Type.Object({
  agentId: Type.String(),
  state: leaf<AgentState>(Type.String()),
  reason: nullable(Type.String()),
  since: Type.Integer(),
  /** Null where they are not signed in. */
  occupation: leaf<AgentOccupation | null>(nullable(Type.String())),
  occupiedSince: Type.Integer(),
  mrds: Type.Array(
    Type.Object({
      mrdId: Type.String(),
      state: leaf<MrdState>(Type.String()),
      reserved: Type.Integer(),
      active: Type.Integer(),
      wrapUp: Type.Integer(),
      maxTasks: Type.Integer(),
    }),
  ),
  today: AgentReport,
});
export type AgentStanding = Infer<typeof AgentStanding>;
