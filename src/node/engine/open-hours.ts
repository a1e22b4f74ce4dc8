import type { OpenHours } from "../../domain/calendar.ts";
import type { Queue } from "../../domain/queue.ts";
import { deadlineIn } from "../../domain/queue-clock.ts";
import type { Reckon } from "../../domain/wait.ts";
import type { Draft } from "./draft.ts";

/** The hours in which this queue's clocks run: those of its calendar, or all of them. */
export function hoursOf(draft: Draft, { routing }: Pick<Queue, "routing">): OpenHours {
  const { calendarId } = routing;
  return (calendarId === null ? undefined : draft.directory("CALENDAR", calendarId)) ?? null;
}

/** How a queue reckons its deadlines: all of them by one function, in its open hours. */
export function reckonIn(draft: Draft, queue: Pick<Queue, "routing">): Reckon {
  const hours = hoursOf(draft, queue);
  return (from, sec) => deadlineIn(hours, from, sec);
}
