import { type Lane, type Work, type WorkClass, before } from "./orders.ts";

/** A task in sight, and its place in its class's heap: 0 stands for its class as well. */
export interface Candidate {
  readonly of: WorkClass;
  readonly at: number;
  readonly work: Work;
}

/** The most urgent of what is in sight. A few dozen lanes are looked through faster than they are put in order. */
export function takeFirst(lanes: Lane[], frontier: Candidate[]): Candidate | null {
  let [lane, laneAt, other, otherAt]: [Lane | null, number, Candidate | null, number] = [
    null,
    -1,
    null,
    -1,
  ];
  for (let at = 0; at < lanes.length; at += 1) {
    const each = lanes[at];
    if (each !== undefined && (lane === null || before(each, lane))) [lane, laneAt] = [each, at];
  }
  for (let at = 0; at < frontier.length; at += 1) {
    const each = frontier[at];
    if (each !== undefined && (other === null || before(each.work, other.work)))
      [other, otherAt] = [each, at];
  }
  if (other !== null && (lane === null || before(other.work, lane))) {
    removeAt(frontier, otherAt);
    return other;
  }
  if (lane === null) return null;
  removeAt(lanes, laneAt);
  const of = lane.heap.first;
  const work = of?.heap.first;
  return of === undefined || work === undefined ? null : { of, at: 0, work };
}

function removeAt<T>(list: T[], at: number): void {
  const last = list.pop();
  if (last !== undefined && at < list.length) list[at] = last;
}

export function offer(frontier: Candidate[], of: WorkClass): void {
  const work = of.heap.first;
  if (work !== undefined) frontier.push({ of, at: 0, work });
}

export function childrenOf<T>(items: readonly T[], at: number): readonly T[] {
  return items.slice(at * 2 + 1, at * 2 + 3);
}
