import type { Id, MrdId, QueueId } from "./id.ts";
import type { Instant } from "./time.ts";

export type MediaId = Id<"media">;

/**
 * A medium that joined a task after it began (T4, T38): voice in a chat, say. The task's own first medium is the
 * task itself; its media id on the wire is the task's id.
 */
export interface AddedMedia {
  readonly id: MediaId;
  readonly mrdId: MrdId;
  readonly queueId: QueueId;
  /** QUEUED waits with its task and becomes ACTIVE with it. */
  readonly state: "QUEUED" | "ACTIVE" | "CLOSED";
  readonly addedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
}
