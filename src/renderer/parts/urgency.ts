/** How far a deadline has burnt, in the four steps the eye is given. */
export type Urgency = "calm" | "soon" | "critical" | "breached";

export interface Span {
  readonly startedAt: number;
  readonly dueAt: number;
}

export function usedFraction({ startedAt, dueAt }: Span, now: number): number {
  if (dueAt <= startedAt) return now >= dueAt ? 1 : 0;
  return Math.max(0, (now - startedAt) / (dueAt - startedAt));
}

export function urgencyOf(fraction: number): Urgency {
  if (fraction >= 1) return "breached";
  if (fraction >= 0.8) return "critical";
  return fraction >= 0.5 ? "soon" : "calm";
}
