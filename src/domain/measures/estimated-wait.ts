import { averageHandleMs } from "./measure.ts";
import type { HandledCounters } from "./queue-counters.ts";

/** Over so long the work that a queue lately cost is looked at. */
export const RECENT_MS = 30 * 60_000;
/** Where nothing was finished of late. */
const USUAL_HANDLE_MS = 90_000;

/** What a conversation of a queue has lately cost an agent, in milliseconds; 90 s where none was finished. */
export function recentHandleMs(recent: HandledCounters): number {
  return averageHandleMs(recent) ?? USUAL_HANDLE_MS;
}

export interface Line {
  /** The place in the line; 1 is next. */
  readonly position: number;
  /** Agents who could be asked at once. */
  readonly readyAgents: number;
  /** Agents of the queue who are signed in, whatever they are doing. */
  readonly staffedAgents: number;
  readonly ahtMs: number;
  /** What the customer is told at least and at most, in milliseconds. */
  readonly min: number;
  readonly max: number;
}

/** What a customer may be told, in whole milliseconds; null where nobody is signed in. */
export function estimatedWaitMs(line: Line): number | null {
  const { position, readyAgents, staffedAgents, ahtMs, min, max } = line;
  if (staffedAgents === 0) return null;
  const expected = (ahtMs * Math.max(0, position - readyAgents)) / staffedAgents;
  return Math.round(Math.min(max, Math.max(min, expected)));
}
