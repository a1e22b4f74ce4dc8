import { isObservable } from "rxjs";
import type { Desk } from "../../sync/desk.ts";

/**
 * The same desk whose observables are the same at every asking. Screens ask at every render, and another observable
 * would be another subscription each time.
 */
export function steadyDesk(desk: Desk): Desk {
  const known = new Map<PropertyKey, unknown>();
  return new Proxy(desk, {
    get(target, name) {
      if (known.has(name)) return known.get(name);
      const value: unknown = Reflect.get(target, name, target);
      const steady: unknown = typeof value === "function" ? value.bind(target) : value;
      if (isObservable(steady) || typeof steady === "function") known.set(name, steady);
      return steady;
    },
  });
}
