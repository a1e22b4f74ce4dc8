import { type EndedWait, isInTime } from "../../domain/answers.ts";

/** How a wait ended that a customer was made a promise of. */
export type SlaOutcome =
  | { readonly outcome: "MET" | "MISSED" | "UNPROMISED"; readonly waitedMs: number }
  /** Outbound, or ended before it came to that: nothing to hold against a clock. */
  | { readonly outcome: "NONE" };

const none: SlaOutcome = { outcome: "NONE" };

export function outcomeOf(wait: EndedWait | null): SlaOutcome {
  if (wait === null) return none;
  const waitedMs = Math.max(0, wait.at - wait.since);
  const inTime = isInTime(wait);
  if (inTime === null) return { outcome: "UNPROMISED", waitedMs };
  return { outcome: inTime ? "MET" : "MISSED", waitedMs };
}
