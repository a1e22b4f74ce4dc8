import type { DatabaseSync } from "node:sqlite";
import { NEVER } from "../../../domain/time.ts";
import { RowTextBuilder, type RowTexts } from "../packed.ts";
import type { KeptKind } from "../store.ts";
import { snapshot } from "../transact.ts";
import { kindTables, rowText } from "./kinds.ts";

/** LiveWork with its rows still as text. */
export interface LiveTexts {
  readonly feedId: string;
  readonly head: number;
  readonly lastAt: number;
  readonly epoch: number;
  readonly lastDisplayNumber: number;
  readonly rows: RowTexts;
}

/**
 * Interactions that are active, or that an open task or intervention still holds on to. Each part is read from its
 * own index of what is not over: without these words SQLite would rather walk through all that ever was.
 */
const LIVE = `SELECT id FROM interaction INDEXED BY interaction_active WHERE completed_at IS NULL
  UNION ALL SELECT interaction_id FROM task INDEXED BY task_open WHERE closed_at = ${NEVER}
  UNION ALL SELECT interaction_id FROM intervention INDEXED BY intervention_not_closed WHERE state <> 'CLOSED'`;
const LIVE_THREADS = `SELECT thread_id FROM interaction WHERE id IN (${LIVE})`;
const LIVE_CUSTOMERS = `SELECT customer_id FROM interaction WHERE id IN (${LIVE})
  UNION ALL SELECT customer_id FROM thread WHERE id IN (${LIVE_THREADS})`;

/** Of each kind the rows that are wanted; their numbers first, so that nothing else is read. */
const liveRows: readonly (readonly [KeptKind, string])[] = [
  ["DIRECTORY", "TRUE"],
  ["AGENT", "TRUE"],
  ["STATISTIC", "starts_at >= ?1"],
  ["CUSTOMER", `number IN (SELECT number FROM customer WHERE id IN (${LIVE_CUSTOMERS}))`],
  ["THREAD", `number IN (SELECT number FROM thread WHERE id IN (${LIVE_THREADS}))`],
  ["INTERACTION", `number IN (SELECT number FROM interaction WHERE id IN (${LIVE}))`],
  ["TASK", `number IN (SELECT number FROM task INDEXED BY task_open WHERE closed_at = ${NEVER})`],
  ["INTERVENTION", `number IN (SELECT number FROM intervention WHERE interaction_id IN (${LIVE}))`],
  ["MESSAGE", `number IN (SELECT number FROM message WHERE interaction_id IN (${LIVE}))`],
];

/** Takes rows as the text of a JSON array, piece after piece while the next one is still being read. */
export type TakeRows = (text: string) => void;

/**
 * All that the engine holds in memory, each kind in the order in which its rows were made. Pieces go to `take`
 * where it is given, and are then not among the rows.
 */
export function readLive(db: DatabaseSync, statisticsSince: number, take?: TakeRows): LiveTexts {
  return snapshot(db, () => {
    const rows = new RowTextBuilder(take);
    for (const [kind, condition] of liveRows) {
      const sql = `SELECT ${rowText(kind)} AS text FROM ${kindTables[kind].table} WHERE ${condition} ORDER BY number`;
      const since = kind === "STATISTIC" ? [statisticsSince] : [];
      for (const { text } of db.prepare(sql).iterate(...since)) rows.add(String(text));
    }
    return { ...whereTheFeedStands(db), rows: rows.texts() };
  });
}

function whereTheFeedStands(db: DatabaseSync): Omit<LiveTexts, "rows"> {
  const found = db
    .prepare(
      `SELECT feed_id, epoch,
         coalesce((SELECT max(last_seq) FROM feed), 0) AS head,
         coalesce((SELECT at FROM feed ORDER BY last_seq DESC LIMIT 1), 0) AS last_at,
         coalesce((SELECT max(display_number) FROM interaction WHERE display_number > 0), 0) AS display_number
       FROM meta`,
    )
    .get();
  return {
    feedId: String(found?.["feed_id"]),
    epoch: Number(found?.["epoch"]),
    head: Number(found?.["head"]),
    lastAt: Number(found?.["last_at"]),
    lastDisplayNumber: Number(found?.["display_number"]),
  };
}
