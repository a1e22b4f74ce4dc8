import type { DatabaseSync } from "node:sqlite";
import { DAY_MS } from "../../../domain/time.ts";
import { transact } from "../transact.ts";

const EVENTS_KEPT_MS = 90 * DAY_MS;
const COMMANDS_KEPT_MS = 400 * DAY_MS;
/** A token that nobody can use any more is kept this long, so that its last use can still be looked up. */
const TOKENS_KEPT_MS = 30 * DAY_MS;

export interface Trimmed {
  readonly entries: number;
  /** True when there may be more: the rest in another, equally short transaction. */
  readonly more: boolean;
}

/**
 * Forgets what is too old, at most `atMost` entries of each kind: events after 90 days, a command's answer after
 * 400. The newest entry always stays, for the sequence goes on from it.
 */
export function trim(db: DatabaseSync, now: number, atMost = 500): Trimmed {
  return transact(db, () => {
    const events = trimEvents(db, now - EVENTS_KEPT_MS, atMost);
    const commands = db
      .prepare(
        `DELETE FROM feed WHERE last_seq IN (SELECT last_seq FROM feed ORDER BY last_seq LIMIT ?2)
           AND at < ?1 AND events IS NULL AND last_seq < (SELECT max(last_seq) FROM feed)`,
      )
      .run(now - COMMANDS_KEPT_MS, atMost).changes;
    const tokens = db
      .prepare("DELETE FROM token WHERE expires_at < ?")
      .run(now - TOKENS_KEPT_MS).changes;
    const entries = events + Number(commands);
    return { entries: entries + Number(tokens), more: events === atMost || commands === atMost };
  });
}

/** Entries lie in the order of their time, so those too old are the ones right after where the last trim ended. */
function trimEvents(db: DatabaseSync, before: number, atMost: number): number {
  const old = db
    .prepare(
      `SELECT count(*) AS count, max(last_seq) AS last FROM (
         SELECT last_seq, at FROM feed
         WHERE last_seq > (SELECT trimmed_to FROM meta) AND last_seq < (SELECT max(last_seq) FROM feed)
         ORDER BY last_seq LIMIT ?2)
       WHERE at < ?1`,
    )
    .get(before, atMost);
  const last = old?.["last"];
  if (typeof last !== "number") return 0;
  const range = "last_seq > (SELECT trimmed_to FROM meta) AND last_seq <= ?";
  db.prepare(`DELETE FROM feed WHERE ${range} AND command_id IS NULL`).run(last);
  db.prepare(`UPDATE feed SET events = NULL WHERE ${range}`).run(last);
  db.prepare("UPDATE meta SET trimmed_to = ?").run(last);
  return Number(old?.["count"]);
}
