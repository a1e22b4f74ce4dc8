import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";

/** What is on this device and what the node found, each once, newest first; the device's row carries unsent edits. */
export function together(
  here: readonly InteractionRow[],
  atNode: readonly InteractionRow[],
): readonly InteractionRow[] {
  const byId = new Map([...atNode, ...here].map((row) => [row.id, row]));
  return [...byId.values()].toSorted(
    (a, b) => b.completedAt - a.completedAt || b.displayNumber - a.displayNumber,
  );
}
