export type FusePhase = "whole" | "half" | "last" | "out";

/** Where a bar that burns from startedAt to endsAt stands: a negative delay starts it in the middle. */
export function fuseTiming(
  startedAt: number,
  endsAt: number,
  now: number,
): { duration: number; delay: number } {
  return { duration: Math.max(1, endsAt - startedAt), delay: startedAt - now };
}

/** The colour changes at half and for the last five seconds, and never back. */
export function fusePhase(startedAt: number, endsAt: number, now: number): FusePhase {
  if (now >= endsAt) return "out";
  if (endsAt - now <= 5_000) return "last";
  return now - startedAt >= (endsAt - startedAt) / 2 ? "half" : "whole";
}
