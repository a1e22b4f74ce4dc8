import { before } from "./orders.ts";
import type { Work, WorkClass } from "./entries.ts";

/** A task in sight, and its place in its class's heap: 0 stands for its class as well. */
export interface Candidate {
  readonly of: WorkClass;
  readonly at: number;
  readonly work: Work;
}

/** The most urgent of what is in sight. */
export function firstOf(frontier: readonly Candidate[]): Candidate | null {
  let first: Candidate | null = null;
  for (const each of frontier) if (first === null || before(each.work, first.work)) first = each;
  return first;
}

export function take(frontier: Candidate[], taken: Candidate): void {
  const last = frontier.pop();
  if (last !== undefined && last !== taken) frontier[frontier.indexOf(taken)] = last;
}

export function offer(frontier: Candidate[], of: WorkClass): void {
  const work = of.heap.first;
  if (work !== undefined) frontier.push({ of, at: 0, work });
}

/** The two that come next in its class once this one is out of the way. */
export function offerBelow(frontier: Candidate[], of: WorkClass, at: number): void {
  for (let below = at * 2 + 1; below <= at * 2 + 2; below += 1) {
    const work = of.heap.at(below);
    if (work !== undefined) frontier.push({ of, at: below, work });
  }
}

export function childrenOf<T>(items: readonly T[], at: number): readonly T[] {
  return items.slice(at * 2 + 1, at * 2 + 3);
}
