import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { NEVER } from "../../../domain/time.ts";
import { RowTextBuilder, type RowTexts } from "../packed.ts";
import type { CompletedQuery } from "../store.ts";
import { rowText } from "./kinds.ts";

export type SearchCompleted = (query: CompletedQuery) => Promise<RowTexts>;

/** Rows looked at before others may have their turn: a search through years must not hold up a command. */
const SLICE = 2000;

const pageSql = (prefilter: string) => `SELECT id, completed_at,
    CASE WHEN ?6 IS NULL OR ((?8 IS NULL OR body LIKE ?8 ESCAPE '~') AND mentions(body, ?6)) THEN ${rowText("INTERACTION")} END AS text
  FROM interaction
  WHERE completed_at IS NOT NULL AND (completed_at, id) < (?1, ?2)
    AND (queue_id IN (SELECT value FROM json_each(?3)) OR owner_id = ?4) AND workspace_id = ?5
    AND ${prefilter}
  ORDER BY completed_at DESC, id DESC LIMIT ?7`;

/** Completed interactions, newest first, slice after slice until the page is full. */
export function searching(db: DatabaseSync, searchedAtOnce = SLICE): SearchCompleted {
  db.function("mentions", { deterministic: true }, (body, text) =>
    mentions(String(body), String(text)) ? 1 : 0,
  );
  const plain = db.prepare(pageSql("1"));
  return async ({ workspaceId, queueIds, ownerId, text, before, limit, prefilter }) => {
    const page = prefilter ? db.prepare(pageSql(numbered(prefilter.sql))) : plain;
    const more = prefilter?.values ?? [];
    const wanted = text === null || text.trim() === "" ? null : folded(text.trim());
    const pattern = wanted === null ? null : patternFor(wanted);
    const queues = JSON.stringify(queueIds);
    let slice = Math.min(limit, searchedAtOnce);
    const found = new RowTextBuilder();
    let missing = limit;
    let cursor = before ?? { completedAt: NEVER, id: "" };
    while (missing > 0) {
      const { completedAt, id } = cursor;
      const place = [
        completedAt,
        id,
        queues,
        ownerId,
        workspaceId,
        wanted,
        slice,
        pattern,
      ] as const;
      const rows = page.all(...place, ...more);
      const matches = rows.filter((row) => row["text"] !== null).slice(0, missing);
      for (const match of matches) found.add(String(match["text"]));
      missing -= matches.length;
      const last = rows.at(-1);
      if (last === undefined || rows.length < slice) break;
      cursor = { completedAt: Number(last["completed_at"]), id: String(last["id"]) };
      slice = Math.min(slice * 4, searchedAtOnce);
      await setImmediate();
    }
    return found.texts();
  };
}

/** The page's own parameters come first. */
const OWN_PARAMETERS = 8;

function numbered(sql: string): string {
  let at = OWN_PARAMETERS;
  return sql.replaceAll("?", () => `?${(at += 1)}`);
}

/** Fields in which people look for text; the number is written as they say it. */
const searched = ["customerName", "subject", "lastLine"] as const;

function mentions(body: string, wanted: string): boolean {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program alone
  const row = JSON.parse(body) as Record<(typeof searched)[number], string> & {
    displayNumber: number;
  };
  return (
    `#${row.displayNumber}`.includes(wanted) ||
    searched.some((field) => folded(row[field]).includes(wanted))
  );
}

/** Capitals and the ways to write an umlaut make no difference; SQLite's own LIKE knows ASCII alone. */
function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/**
 * What a row's JSON must look like if it is to mention the text: LIKE passes over most rows at a fraction of the
 * cost of reading them. Null where the text is not ASCII and each row has to be read.
 */
function patternFor(wanted: string): string | null {
  if (/[^ -~]/.test(wanted)) return null;
  const inJson = JSON.stringify(wanted.replace(/^#/, "")).slice(1, -1);
  return `%${inJson.replaceAll(/[%_~]/g, "~$&")}%`;
}
