import { type OpenHours, nextOpening } from "./calendar.ts";
import type { QueueId } from "./id.ts";
import type { Queue, WayOut } from "./queue.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { type Instant, NEVER } from "./time.ts";

/** Facts of a queue at this moment by which it admits a request. */
export interface AdmissionFacts {
  readonly isOpen: boolean;
  /** Asked only where the queue minds: it looks at everybody. */
  readonly isStaffed: () => boolean;
}

/** Admission: what a queue does with a request that comes to it. */
export type Admission =
  | { readonly meets: "IN" }
  /** Out of use: whatever comes is led to a queue that is in use. */
  | { readonly meets: "ARCHIVED" }
  | { readonly meets: "CLOSED"; readonly wayOut: WayOut }
  | { readonly meets: "REFUSED"; readonly message: string }
  | { readonly meets: "UNSTAFFED" };

const letIn: Admission = { meets: "IN" };

/**
 * The one rule for whatever enters a queue. `isBack`: it was let in before and comes back (missed, left, put off, given
 * back), so it stands in line again whatever the hour; only a queue that is out of use takes nothing back.
 */
export function admissionTo(queue: Queue, isBack: boolean, facts: AdmissionFacts): Admission {
  if (queue.archived) return { meets: "ARCHIVED" };
  if (isBack) return letIn;
  const { closedHours, nobodySignedIn } = queue.routing;
  if (!facts.isOpen) {
    if (closedHours.action === "REFUSE") return { meets: "REFUSED", message: closedHours.message };
    if (closedHours.action !== "QUEUE") return { meets: "CLOSED", wayOut: closedHours };
  }
  return nobodySignedIn === "PARK" || facts.isStaffed() ? letIn : { meets: "UNSTAFFED" };
}

/**
 * Why somebody who sends work there is told first, and may insist; null where the queue takes it. What a closed queue
 * takes by its own rule (closedHours QUEUE) waits there for its opening.
 */
export function admissionObstacle(
  queue: Queue,
  opensAt: Instant,
  facts: AdmissionFacts,
): Refusal | null {
  const admission = admissionTo(queue, false, facts);
  switch (admission.meets) {
    case "IN":
      return null;
    case "ARCHIVED":
      return refuse("QUEUE_ARCHIVED");
    case "CLOSED":
    case "REFUSED":
      return refuse("QUEUE_CLOSED", whenOf(opensAt));
    case "UNSTAFFED":
      return refuse("NO_AGENT_AVAILABLE", "nobody who serves the queue is signed in");
  }
}

const whenOf = (opensAt: Instant): string =>
  opensAt === NEVER ? "it does not open again" : `it opens at ${new Date(opensAt).toISOString()}`;

/** True from the second time on: closed now, and not open for a moment since `told`. */
export function isSameClosing(hours: OpenHours, told: Instant, now: Instant): boolean {
  return told <= now && nextOpening(hours, told) > now;
}

/** Notices: what the customer of a conversation has been told on entering queues, so that nothing is said twice. */
export interface Notices {
  readonly greetedBy: readonly QueueId[];
  /** When they were last told that a queue is closed, and which. */
  readonly closed: { readonly queueId: QueueId; readonly at: Instant } | null;
}

export const noNotices: Notices = { greetedBy: [], closed: null };
