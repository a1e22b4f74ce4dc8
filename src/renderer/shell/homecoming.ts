import type { Connection, OutboxEntry } from "../../sync/desk.ts";

/** What waited when the line came back, and what became of it. */
export interface Homecoming {
  readonly wasLive: boolean;
  /** Still on their way; null when nothing is being watched. */
  readonly waiting: ReadonlySet<string> | null;
  readonly told: Told | null;
}

export interface Told {
  readonly sent: number;
  readonly needYou: number;
}

export const atHome: Homecoming = { wasLive: false, waiting: null, told: null };

/** Told once all that waited at the return has an end; a line that is lost again begins anew. */
export function comeHome(
  before: Homecoming,
  { state }: Pick<Connection, "state">,
  outbox: readonly Pick<OutboxEntry, "id" | "state">[],
): Homecoming {
  if (state !== "LIVE") return atHome;
  const open = outbox.filter((entry) => entry.state !== "REFUSED").map(({ id }) => id);
  if (!before.wasLive) {
    return { wasLive: true, waiting: open.length === 0 ? null : new Set(open), told: null };
  }
  const { waiting } = before;
  if (waiting === null || open.some((id) => waiting.has(id))) return before;
  const needYou = outbox.filter(({ id }) => waiting.has(id)).length;
  return { wasLive: true, waiting: null, told: { sent: waiting.size - needYou, needYou } };
}
