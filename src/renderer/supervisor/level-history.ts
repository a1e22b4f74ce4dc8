import type { Queue } from "../../domain/queue.ts";
import { serviceLevel } from "../../domain/service-level.ts";
import type { CountersFrame } from "../../protocol/frames.ts";
import type { ChartPoint } from "../parts/chart-scale.ts";
import { shareOf } from "./board.ts";

/** The node tells the present counters only, so a line holds what this screen has seen, and says since when. */
export interface Seen {
  readonly at: number;
  readonly counters: CountersFrame["queues"];
}

export const HISTORY_MS = 4 * 3_600_000;
export const STEP_MS = 15_000;

/** One entry per step of the node's time; the newest of a step stands for it. */
export function remember(history: readonly Seen[], frame: CountersFrame): readonly Seen[] {
  const seen = { at: frame.at, counters: frame.queues };
  const last = history.at(-1);
  if (last !== undefined && frame.at < last.at) return history;
  const kept = history.filter((one) => one.at > frame.at - HISTORY_MS);
  const isSameStep =
    last !== undefined && Math.floor(last.at / STEP_MS) === Math.floor(frame.at / STEP_MS);
  return [...(isSameStep ? kept.slice(0, -1) : kept), seen];
}

/** The service level of the last 30 minutes as it stood at each moment seen; nothing where nothing was decided. */
export function levelPoints(history: readonly Seen[], queue: Queue): readonly ChartPoint[] {
  return history.flatMap(({ at, counters }) => {
    const counted = counters.find((one) => one.queueId === queue.id);
    if (counted === undefined) return [];
    const value = shareOf(serviceLevel(counted.last30Min, queue.serviceLevel.type));
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
