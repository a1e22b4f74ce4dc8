import { RECENT_MS, recentHandleMs } from "../../domain/measures/estimated-wait.ts";
import { INTERVAL_MS, intervalOf } from "../../domain/measures/interval.ts";
import {
  type HandledCounters,
  addHandled,
  noneHandled,
} from "../../domain/measures/queue-counters.ts";
import type { Engine } from "../engine/api.ts";
import { queueStatisticId } from "../engine/statistics/rows.ts";

/** What a conversation of this queue has cost an agent within the last half hour, in milliseconds. */
export function handleMsOf(engine: Engine, queueId: string): number {
  const now = engine.now();
  let sum: HandledCounters = noneHandled;
  for (let at = intervalOf(now); at >= now - RECENT_MS; at -= INTERVAL_MS) {
    const row = engine.live.row("STATISTIC", queueStatisticId(queueId, at))?.row;
    if (row?.of === "QUEUE") sum = addHandled(sum, row.counters);
  }
  return recentHandleMs(sum);
}
