import { type Order, type Work, type WorkClass, before } from "./orders.ts";

/** A task in sight, and its place in its class's heap: 0 stands for its class as well. */
export interface Candidate {
  readonly of: WorkClass;
  readonly at: number;
  readonly work: Work;
}

/** The most urgent of what is in sight, taken out of it; null where there is none, or none before `rival`. */
export function takeFirst(frontier: Candidate[], rival: Order | null): Candidate | null {
  let first: Candidate | null = null;
  let firstAt = -1;
  for (let at = 0; at < frontier.length; at += 1) {
    const each = frontier[at];
    if (each !== undefined && (first === null || before(each.work, first.work)))
      [first, firstAt] = [each, at];
  }
  if (first === null || (rival !== null && !before(first.work, rival))) return null;
  const last = frontier.pop();
  if (last !== undefined && firstAt < frontier.length) frontier[firstAt] = last;
  return first;
}

export function offer(frontier: Candidate[], of: WorkClass): void {
  const work = of.heap.first;
  if (work !== undefined) frontier.push({ of, at: 0, work });
}

export function childrenOf<T>(items: readonly T[], at: number): readonly T[] {
  return items.slice(at * 2 + 1, at * 2 + 3);
}
