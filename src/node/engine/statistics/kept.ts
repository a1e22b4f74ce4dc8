import type { Instant } from "../../../domain/time.ts";

const KEPT_MS = 36 * 3_600_000;

/** Memory holds the intervals of today and of yesterday evening; older ones are questions to the store. */
export const statisticsSince = (now: Instant): Instant => now - KEPT_MS;
