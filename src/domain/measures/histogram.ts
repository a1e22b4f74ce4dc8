/**
 * How long waits were, in fixed buckets, so that intervals and queues can be added and still have percentiles.
 * A bucket holds what is longer than the edge before it and not longer than its own.
 */
export type Histogram = readonly number[];

const SECOND_EDGES = [
  1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 120, 150, 180, 240, 300, 420, 600, 900,
  1200, 1800, 2700, 3600, 7200, 14_400, 28_800, 86_400,
];

/** Upper edges in milliseconds. They are stored with every interval: to change them is to migrate. */
export const WAIT_EDGES_MS: readonly number[] = SECOND_EDGES.map((sec) => sec * 1000);

/** One bucket more than edges: the last holds what is longer than all of them. */
export const emptyHistogram: Histogram = [...WAIT_EDGES_MS, 0].map(() => 0);

export function countInto(histogram: Histogram, ms: number): Histogram {
  const bucket = bucketOf(ms);
  return histogram.map((count, at) => (at === bucket ? count + 1 : count));
}

export function addHistograms(left: Histogram, right: Histogram): Histogram {
  return left.map((count, at) => count + (right[at] ?? 0));
}

/**
 * A length in milliseconds that at least `percent` (0..100) of all did not exceed, rounded up to an edge and never
 * above the longest; null where nothing was counted.
 */
export function percentileOf(
  histogram: Histogram,
  percent: number,
  longestMs: number,
): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = Math.max(1, Math.ceil((total * percent) / 100));
  let counted = 0;
  const bucket = histogram.findIndex((count) => (counted += count) >= wanted);
  return Math.min(WAIT_EDGES_MS[bucket] ?? longestMs, longestMs);
}

function bucketOf(ms: number): number {
  const bucket = WAIT_EDGES_MS.findIndex((edge) => ms <= edge);
  return bucket === -1 ? WAIT_EDGES_MS.length : bucket;
}
