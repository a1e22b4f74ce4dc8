import { type ActiveInteraction, type CompletedInteraction, noClocks } from "./interaction.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { type Instant, NEVER, SECOND_MS } from "./time.ts";

/** Whether a customer who writes again is still in the same story; 0 seconds never. */
function isWithinWindow(
  interaction: CompletedInteraction,
  windowSec: number,
  now: Instant,
): boolean {
  return now <= interaction.completedAt + windowSec * SECOND_MS && windowSec > 0;
}

/**
 * A completed interaction, active again (domain.md 7.4). Its completion rows stay as they are; a second completion
 * adds one. What was promised then is not promised again: new work gets its own deadlines.
 */
export function reopen(
  interaction: CompletedInteraction,
  may: { windowSec: number; anyTime: boolean },
  now: Instant,
): ActiveInteraction | Refusal {
  if (!may.anyTime && !isWithinWindow(interaction, may.windowSec, now))
    return refuse("REOPEN_WINDOW_OVER");
  const {
    state: _state,
    completedAt: _at,
    completedBy: _by,
    completedByName: _name,
    resolution: _resolution,
    ...rest
  } = interaction;
  return {
    ...rest,
    state: "ACTIVE",
    threadState: "OPEN",
    ownerId: null,
    dispositions: [],
    clocks: noClocks,
    answers: { ...interaction.answers, dueAt: NEVER },
    reopenedCount: interaction.reopenedCount + 1,
    taskId: null,
    status: "CREATING",
    agentId: null,
    slaDueAt: NEVER,
    participants: [],
    listState: interaction.listId === null ? null : "UNREAD",
  };
}
