import type { Queue } from "../../domain/queue.ts";
import { compareWork } from "../../domain/routing.ts";
import type { QueuedTask } from "../../domain/task.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import type { Waiting } from "./waiting.ts";

export interface PlaceInLine {
  readonly waiting: Waiting;
  /** Null while it rings at somebody: it stands outside the line. */
  readonly position: number | null;
}

/** A queue's waiting requests as the router takes them; those that ring come first. */
export function lineUp(waiting: readonly Waiting[], queue: Queue): readonly PlaceInLine[] {
  const own = waiting.filter((one) => one.task.queueId === queue.id);
  const ringing = own.filter((one) => one.task.mediaState === "RESERVED");
  const inLine = own
    .filter((one) => one.task.mediaState === "QUEUED")
    .toSorted((a, b) =>
      compareWork({ task: queuedOf(a.task), queue }, { task: queuedOf(b.task), queue }),
    );
  return [
    ...ringing.map((one) => ({ waiting: one, position: null })),
    ...inLine.map((one, at) => ({ waiting: one, position: at + 1 })),
  ];
}

function queuedOf(row: TaskRow): QueuedTask {
  return { ...row, state: "QUEUED", requestedBy: row.requestedBy === "" ? null : row.requestedBy };
}
