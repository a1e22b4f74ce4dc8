import type { ActiveInteraction, Clocks } from "./interaction.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { type Instant, NEVER } from "./time.ts";

type Held = Pick<ActiveInteraction, "clocks">;

/** T33: the conversation stands still, and so does what its customer was promised of the agent. */
export function hold(
  { clocks }: Held,
  why: { until: Instant; because: "AGENT" | "INTERRUPTION" },
  now: Instant,
): Clocks | Refusal {
  if (clocks.held !== null) return refuse("ALREADY_ON_HOLD");
  return { ...clocks, held: { since: now, ...why } };
}

/** T33: it goes on, and with it the time that was left of every promise. */
export function resume({ clocks }: Held, now: Instant): Clocks | Refusal {
  if (clocks.held === null) return refuse("NOT_ON_HOLD");
  const stood = now - clocks.held.since;
  const later = (at: Instant): Instant => (at === NEVER ? NEVER : at + stood);
  const response = clocks.response && {
    startedAt: later(clocks.response.startedAt),
    dueAt: later(clocks.response.dueAt),
  };
  const firstReplyDueAt = later(clocks.firstReplyDueAt);
  const inactiveAt = later(clocks.inactiveAt);
  const heldMs = clocks.heldMs + stood;
  return { ...clocks, held: null, heldMs, response, firstReplyDueAt, inactiveAt };
}
