import { BehaviorSubject, type Observable, combineLatest, map, switchMap, timer } from "rxjs";
import type { Desk } from "../../sync/desk.ts";
import { useDesk, useObservable } from "../app/desk-context.tsx";
import { STEP_MS, type Seen, remember } from "./level-history.ts";

const kept = new WeakMap<Desk, Observable<readonly Seen[]>>();

/**
 * Looks at the counters in steps while the node is there: it sends them only when they change, so between two of
 * them they stand. Goes on after the screen is left, so that coming back shows no hole; it ends with the desk.
 */
function historyOf(desk: Desk): Observable<readonly Seen[]> {
  const known = kept.get(desk);
  if (known !== undefined) return known;
  const history = new BehaviorSubject<readonly Seen[]>([]);
  kept.set(desk, history);
  combineLatest([desk.counters, desk.connection])
    .pipe(switchMap((latest) => timer(0, STEP_MS).pipe(map(() => latest))))
    .subscribe(([frame, connection]) => {
      if (connection.state !== "LIVE") return;
      const seen = { at: desk.clock.now(), counters: frame.queues };
      const next = remember(history.value, seen);
      if (next !== history.value) history.next(next);
    });
  return history;
}

const nothing: readonly Seen[] = [];

export function useLevelHistory(): readonly Seen[] {
  return useObservable(historyOf(useDesk()), nothing);
}
