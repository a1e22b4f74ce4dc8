import { resume } from "../../domain/hold.ts";
import type { InteractionId } from "../../domain/id.ts";
import { primariesOf } from "../../domain/participation.ts";
import { isRefusal } from "../../domain/refusal.ts";
import { NEVER, SECOND_MS, deadlineAfter } from "../../domain/time.ts";
import type { Draft } from "./draft.ts";
import { tellStory } from "./story.ts";

/** A customer who waits for an agent's answer: the clock starts once somebody is there, not on hold, not on the phone. */
export function startResponse(draft: Draft, id: InteractionId): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE") return;
  const { clocks, lastLineBy } = interaction;
  if (clocks.response !== null || clocks.held !== null || lastLineBy !== "CUSTOMER") return;
  const serving = primariesOf(draft.openTasksOf(id));
  const [first] = serving;
  if (first === undefined || interaction.communicationType === "PHONE") return;
  const rule = draft.queue(first.queueId).routing.responseSla;
  if (rule === null) return;
  const response = { startedAt: draft.now, dueAt: draft.now + rule.sec * SECOND_MS };
  draft.put(
    "INTERACTION",
    { ...interaction, clocks: { ...clocks, response } },
    "AGENT_SLA_STARTED",
  );
}

/** An agent who serves the customer has written: nothing is owed, and a hold by hand is over. */
export function answered(draft: Draft, id: InteractionId): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE") return;
  let { clocks } = interaction;
  if (clocks.held !== null) {
    const resumed = resume(interaction, draft.now);
    if (!isRefusal(resumed)) clocks = resumed;
    draft.tell("CONVERSATION_RESUMED", id);
    tellStory(draft, interaction, "RESUMED", "");
  }
  if (clocks.response !== null) draft.tell("AGENT_SLA_STOPPED", id);
  const inactiveAt = stirred(draft, interaction.queueId, clocks.inactiveAt);
  const quiet = {
    ...clocks,
    response: null,
    firstReplyDueAt: NEVER,
    firstReplyReminders: 0,
    inactiveAt,
  };
  draft.put("INTERACTION", { ...interaction, clocks: quiet }, "INTERACTION_CHANGED");
}

/** Whoever writes keeps the conversation awake. */
export function stirred(draft: Draft, queueId: string, inactiveAt: number): number {
  return inactiveAt === NEVER
    ? NEVER
    : deadlineAfter(draft.now, draft.queue(queueId).routing.inactivitySec);
}
