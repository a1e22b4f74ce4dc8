import { BehaviorSubject } from "rxjs";

/** When each conversation was last before this person's eyes, for as long as the page lives. */
const seen = new BehaviorSubject<ReadonlyMap<string, number>>(new Map());
export const seen$ = seen.asObservable();

export function seenNow(): ReadonlyMap<string, number> {
  return seen.value;
}

export function markSeen(interactionId: string, at: number): void {
  if ((seen.value.get(interactionId) ?? 0) >= at) return;
  seen.next(new Map(seen.value).set(interactionId, at));
}
