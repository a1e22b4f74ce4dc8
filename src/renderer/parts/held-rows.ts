export interface HeldRow<Row> {
  readonly key: string;
  readonly row: Row;
  /** Left the list while it was held: shown faded in its old place until the pointer goes. */
  readonly isGone: boolean;
}

/**
 * The rows as they stood when the pointer came, with their newest content: nothing moves under a hand about to click.
 * `updates` counts what that hides: rows come, gone, or elsewhere in the order.
 */
export function holdRows<Row>(
  shown: readonly HeldRow<Row>[],
  next: readonly HeldRow<Row>[],
): { readonly rows: readonly HeldRow<Row>[]; readonly updates: number } {
  const newest = new Map(next.map((entry) => [entry.key, entry]));
  const rows = shown.map((entry) => newest.get(entry.key) ?? { ...entry, isGone: true });
  const stayed = rows.filter((entry) => !entry.isGone).map((entry) => entry.key);
  const kept = new Set(stayed);
  const order = next.filter((entry) => kept.has(entry.key)).map((entry) => entry.key);
  const moved = order.filter((key, at) => stayed[at] !== key).length;
  return { rows, updates: moved + (rows.length - stayed.length) + (next.length - kept.size) };
}

export function rowsAsTheyAre<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): readonly HeldRow<Row>[] {
  return rows.map((row) => ({ key: keyOf(row), row, isGone: false }));
}
