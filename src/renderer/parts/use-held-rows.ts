import { useMemo, useState } from "react";
import { type HeldRow, holdRows, rowsAsTheyAre } from "./held-rows.ts";

/**
 * Holds the order while the pointer is over the list; `release` shows the present order at once and holds that.
 * A new `question` lets go: what was asked for by hand is shown, wherever the pointer rests.
 */
export function useHeldRows<Row>(rows: readonly Row[], keyOf: (row: Row) => string, question = "") {
  const [held, setHeld] = useState<readonly HeldRow<Row>[]>();
  const [asked, setAsked] = useState(question);
  const present = useMemo(() => rowsAsTheyAre(rows, keyOf), [rows, keyOf]);
  if (asked !== question) {
    setAsked(question);
    setHeld(undefined);
  }
  const { rows: shown, updates } = useMemo(
    () => (held === undefined ? { rows: present, updates: 0 } : holdRows(held, present)),
    [held, present],
  );
  return {
    shown,
    updates,
    hold: () => setHeld((now) => now ?? present),
    letGo: () => setHeld(undefined),
    release: () => setHeld(present),
  };
}
