import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";

/** An entry's state; one that left its list is in none. */
export type EntryState = "UNREAD" | "INACTIVE" | "ACTIVE";

const order: Readonly<Record<EntryState, number>> = { UNREAD: 0, INACTIVE: 1, ACTIVE: 2 };

export interface Entry {
  readonly row: InteractionRow;
  readonly state: EntryState;
}

/** What a list holds: unread first, then what was left, then what somebody is in; within each the longest waiting. */
export function entriesOf(rows: readonly InteractionRow[], listId: string): readonly Entry[] {
  return rows
    .flatMap((row) => {
      const state = row.state === "ACTIVE" && row.listId === listId ? row.listState : null;
      return state === null || state === "CLOSED" ? [] : [{ row, state }];
    })
    .toSorted(
      (left, right) =>
        order[left.state] - order[right.state] || left.row.createdAt - right.row.createdAt,
    );
}

/** What nobody is in: the number that stands beside the list. */
export function waitingIn(entries: readonly Entry[]): number {
  return entries.filter(({ state }) => state !== "ACTIVE").length;
}
