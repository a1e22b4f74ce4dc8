import type { Queue } from "../../../domain/queue.ts";
import type { QueuedTask } from "../../../domain/task.ts";

/**
 * The order of `compareWork`, flat: a band of queue priority, heaviest tag and priority, then the place in the line, then
 * the id. It stands in every member of a heap itself, so that comparing two reads nothing else.
 */
export interface Order {
  band: number;
  orderAt: number;
  id: string;
}

export const EMPTY = Number.MAX_SAFE_INTEGER;
export const NOT_LISTED = -1;
const WEIGHTS = 101;
const PRIORITIES = 12;

export function bandOf(task: QueuedTask, queue: Queue): number {
  const weight = Math.min(WEIGHTS - 1, task.wait.weight);
  return (
    ((10 - queue.queuePriority) * WEIGHTS + (WEIGHTS - 1 - weight)) * PRIORITIES +
    (PRIORITIES - task.priority)
  );
}

export const before = (left: Order, right: Order): boolean => {
  if (left.band !== right.band) return left.band < right.band;
  if (left.orderAt !== right.orderAt) return left.orderAt < right.orderAt;
  return left.id < right.id;
};
