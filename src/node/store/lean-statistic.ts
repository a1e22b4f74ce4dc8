import { emptyAgentCounters } from "../../domain/measures/agent-counters.ts";
import { emptyHistogram } from "../../domain/measures/histogram.ts";
import { noOfferEnds } from "../../domain/measures/offer-ends.ts";
import { emptyOfferTable } from "../../domain/measures/offer-table.ts";
import { emptyQueueCounters, noneHandled } from "../../domain/measures/queue-counters.ts";
import type { KeptRow } from "./store.ts";
import type { StatisticRow } from "./stored-rows.ts";

/**
 * Sparse counters: a row of statistics keeps what was counted, and the many counters that stand where they began are
 * left out. They are written with nearly every decision. A counter that is new is in no older row, and begins there.
 */

type Counters = Readonly<Record<string, unknown>>;
/** `waits` is the queues' histogram, most of it zeros at its end. */
const HISTOGRAM = "waits";

/** A row's text, as the store keeps it. */
export const storedText = (kept: KeptRow): string =>
  JSON.stringify(kept.kind === "STATISTIC" ? leanStatistic(kept.row) : kept.row);

export function leanStatistic(row: StatisticRow): object {
  if (row.of === "QUEUE")
    return {
      ...row,
      counters: without(row.counters, emptyQueueCounters),
      table: without(row.table, emptyOfferTable),
    };
  return {
    ...row,
    counters: without(row.counters, emptyAgentCounters),
    byMrd: eachOf(row.byMrd, (counters) => without(counters, noneOfMedium)),
  };
}

/** Also of a row that was written whole. */
export function wholeStatistic(lean: StatisticRow): StatisticRow {
  if (lean.of === "QUEUE") {
    const counters = { ...emptyQueueCounters, ...lean.counters };
    const waits = emptyHistogram.map((none, at) => counters.waits[at] ?? none);
    return {
      ...lean,
      counters: { ...counters, waits },
      table: { ...emptyOfferTable, ...lean.table },
    };
  }
  return {
    ...lean,
    counters: { ...emptyAgentCounters, ...lean.counters },
    byMrd: eachOf(lean.byMrd, (counters) => ({ ...noneOfMedium, ...counters })),
  };
}

const noneOfMedium = { ...noOfferEnds, ...noneHandled };

function without(counters: object, empty: object): object {
  const begun: Counters = { ...empty };
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(counters)) {
    if (name === HISTOGRAM && Array.isArray(value))
      kept[name] = value.slice(0, value.findLastIndex((count) => count !== 0) + 1);
    else if (value !== begun[name]) kept[name] = value;
  }
  return kept;
}

function eachOf<T, U>(of: Readonly<Record<string, T>>, change: (one: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(of).map(([name, one]) => [name, change(one)]));
}
