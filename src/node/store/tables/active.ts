import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { questionOf } from "../../../domain/search/question.ts";
import { RowTextBuilder, type RowTexts } from "../packed.ts";
import type { ActiveQuery } from "../store.ts";
import { SAID, answering } from "./answering.ts";
import { rowText } from "./kinds.ts";

export type SearchActive = (query: ActiveQuery) => Promise<RowTexts>;

const SLICE = 100;

/** What is open is little, and changes all the time: each row is looked at, and no index kept. */
const PAGE = `SELECT id, number, body, ${rowText("INTERACTION")} AS text FROM interaction
  WHERE number IN (SELECT number FROM interaction INDEXED BY interaction_active WHERE completed_at IS NULL)
    AND number < ?1 AND workspace_id = ?2 AND (?3 IS NULL OR queue_id = ?3)
    AND (queue_id IN (SELECT value FROM json_each(?4)) OR owner_id = ?5 OR body ->> '$.agentId' = ?5)
  ORDER BY number DESC LIMIT ?6`;

/** Active interactions that answer a question, the newest first. */
export function searchingActive(db: DatabaseSync): SearchActive {
  const page = db.prepare(PAGE);
  const said = db.prepare(SAID);
  return async ({ workspaceId, queueIds, agentId, queueId, text, labels, below, limit }) => {
    const question = questionOf(text);
    const found = new RowTextBuilder();
    let missing = limit;
    let next = below ?? Number.MAX_SAFE_INTEGER;
    while (missing > 0) {
      const rows = page.all(next, workspaceId, queueId, JSON.stringify(queueIds), agentId, SLICE);
      const isAnswer = answering(question, labels, rows, said);
      for (const row of rows.filter(isAnswer).slice(0, missing)) {
        found.add(String(row["text"]));
        missing -= 1;
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < SLICE) break;
      next = Number(last["number"]);
      await setImmediate();
    }
    return found.texts();
  };
}
