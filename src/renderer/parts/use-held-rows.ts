import { useMemo, useState } from "react";
import { type HeldRow, holdRows, rowsAsTheyAre } from "./held-rows.ts";

/** Holds the order while the pointer is over the list; `release` shows the present order at once and holds that. */
export function useHeldRows<Row>(rows: readonly Row[], keyOf: (row: Row) => string) {
  const [held, setHeld] = useState<readonly HeldRow<Row>[]>();
  const present = useMemo(() => rowsAsTheyAre(rows, keyOf), [rows, keyOf]);
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
