import type { Instant } from "../time.ts";

/** What a conversation of a queue has lately cost an agent: the newest few that were finished. */
export type HandleTimes = readonly HandleTime[];

interface HandleTime {
  readonly endedAt: Instant;
  readonly ms: number;
}

const HANDLED_MAX = 15;
const HANDLED_WITHIN_MS = 30 * 60_000;
/** Where nothing was finished of late. */
const USUAL_HANDLE_MS = 90_000;

export const noHandleTimes: HandleTimes = [];

/** Keeps the newest fifteen, oldest first, in whatever order they are told. */
export function addHandleTime(times: HandleTimes, handled: HandleTime): HandleTimes {
  return [...times, handled]
    .sort((left, right) => left.endedAt - right.endedAt)
    .slice(-HANDLED_MAX);
}

/** The mean of the last fifteen that ended within the last half hour; 90 s where there were none. */
export function recentHandleMs(times: HandleTimes, now: Instant): number {
  const recent = times.filter(({ endedAt }) => endedAt > now - HANDLED_WITHIN_MS);
  if (recent.length === 0) return USUAL_HANDLE_MS;
  return recent.reduce((sum, { ms }) => sum + ms, 0) / recent.length;
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
