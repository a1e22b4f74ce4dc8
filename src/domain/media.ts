import type { Id, MrdId, QueueId } from "./id.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Instant } from "./time.ts";

export type MediaId = Id<"media">;

/** As much of an open task as its media depend on. */
interface Carrier {
  readonly state: "QUEUED" | "RESERVED" | "ACTIVE" | "WRAP_UP";
  readonly mrdId: MrdId;
  readonly addedMedia: readonly AddedMedia[];
}

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

/** T4 and T38: one more medium; it waits with a task that waits, and is at work with one that is. */
export function addMedia<T extends Carrier>(
  task: T,
  media: Pick<AddedMedia, "id" | "mrdId" | "queueId">,
  now: Instant,
): T | Refusal {
  if (task.state === "WRAP_UP") return refuse("TASK_NOT_ACTIVE");
  const open = task.addedMedia.filter((each) => each.state !== "CLOSED");
  if (media.mrdId === task.mrdId || open.some((each) => each.mrdId === media.mrdId))
    return refuse("MEDIA_EXISTS", media.mrdId);
  if (task.addedMedia.some((each) => each.id === media.id))
    return refuse("ALREADY_EXISTS", "mediaId");
  const isActive = task.state === "ACTIVE";
  const added: AddedMedia = {
    ...media,
    state: isActive ? "ACTIVE" : "QUEUED",
    addedAt: now,
    answeredAt: isActive ? now : null,
    endedAt: null,
  };
  return { ...task, addedMedia: [...task.addedMedia, added] };
}

/** What waited with the task is at work once somebody has it. */
export function activateMedia(media: readonly AddedMedia[], now: Instant): readonly AddedMedia[] {
  return media.map((each) =>
    each.state === "QUEUED" ? { ...each, state: "ACTIVE", answeredAt: now } : each,
  );
}

/** T39: one added medium ends, the task goes on. */
export function endMedia<T extends Carrier>(task: T, id: string, now: Instant): T | Refusal {
  const ending = task.addedMedia.find((each) => each.id === id && each.state !== "CLOSED");
  if (ending === undefined) return refuse("MEDIA_NOT_FOUND");
  const addedMedia = task.addedMedia.map((each) =>
    each === ending ? { ...each, state: "CLOSED" as const, endedAt: now } : each,
  );
  return { ...task, addedMedia };
}
