/** Milliseconds since 1970 UTC on the node's clock. */
export type Instant = number;

/** "No deadline" in rows and indexes: the last instant a Date can hold. */
export const NEVER: Instant = 8_640_000_000_000_000;

export const SECOND_MS = 1000;
export const DAY_MS = 86_400_000;

/** The instant `sec` seconds after `from`; without a number of seconds there is no deadline. */
export function deadlineAfter(from: Instant, sec: number | null): Instant {
  return sec === null ? NEVER : from + sec * SECOND_MS;
}
