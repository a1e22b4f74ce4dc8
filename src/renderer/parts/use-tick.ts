import { useSyncExternalStore } from "react";
import { useClock } from "./clock.tsx";
import { tickerOf } from "./ticker.ts";

/** What `read` makes of the present second. Renders again only when that differs, so return text or a number. */
export function useTick<T extends string | number | boolean | undefined>(
  read: (now: number) => T,
): T {
  const ticker = tickerOf(useClock());
  return useSyncExternalStore(ticker.subscribe, () => read(ticker.second()));
}

/** The present time in steps: a new value, and a render, once per step. */
export function useNow(stepMs = 1_000): number {
  return useTick((now) => Math.floor(now / stepMs) * stepMs);
}
