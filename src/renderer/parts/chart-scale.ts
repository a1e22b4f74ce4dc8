/** The arithmetic of the line chart, apart from its drawing. */
export interface ChartPoint {
  readonly at: number;
  readonly value: number;
}

export interface Domain {
  readonly from: number;
  readonly to: number;
}

export function place(value: number, domain: Domain, size: number): number {
  if (domain.to === domain.from) return 0;
  return ((value - domain.from) / (domain.to - domain.from)) * size;
}

export function domainOf(values: readonly number[], fallback: Domain): Domain {
  if (values.length === 0) return fallback;
  return { from: Math.min(...values), to: Math.max(...values) };
}

/** Round steps that make two to five grid lines. */
export function ticks(domain: Domain, most = 4): readonly number[] {
  const span = domain.to - domain.from;
  if (span <= 0) return [domain.from];
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => span / size <= most) ?? span;
  const first = Math.ceil(domain.from / step) * step;
  const count = Math.floor((domain.to - first) / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, at) => first + at * step);
}

/**
 * Labels stand at the ends of their lines; where two come closer than `gap` they are pushed apart, in order, and the
 * whole column is shifted back inside the picture.
 */
export function pushApart(
  wanted: readonly number[],
  gap: number,
  bottom: number,
): readonly number[] {
  const order = wanted.map((_, at) => at).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let previous = Number.NEGATIVE_INFINITY;
  for (const at of order) {
    previous = Math.max(wanted[at] ?? 0, previous + gap);
    placed[at] = previous;
  }
  let limit = bottom;
  for (const at of order.toReversed()) {
    placed[at] = Math.min(placed[at] ?? 0, limit);
    limit = (placed[at] ?? 0) - gap;
  }
  return placed;
}

export function linePath(points: readonly { readonly x: number; readonly y: number }[]): string {
  return points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
