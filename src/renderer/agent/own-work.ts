import { NEVER } from "../../domain/time.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { isRinging } from "./offer-book.ts";

export interface OwnWork {
  /** Waiting for my answer, the one that ends first on top. */
  readonly ringing: readonly TaskRow[];
  /** In conversation or in wrap-up: in the order I took them on, a list that keeps still, or who waits longest on top. */
  readonly mine: readonly TaskRow[];
  /** Waiting in my queues, also while it rings at a colleague's, the next to breach on top. */
  readonly waiting: readonly TaskRow[];
}

/** How my work is sorted: as I took it on, or by whose customer has waited longest for a word. */
export type WorkOrder = "TAKEN" | "WAITING";

export function ownWork(
  tasks: readonly TaskRow[],
  me: { readonly agentId: string; readonly queueIds: readonly string[] },
  order: WorkOrder = "TAKEN",
): OwnWork {
  const isMine = (task: TaskRow) => task.agentId === me.agentId;
  return {
    ringing: tasks
      .filter((task) => isRinging(task, me.agentId))
      .toSorted((a, b) => (a.offer?.expiresAt ?? 0) - (b.offer?.expiresAt ?? 0)),
    mine: tasks
      .filter((task) => isMine(task) && (isHeld(task) || task.taskState === "WRAP_UP"))
      .toSorted(order === "WAITING" ? byWait : byTaking),
    waiting: tasks
      .filter((task) => isWaiting(task) && !isMine(task) && me.queueIds.includes(task.queueId))
      .toSorted((a, b) => a.slaDueAt - b.slaDueAt || a.firstEnqueuedAt - b.firstEnqueuedAt),
  };
}

const byTaking = (a: TaskRow, b: TaskRow): number =>
  (a.answeredAt ?? 0) - (b.answeredAt ?? 0) || a.createdAt - b.createdAt;
const byWait = (a: TaskRow, b: TaskRow): number => waitsSince(a) - waitsSince(b) || byTaking(a, b);

/** Since when the customer of what I hold waits for a word; NEVER while our word was the last, or it is over. */
export function waitsSince({ taskState, waitingSince }: TaskRow): number {
  return taskState === "ACTIVE" ? waitingSince : NEVER;
}

function isWaiting({ mediaState }: TaskRow): boolean {
  return mediaState === "QUEUED" || mediaState === "RESERVED";
}

function isHeld(task: TaskRow): boolean {
  return task.taskState === "ACTIVE" && task.mediaState === "ACTIVE";
}

/** The interaction `by` places after `current` in the list; the first or last one when none is open. */
export function neighbour(
  work: readonly TaskRow[],
  current: string | null,
  by: 1 | -1,
): string | null {
  if (work.length === 0) return null;
  const at = work.findIndex((task) => task.interactionId === current);
  if (at === -1) return work.at(by === 1 ? 0 : -1)?.interactionId ?? null;
  return work[(at + by + work.length) % work.length]?.interactionId ?? null;
}

/** Whether the customer spoke since this person last looked. */
export function isUnread(task: TaskRow, seenAt: number | undefined): boolean {
  return task.lastLineBy === "CUSTOMER" && task.lastMessageAt > (seenAt ?? task.answeredAt ?? 0);
}
