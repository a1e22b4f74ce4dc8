import { afterPickUp } from "../../domain/answers.ts";
import { resume } from "../../domain/hold.ts";
import type { InteractionId } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import { primariesOf } from "../../domain/participation.ts";
import type { Queue } from "../../domain/queue.ts";
import { type Refusal, isRefusal } from "../../domain/refusal.ts";
import type { ActiveTask } from "../../domain/task.ts";
import { type Instant, NEVER } from "../../domain/time.ts";
import type { Draft } from "./draft.ts";
import { hoursOf, reckonIn } from "./open-hours.ts";
import { tellStory } from "./story.ts";

/** The queue whose promises hold for a conversation: that of whoever serves it, else the conversation's own. */
export function servingQueue(draft: Draft, { id, queueId }: ActiveInteraction): Queue {
  const [first] = primariesOf(draft.openTasksOf(id));
  return draft.queue(first?.queueId ?? queueId);
}

/** A customer who waits for an agent's answer: the clock starts once somebody is there, not on hold, not on the phone. */
export function startResponse(draft: Draft, id: InteractionId): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE") return;
  const { clocks, answers, lastLineBy } = interaction;
  if (clocks.response !== null || clocks.held !== null || lastLineBy !== "CUSTOMER") return;
  const serving = primariesOf(draft.openTasksOf(id));
  const [first] = serving;
  if (first === undefined || interaction.communicationType === "PHONE") return;
  const queue = draft.queue(first.queueId);
  const rule = queue.routing.responseSla;
  if (rule === null) return;
  const dueAt = reckonIn(draft, queue)(draft.now, rule.sec);
  const response = { startedAt: draft.now, dueAt };
  draft.put(
    "INTERACTION",
    {
      ...interaction,
      clocks: { ...clocks, response },
      // What was promised of this wait stays promised, whoever has the conversation now.
      answers: { ...answers, dueAt: answers.dueAt === NEVER ? dueAt : answers.dueAt },
    },
    "AGENT_SLA_STARTED",
  );
}

/** An agent who serves the customer has written: nothing is owed, a hold by hand is over, and silence begins. */
export function answered(draft: Draft, id: InteractionId): void {
  let interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE") return;
  if (interaction.clocks.held !== null) {
    const resumed = resumeHeld(draft, interaction);
    if (!isRefusal(resumed)) interaction = resumed;
    draft.tell("CONVERSATION_RESUMED", id);
    tellStory(draft, interaction, "RESUMED", "");
  }
  const { clocks } = interaction;
  if (clocks.response !== null) draft.tell("AGENT_SLA_STOPPED", id);
  const quiet = {
    ...clocks,
    response: null,
    firstReplyDueAt: NEVER,
    firstReplyReminders: 0,
    inactiveAt: silentUntil(draft, interaction, servingQueue(draft, interaction)),
  };
  draft.put("INTERACTION", { ...interaction, clocks: quiet }, "INTERACTION_CHANGED");
}

/** T33: a hold is over; what was left of each promise runs on in the queue's hours. */
export function resumeHeld(
  draft: Draft,
  interaction: ActiveInteraction,
): ActiveInteraction | Refusal {
  return resume(interaction, hoursOf(draft, servingQueue(draft, interaction)), draft.now);
}

/** Silence: until when a conversation stays open. It runs from our word; while the last is the customer's it never ends. */
export function silentUntil(
  draft: Draft,
  { lastLineBy }: Pick<ActiveInteraction, "lastLineBy">,
  queue: Queue,
): Instant {
  if (lastLineBy === "CUSTOMER") return NEVER;
  return reckonIn(draft, queue)(draft.now, queue.routing.inactivitySec);
}

/** The customer is with somebody from here on: the pick-up is decided, and on the phone the wait for a word with it. */
export function pickedUp(
  draft: Draft,
  interaction: ActiveInteraction,
  task: ActiveTask,
): ActiveInteraction {
  const since = interaction.firstEnqueuedAt ?? interaction.createdAt;
  const wait = { since, at: draft.now, dueAt: task.slaDueAt };
  const isTheirs = interaction.direction === "INBOUND";
  const answers = isTheirs ? afterPickUp(interaction.answers, wait) : interaction.answers;
  const isSpoken = interaction.communicationType === "PHONE";
  const waitingSince = isSpoken ? NEVER : interaction.waitingSince;
  const { firstReply, responseSla } = draft.queue(task.queueId).routing;
  // A first reply of which the agent is reminded is promised where no other answer is.
  const isPromised = waitingSince !== NEVER && answers.first === null && responseSla === null;
  const firstSec = isPromised && answers.dueAt === NEVER ? (firstReply?.sec ?? null) : null;
  const dueAt =
    firstSec === null
      ? answers.dueAt
      : reckonIn(draft, draft.queue(task.queueId))(draft.now, firstSec);
  return { ...interaction, waitingSince, answers: { ...answers, dueAt } };
}
