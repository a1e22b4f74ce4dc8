import type { AgentId, CustomerId, InteractionId, SourceId, ThreadId } from "./id.ts";
import type { Instant } from "./time.ts";

/** The lasting conversation with one customer on one source; interactions are its episodes. */
export interface Thread {
  readonly id: ThreadId;
  readonly sourceId: SourceId;
  readonly customerId: CustomerId;
  readonly state: "OPEN" | "CLOSED";
  readonly createdAt: Instant;
  readonly lastMessageAt: Instant;
  /** The episode that new messages belong to: the one begun last that is still open; null when all are completed. */
  readonly interactionId: InteractionId | null;
  /** All that are open, in the order they were begun; a clone may begin beside one that still runs. */
  readonly openInteractionIds: readonly InteractionId[];
  readonly lastInteractionId: InteractionId | null;
  /** Who served this customer last. */
  readonly lastAgentId: AgentId | null;
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
    openInteractionIds: [],
    lastInteractionId: null,
    lastAgentId: null,
  };
}

/** The thread once an interaction has begun on it, or has been written to again. */
export function beginEpisode(thread: Thread, interactionId: InteractionId, now: Instant): Thread {
  const known = thread.openInteractionIds.includes(interactionId);
  const openInteractionIds = known
    ? thread.openInteractionIds
    : [...thread.openInteractionIds, interactionId];
  const lastInteractionId = known ? thread.lastInteractionId : interactionId;
  return {
    ...thread,
    openInteractionIds,
    ...latest(openInteractionIds),
    lastInteractionId,
    lastMessageAt: now,
  };
}

/** The thread once this interaction is completed; a session-bound thread closes with its last one. */
export function endEpisode(
  thread: Thread,
  interactionId: InteractionId,
  sessionBound: boolean,
): Thread {
  const openInteractionIds = thread.openInteractionIds.filter((id) => id !== interactionId);
  const isOver = sessionBound && openInteractionIds.length === 0;
  const state = isOver ? "CLOSED" : thread.state;
  return { ...thread, openInteractionIds, ...latest(openInteractionIds), state };
}

function latest(open: readonly InteractionId[]): Pick<Thread, "interactionId"> {
  return { interactionId: open.at(-1) ?? null };
}
