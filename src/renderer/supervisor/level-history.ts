import type { Queue } from "../../domain/queue.ts";
import { serviceLevel } from "../../domain/service-level.ts";
import type { QueueCounters } from "../../protocol/frames.ts";
import type { ChartPoint } from "../parts/chart-scale.ts";
import { shareOf } from "./board.ts";

/** The node tells the present counters only, so a line holds what this screen has seen, and says since when. */
export interface Seen {
  readonly at: number;
  readonly counters: readonly QueueCounters[];
}

export const HISTORY_MS = 4 * 3_600_000;
export const STEP_MS = 15_000;
/** After a longer silence the line begins anew: nobody has seen what lay between. */
const SILENCE_MS = 120_000;

/** One entry per step at most. */
export function remember(history: readonly Seen[], seen: Seen): readonly Seen[] {
  const last = history.at(-1);
  if (last === undefined || seen.at - last.at > SILENCE_MS) return [seen];
  if (seen.at - last.at < 0.9 * STEP_MS) return history;
  return [...history.filter((one) => one.at > seen.at - HISTORY_MS), seen];
}

/** The service level of the last 30 minutes as it stood at each moment seen; nothing where nothing was decided. */
export function levelPoints(history: readonly Seen[], queue: Queue): readonly ChartPoint[] {
  return history.flatMap(({ at, counters }) => {
    const counted = counters.find((one) => one.queueId === queue.id);
    if (counted === undefined) return [];
    const value = shareOf(serviceLevel(counted.last30Min, queue.serviceLevel));
    return value === undefined ? [] : [{ at, value }];
  });
}

/** From a round share below everything shown up to 100 %, so that lines near the top can be told apart. */
export function levelDomain(values: readonly number[]): {
  readonly from: number;
  readonly to: number;
} {
  const lowest = Math.min(1, ...values);
  return { from: Math.max(0, Math.floor((lowest - 0.05) * 5) / 5), to: 1 };
}
