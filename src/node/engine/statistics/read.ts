import { INTERVAL_MS, intervalOf } from "../../../domain/measures/interval.ts";
import {
  type EntryCounters,
  addCounters,
  entriesOf,
  noEntries,
} from "../../../domain/measures/entry-counters.ts";
import type { Instant } from "../../../domain/time.ts";
import type { World } from "../world.ts";
import { statisticsSince } from "./kept.ts";
import { queueStatisticId } from "./rows.ts";

/** The entries of a queue over all intervals that begin within [from, now], as far back as memory goes. */
export function countersSince(
  world: World,
  queueId: string,
  { from, now }: { readonly from: Instant; readonly now: Instant },
): EntryCounters {
  let sum = noEntries;
  const first = Math.max(from, statisticsSince(now));
  for (let at = intervalOf(first + INTERVAL_MS - 1); at <= now; at += INTERVAL_MS) {
    const row = world.get("STATISTIC", queueStatisticId(queueId, at));
    if (row?.of === "QUEUE") sum = addCounters(sum, entriesOf(row.counters));
  }
  return sum;
}
