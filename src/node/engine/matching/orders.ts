import type { MrdId, QueueId } from "../../../domain/id.ts";
import type { Need } from "../../../domain/need.ts";
import type { Queue } from "../../../domain/queue.ts";
import type { SkillNeed } from "../../../domain/skill.ts";
import type { QueuedTask } from "../../../domain/task.ts";
import type { IndexedHeap, Placed } from "./indexed-heap.ts";

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
export interface Work extends Placed, Order {
  task: QueuedTask;
  queue: Queue;
  of: WorkClass;
  /** False once it is no longer waiting. */
  isThere: boolean;
}

/** All waiting tasks with one need; it stands where its most urgent one does. */
export interface WorkClass extends Placed, Order {
  readonly key: string;
  readonly need: Need;
  readonly heap: IndexedHeap<Work>;
  readonly lane: Lane;
  /** Whether it stands in the list that people look through. */
  isListed: boolean;
}

/** Classes that ask for the same two rarest things of one queue; it stands where its most urgent one does. */
export interface Lane {
  /** Its place among all lanes. */
  readonly at: number;
  readonly queueId: QueueId;
  readonly mrdId: MrdId;
  /** At most two, in order: a skill at a level, a tag, or somebody by name. */
  readonly things: readonly string[];
  /** The skills among them, taken apart: they are asked about for everybody. */
  readonly skills: readonly SkillNeed[];
  readonly heap: IndexedHeap<WorkClass>;
}

export const EMPTY = Number.MAX_SAFE_INTEGER;
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

export function standAt(member: Order, first: Order | undefined): void {
  member.band = first?.band ?? EMPTY;
  member.orderAt = first?.orderAt ?? EMPTY;
  member.id = first?.id ?? "";
}
