import type { CustomerId, InteractionId, SourceId, ThreadId } from "./id.ts";
import type { Instant } from "./time.ts";

/** The lasting conversation with one customer on one source; interactions are its episodes. */
export interface Thread {
  readonly id: ThreadId;
  readonly sourceId: SourceId;
  readonly customerId: CustomerId;
  readonly state: "OPEN" | "CLOSED";
  readonly createdAt: Instant;
  readonly lastMessageAt: Instant;
  /** The episode that new messages belong to, or null when all are completed. */
  readonly interactionId: InteractionId | null;
  readonly lastInteractionId: InteractionId | null;
}

export function openThread(
  parts: Pick<Thread, "id" | "sourceId" | "customerId">,
  now: Instant,
): Thread {
  const { id, sourceId, customerId } = parts;
  return {
    id,
    sourceId,
    customerId,
    state: "OPEN",
    createdAt: now,
    lastMessageAt: now,
    interactionId: null,
    lastInteractionId: null,
  };
}

/** The thread once an interaction has begun on it. */
export function beginEpisode(thread: Thread, interactionId: InteractionId, now: Instant): Thread {
  return { ...thread, interactionId, lastInteractionId: interactionId, lastMessageAt: now };
}

/** The thread once its present interaction is completed; a session-bound thread closes with it. */
export function endEpisode(thread: Thread, sessionBound: boolean): Thread {
  return { ...thread, interactionId: null, state: sessionBound ? "CLOSED" : thread.state };
}
