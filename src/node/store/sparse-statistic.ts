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

/** A row's text, as the store keeps it. */
export const storedText = (kept: KeptRow): string =>
  kept.kind === "STATISTIC" ? statisticText(kept.row) : JSON.stringify(kept.row);

/** Put together by hand: it is made once and again in every commit, and an object of it would be made for its text alone. */
export function statisticText(row: StatisticRow): string {
  if (row.of === "QUEUE") {
    const { counters, table, ...rest } = row;
    const of = `"counters":${ofQueue(counters)},"table":${ofTable(table)}`;
    return `${JSON.stringify(rest).slice(0, -1)},${of}}`;
  }
  const { counters, byMrd, ...rest } = row;
  const media = Object.entries(byMrd).map(
    ([mrdId, one]) => `${JSON.stringify(mrdId)}:${ofMedium(one)}`,
  );
  const of = `"counters":${ofAgent(counters)},"byMrd":{${media.join(",")}}`;
  return `${JSON.stringify(rest).slice(0, -1)},${of}}`;
}

/** Also of a row that was written whole. */
export function wholeStatistic(sparse: StatisticRow): StatisticRow {
  if (sparse.of === "QUEUE") {
    const counters = { ...emptyQueueCounters, ...sparse.counters };
    const waits = emptyHistogram.map((none, at) => counters.waits[at] ?? none);
    return {
      ...sparse,
      counters: { ...counters, waits },
      table: { ...emptyOfferTable, ...sparse.table },
    };
  }
  return {
    ...sparse,
    counters: { ...emptyAgentCounters, ...sparse.counters },
    byMrd: eachOf(sparse.byMrd, (counters) => ({ ...noneOfMedium, ...counters })),
  };
}

const noneOfMedium = { ...noOfferEnds, ...noneHandled };
const ofQueue = writing(emptyQueueCounters);
const ofTable = writing(emptyOfferTable);
const ofAgent = writing(emptyAgentCounters);
const ofMedium = writing(noneOfMedium);

/** Writes counters of one kind but those that stand as in `empty`; of a histogram, up to the last that was counted. */
function writing<T extends object>(empty: T): (counters: T) => string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object's own keys
  const names = Object.keys(empty) as (keyof T & string)[];
  const begun = names.map((name) => ({ name, key: `"${name}":`, at: empty[name] }));
  return (counters) => {
    let text = "";
    for (const { name, key, at } of begun) {
      const value = counters[name];
      if (value === at) continue;
      const written = Array.isArray(value) ? listText(value) : String(value);
      text += text === "" ? key + written : `,${key}${written}`;
    }
    return `{${text}}`;
  };
}

const listText = (counts: readonly unknown[]): string =>
  `[${counts.slice(0, counts.findLastIndex((count) => count !== 0) + 1).join(",")}]`;

function eachOf<T, U>(of: Readonly<Record<string, T>>, change: (one: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(of).map(([name, one]) => [name, change(one)]));
}
