/** Milliseconds at the given share of all samples, by nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface Line {
  readonly what: string;
  readonly samples: readonly number[];
}

/** One line per measurement: p50 and p99 in milliseconds, and their ratio to the floor's. */
export function printTable(lines: readonly Line[], floor: readonly number[]): void {
  console.log(["what".padEnd(44), "n", "p50 ms", "p99 ms", "p50/floor", "p99/floor"].join("\t"));
  for (const { what, samples } of lines) {
    const p50 = percentile(samples, 0.5);
    const p99 = percentile(samples, 0.99);
    const ratios = [p50 / percentile(floor, 0.5), p99 / percentile(floor, 0.99)];
    const figures = [p50.toFixed(2), p99.toFixed(2), ...ratios.map((ratio) => ratio.toFixed(1))];
    console.log([what.padEnd(44), samples.length, ...figures].join("\t"));
  }
}
