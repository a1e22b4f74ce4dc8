import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";

/** True when every word stands somewhere in what the list shows or the row keeps for finding. */
export function matches(
  row: InteractionRow,
  text: string,
  labels: readonly string[] = [],
): boolean {
  const words = text
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const haystack = [
    `#${row.displayNumber}`,
    row.customerName,
    row.customerEmail ?? "",
    row.subject,
    row.lastLine,
    row.dispositionNote,
    row.completedByName,
    ...row.tags,
    ...labels,
  ]
    .join("\n")
    .toLocaleLowerCase();
  return words.every((word) => haystack.includes(word));
}

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
