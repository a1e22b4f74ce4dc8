import {
  type QueueCounters,
  addQueueCounters,
  emptyQueueCounters,
} from "../../../domain/measures/queue-counters.ts";
import { type EntryCounters, entriesOf } from "../../../domain/service-level.ts";
import type { Instant } from "../../../domain/time.ts";
import type { World } from "../world.ts";

/** The entries of a queue over all intervals that begin at `from` or later, as far back as memory goes. */
export function countersSince(world: World, queueId: string, from: Instant): EntryCounters {
  let sum: QueueCounters = emptyQueueCounters;
  for (const row of world.all("STATISTIC"))
    if (row.of === "QUEUE" && row.queueId === queueId && row.from >= from)
      sum = addQueueCounters(sum, row.counters);
  return entriesOf(sum);
}
