import type { QueuedTask, Task } from "./task.ts";
import { type Instant, NEVER } from "./time.ts";
import { nextOfWait } from "./wait.ts";

/** The one instant at which this task changes by itself, if nobody acts first; NEVER if none. */
export function deadlineOf(task: Task, offerGraceMs: number): Instant {
  switch (task.state) {
    case "QUEUED":
      return Math.min(task.requestExpiresAt, nextOfWait(task.wait));
    case "RESERVED":
      return task.offer.expiresAt + offerGraceMs;
    case "WRAP_UP":
      return task.wrapUpExpiresAt;
    case "ACTIVE":
    case "CLOSED":
      return NEVER;
  }
}

/** The next instant at which somebody held back from this task becomes eligible again; NEVER if nobody is. */
export function nextEligibilityOf(task: QueuedTask, now: Instant): Instant {
  return task.exclusions.reduce(
    (next, each) => (each.until > now ? Math.min(next, each.until) : next),
    NEVER,
  );
}
