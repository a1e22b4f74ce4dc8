import { isOpen } from "../../domain/calendar.ts";
import { type Notices, isSameClosing, noNotices } from "../../domain/admission.ts";
import type { ActiveInteraction, Interaction } from "../../domain/interaction.ts";
import type { Queue } from "../../domain/queue.ts";
import type { QueuedTask } from "../../domain/task.ts";
import type { Draft } from "./draft.ts";
import { hoursOf } from "./open-hours.ts";
import { tellCustomer, tellStory } from "./story.ts";

/** What the customer hears on entering: the queue's greeting, once, and that it is closed, once for each closing. */
export function welcome(
  draft: Draft,
  task: Pick<QueuedTask, "queueId" | "interactionId">,
  { isNew }: { isNew: boolean },
): void {
  const queue = draft.queue(task.queueId);
  const { greeting, calendarId } = queue.routing;
  if (greeting === null && calendarId === null) return;
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction?.state !== "ACTIVE") return;
  const told = closedNotice(draft, queue, interaction);
  const { greetedBy, closed } = told ?? interaction.clocks.notices ?? noNotices;
  const greets = isNew && greeting !== null && !greetedBy.includes(queue.id);
  if (greets) tellCustomer(draft, interaction, greeting);
  if (told === null && !greets) return;
  note(draft, interaction.id, {
    greetedBy: greets ? [...greetedBy, queue.id] : greetedBy,
    closed,
  });
}

/** Tells that the queue is closed, where it is and it was not told in this closing; the notice of it, or null. */
function closedNotice(draft: Draft, queue: Queue, interaction: ActiveInteraction): Notices | null {
  const hours = hoursOf(draft, queue);
  if (isOpen(hours, draft.now)) return null;
  const notices = interaction.clocks.notices ?? noNotices;
  const last = notices.closed;
  if (last?.queueId === queue.id && isSameClosing(hours, last.at, draft.now)) return null;
  tellStory(draft, interaction, "CLOSED_HOURS", queue.name);
  const { closedHours } = queue.routing;
  // Whoever was answered last waits for nothing that the hours could keep from them.
  if (closedHours.action === "REFUSE" && interaction.lastLineBy === "CUSTOMER")
    tellCustomer(draft, interaction, closedHours.message);
  return { ...notices, closed: { queueId: queue.id, at: draft.now } };
}

function note(draft: Draft, id: Interaction["id"], notices: Notices): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE") return;
  const clocks = { ...interaction.clocks, notices };
  draft.put("INTERACTION", { ...interaction, clocks }, "INTERACTION_CHANGED");
}

/** The queue's word to a customer who is turned away, or waits though it is closed; once for each closing. */
export function tellClosed(draft: Draft, queue: Queue, interactionId: Interaction["id"]): void {
  const interaction = draft.get("INTERACTION", interactionId);
  if (interaction?.state !== "ACTIVE") return;
  const notices = closedNotice(draft, queue, interaction);
  if (notices !== null) note(draft, interactionId, notices);
}

/** The timeline says which closed queues passed it on. */
export function tellClosedQueues(
  draft: Draft,
  interaction: Interaction,
  closed: readonly Queue[],
): void {
  for (const { name } of closed) tellStory(draft, interaction, "CLOSED_HOURS", name);
}
