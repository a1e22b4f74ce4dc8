import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { NEVER } from "../../../domain/time.ts";
import { RowTextBuilder, type RowTexts } from "../packed.ts";
import type { CompletedQuery } from "../store.ts";
import { rowText } from "./kinds.ts";

export type SearchCompleted = (query: CompletedQuery) => Promise<RowTexts>;

/** Rows looked at before others may have their turn: a search through years must not hold up a command. */
const SLICE = 2000;

const SEARCHED = ["customerName", "subject", "lastLine"].map(
  (field) => `coalesce(body ->> '$.${field}', '')`,
);
const HAYSTACK = ["'#' || display_number", ...SEARCHED].join(" || char(10) || ");

const PAGE = `SELECT id, completed_at,
    CASE WHEN ?6 IS NULL OR mentions(${HAYSTACK}, ?6) THEN ${rowText("INTERACTION")} END AS text
  FROM interaction
  WHERE state = 'COMPLETED' AND (completed_at, id) < (?1, ?2)
    AND (queue_id IN (SELECT value FROM json_each(?3)) OR owner_id = ?4) AND workspace_id = ?5
  ORDER BY completed_at DESC, id DESC LIMIT ?7`;

/** Completed interactions, newest first, slice after slice until the page is full. */
export function searching(db: DatabaseSync): SearchCompleted {
  db.function("mentions", { deterministic: true }, (text, needle) =>
    folded(text).includes(String(needle)) ? 1 : 0,
  );
  const page = db.prepare(PAGE);
  return async ({ workspaceId, queueIds, ownerId, text, before, limit }) => {
    const needle = text === null || text.trim() === "" ? null : folded(text.trim());
    const queues = JSON.stringify(queueIds);
    const slice = needle === null ? limit : SLICE;
    const found = new RowTextBuilder();
    let missing = limit;
    let cursor = before ?? { completedAt: NEVER, id: "" };
    while (missing > 0) {
      const { completedAt, id } = cursor;
      const rows = page.all(completedAt, id, queues, ownerId, workspaceId, needle, slice);
      const matches = rows.filter((row) => row["text"] !== null).slice(0, missing);
      for (const match of matches) found.add(String(match["text"]));
      missing -= matches.length;
      const last = rows.at(-1);
      if (last === undefined || rows.length < slice) break;
      cursor = { completedAt: Number(last["completed_at"]), id: String(last["id"]) };
      await setImmediate();
    }
    return found.texts();
  };
}

/** Capitals and the ways to write an umlaut make no difference; SQLite's own LIKE knows ASCII alone. */
function folded(text: unknown): string {
  return String(text).normalize("NFKC").toLowerCase();
}
