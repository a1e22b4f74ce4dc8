import {
  type AgentCounters,
  addAgentCounters,
  countAgentTime,
  emptyAgentCounters,
} from "../../domain/measures/agent-counters.ts";
import {
  type AnswerCounters,
  firstAnswerLevel,
  nextAnswerLevel,
} from "../../domain/measures/answer-counters.ts";
import { partsByInterval } from "../../domain/measures/interval.ts";
import {
  abandonRate,
  averageAbandonMs,
  averageAnswerMs,
  averageFirstAnswerMs,
  averageHandleMs,
  averageNextAnswerMs,
  averageRingMs,
  occupancy,
  offered,
  ronaRate,
  utilisation,
  waitPercentileMs,
} from "../../domain/measures/measure.ts";
import { type OfferEndCounters, addOfferEnds } from "../../domain/measures/offer-ends.ts";
import {
  addOfferTables,
  emptyOfferTable,
  offerTableLevel,
} from "../../domain/measures/offer-table.ts";
import {
  type HandledCounters,
  addHandled,
  addQueueCounters,
  emptyQueueCounters,
} from "../../domain/measures/queue-counters.ts";
import { type LevelRule, serviceLevel } from "../../domain/service-level.ts";
import type { AgentReport, QueueReport } from "../../protocol/http-statistics.ts";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import { agentFromRow } from "../../protocol/rows/other-rows.ts";
import { occupationOf } from "../engine/statistics/time.ts";
import { DAY_MS } from "../../domain/time.ts";
import { dayAfter, dayStart } from "./day-start.ts";
import type { AgentStatistic, QueueStatistic } from "../store/stored-rows.ts";

/** A stretch of time in equal steps; the last may be shorter. Whole days are days of the zone, and so is the first then. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
  readonly timezone: string;
}

export function stepsOf(period: Period): readonly { from: number; to: number }[] {
  const steps: { from: number; to: number }[] = [];
  let at = period.from;
  while (at < period.to) {
    const next = Math.min(period.to, afterStep(period, at));
    steps.push({ from: at, to: next });
    at = next;
  }
  return steps;
}

/** A day has 23 or 25 hours where clocks are changed. */
function afterStep({ stepMs, timezone }: Period, at: number): number {
  return stepMs % DAY_MS === 0
    ? dayAfter(timezone, dayStart(timezone, at), stepMs / DAY_MS)
    : at + stepMs;
}

/** What was counted in a queue, or in several: sums of intervals, and nothing is counted again. */
export function queueReport(
  rows: readonly QueueStatistic[],
  { from, to }: { from: number; to: number },
  rule: LevelRule,
): QueueReport {
  const own = rows.filter((row) => row.from >= from && row.from < to);
  const all = own.reduce((sum, row) => addQueueCounters(sum, row.counters), emptyQueueCounters);
  const table = own.reduce((sum, row) => addOfferTables(sum, row.table), emptyOfferTable);
  const { waits: _waits, ...counters } = all;
  return {
    from,
    to,
    counters,
    table,
    offered: offered(all),
    serviceLevel: serviceLevel(all, rule),
    tableLevel: offerTableLevel(table, rule.type),
    abandonRate: abandonRate(all),
    ronaRate: ronaRate(all),
    averageAnswerMs: averageAnswerMs(all),
    ...answersOf(all),
    averageAbandonMs: averageAbandonMs(all),
    averageRingMs: averageRingMs(all),
    averageHandleMs: averageHandleMs(all),
    waitP50Ms: waitPercentileMs(all, 50),
    waitP90Ms: waitPercentileMs(all, 90),
  };
}

/** Answers to customers: the level of each kind, and how long they waited for it. */
function answersOf(counters: AnswerCounters) {
  return {
    firstAnswerLevel: firstAnswerLevel(counters),
    nextAnswerLevel: nextAnswerLevel(counters),
    averageFirstAnswerMs: averageFirstAnswerMs(counters),
    averageNextAnswerMs: averageNextAnswerMs(counters),
  };
}

type ByMrd = AgentStatistic["byMrd"];

export function agentReport(
  rows: readonly AgentStatistic[],
  { from, to }: { from: number; to: number },
): AgentReport {
  const own = rows.filter((row) => row.from >= from && row.from < to);
  const counters = own.reduce(
    (sum, row) => addAgentCounters(sum, row.counters),
    emptyAgentCounters,
  );
  return {
    from,
    to,
    counters,
    byMrd: own.reduce<ByMrd>((sum, row) => addByMrd(sum, row.byMrd), {}),
    occupancy: occupancy(counters),
    utilisation: utilisation(counters),
    ronaRate: ronaRate(counters),
    averageRingMs: averageRingMs(counters),
    averageHandleMs: averageHandleMs(counters),
    ...answersOf(counters),
  };
}

function addByMrd(left: ByMrd, right: ByMrd): ByMrd {
  const sum: Record<string, OfferEndCounters & HandledCounters> = { ...left };
  for (const [mrdId, counters] of Object.entries(right)) {
    const present = sum[mrdId];
    sum[mrdId] =
      present === undefined
        ? counters
        : { ...addOfferEnds(present, counters), ...addHandled(present, counters) };
  }
  return sum;
}

/** What the agent has been doing since it was last counted: written down only when it changes. */
export function runningTime(row: AgentRow, now: number): readonly AgentStatistic[] {
  const agent = agentFromRow(row);
  const spent = occupationOf(agent);
  if (spent === null) return [];
  return partsByInterval(agent.occupiedSince, now).map(({ interval, ms }) => {
    const counters: AgentCounters = countAgentTime(emptyAgentCounters, { spent, ms });
    return { id: "", of: "AGENT", agentId: agent.id, from: interval, counters, byMrd: {} };
  });
}
