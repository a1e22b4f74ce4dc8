import type { OpenHours } from "./calendar.ts";
import type { ActiveInteraction, Clocks } from "./interaction.ts";
import { afterPause } from "./queue-clock.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { type Instant, NEVER } from "./time.ts";

type Held = Pick<ActiveInteraction, "clocks" | "answers">;

/** T33: the conversation stands still, and so does what its customer was promised of the agent. */
export function hold(
  { clocks }: Pick<Held, "clocks">,
  why: { until: Instant; because: "AGENT" | "INTERRUPTION" },
  now: Instant,
): Clocks | Refusal {
  if (clocks.held !== null) return refuse("ALREADY_ON_HOLD");
  return { ...clocks, held: { since: now, ...why } };
}

/** T33: it goes on, and with it the open time that was left of every promise. */
export function resume<H extends Held>(
  interaction: H,
  hours: OpenHours,
  now: Instant,
): H | Refusal {
  const { clocks, answers } = interaction;
  if (clocks.held === null) return refuse("NOT_ON_HOLD");
  const { since } = clocks.held;
  const stood = now - since;
  const later = (dueAt: Instant): Instant => afterPause(hours, dueAt, { since, now });
  const response = clocks.response && {
    startedAt: clocks.response.startedAt + stood,
    dueAt: later(clocks.response.dueAt),
  };
  const resumed = {
    ...clocks,
    held: null,
    heldMs: clocks.heldMs + stood,
    response,
    firstReplyDueAt: later(clocks.firstReplyDueAt),
    inactiveAt: later(clocks.inactiveAt),
  };
  const dueAt = answers.dueAt === NEVER ? NEVER : later(answers.dueAt);
  return { ...interaction, clocks: resumed, answers: { ...answers, dueAt } };
}
