import type { MrdId } from "../../../domain/id.ts";
import type { Need } from "../../../domain/need.ts";
import type { Queue } from "../../../domain/queue.ts";
import type { QueuedTask } from "../../../domain/task.ts";
import type { IndexedHeap, Placed } from "./indexed-heap.ts";
import type { WorkHeap } from "./work-heap.ts";
import type { Asked, Person, Turn } from "./person.ts";

/**
 * The order of `compareWork`, flat: a band of queue priority, heaviest tag and priority, then the place in the line, then
 * the id. It stands in every member of a heap itself, so that comparing two reads nothing else.
 */
export interface Order {
  band: number;
  orderAt: number;
  id: string;
}

/** A waiting task in its class's heap. */
export interface Work extends Order {
  /** Its row in the columns. */
  slot: number;
  task: QueuedTask;
  queue: Queue;
  of: WorkClass;
  /** Set while it may come next because it is new. */
  turn: Turn | null;
  /** A turn of its own that is over and stands nowhere any more: the next one takes its place. */
  spare: Turn | null;
  /** Those who would take it, or would have: whoever has another wish by now is passed over. */
  wishedBy: Person[] | null;
}

/** All waiting tasks with one need; it stands where its most urgent one does. */
export interface WorkClass extends Placed, Order, Asked {
  readonly key: string;
  readonly heap: WorkHeap;
  /** The slot of its most urgent one, or NO_SLOT. */
  firstSlot: number;
  /** Whether it is the one that stands for its need; it may have been forgotten while nothing waited. */
  isKnown: boolean;
  /** Its place in the list that people look through, or NOT_LISTED. */
  at: number;
  /** Where it stands while there are too many for a list. */
  lane: Lane | null;
}

/** Classes that ask for the same two rarest things of one queue; it stands where its most urgent one does. */
export interface Lane {
  /** Its place among all lanes. */
  readonly at: number;
  readonly mrdId: MrdId;
  /** At most two things: whoever has them may look here. */
  readonly need: Need;
  readonly heap: IndexedHeap<WorkClass>;
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
