import { useMemo } from "react";
import type { RowKind, RowOf } from "../../protocol/rows.ts";
import type { Rows, Shown } from "../../sync/desk.ts";
import { useObservable } from "../app/desk-context.tsx";

const none: readonly never[] = [];

/** The rows alone, where nothing tells confirmed from pending. */
export function useShown<K extends RowKind>(rows: Rows<K>): readonly RowOf[K][] {
  const shown = useObservable<readonly Shown<RowOf[K]>[]>(rows, none);
  return useMemo(() => shown.map((one) => one.row), [shown]);
}
