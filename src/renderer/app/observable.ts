import { useMemo, useSyncExternalStore } from "react";
import type { Observable } from "rxjs";

interface Store<T> {
  readonly subscribe: (changed: () => void) => () => void;
  readonly read: () => T;
}

/** What an observable said last, as React wants to read it. One subscription while anybody looks. */
function observed<T>(source: Observable<T>, initial: T): Store<T> {
  let last = initial;
  // What it can say at once is said in the first picture: nothing flashes empty.
  source.subscribe((value) => (last = value)).unsubscribe();
  return {
    subscribe(changed) {
      const subscription = source.subscribe((value) => {
        if (Object.is(value, last)) return;
        last = value;
        changed();
      });
      return () => subscription.unsubscribe();
    },
    read: () => last,
  };
}

/**
 * The last value of `source`, `initial` before the first. Make a derived observable with `useMemo`: another
 * observable is another subscription. `initial` counts only when the observable changes.
 */
export function useObservable<T>(source: Observable<T>, initial: T): T {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a literal `initial` is new at every render
  const store = useMemo(() => observed(source, initial), [source]);
  return useSyncExternalStore(store.subscribe, store.read);
}
