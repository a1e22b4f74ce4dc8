import type { Instant } from "../time.ts";

/** Reports are kept by five minutes; longer intervals are sums of these. */
export const INTERVAL_MS = 300_000;

/** Where the interval that holds an instant begins; intervals lie on the clock of UTC. */
export function intervalOf(at: Instant): Instant {
  return Math.floor(at / INTERVAL_MS) * INTERVAL_MS;
}

/** Time that passed, cut where intervals meet: each part belongs to the interval it begins in. */
export function partsByInterval(
  from: Instant,
  to: Instant,
): readonly { readonly interval: Instant; readonly ms: number }[] {
  const parts: { interval: Instant; ms: number }[] = [];
  for (let at = from; at < to;) {
    const interval = intervalOf(at);
    const end = Math.min(to, interval + INTERVAL_MS);
    parts.push({ interval, ms: end - at });
    at = end;
  }
  return parts;
}
