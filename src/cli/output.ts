import type { Given } from "./options.ts";

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string;
}

/** Columns under their heads, as wide as they need to be. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = [
    columns.map((column) => column.head),
    ...rows.map((row) => columns.map((column) => plain(column.cell(row)))),
  ];
  const widths = columns.map((_column, index) =>
    Math.max(...cells.map((line) => line[index]?.length ?? 0)),
  );
  return cells
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** One line, and nothing in it that moves a terminal's cursor: strangers wrote some of it. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}

/** Rows for people, or the same as JSON for programs. */
export function printRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  how: { readonly json: boolean; readonly none: string },
): void {
  if (how.json) console.log(JSON.stringify(rows, null, 2));
  else console.log(rows.length === 0 ? how.none : table(rows, columns));
}

/** A sentence for people, or what it says as JSON. */
export function printResult(given: Given, json: object, words: string): void {
  console.log(given.flag("json") ? JSON.stringify(json) : words);
}
