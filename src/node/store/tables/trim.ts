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
 * 400. The newest entry always stays, for the sequence goes on from it. Both lie in the order of their time, so
 * what is too old is at their beginning.
 */
export function trim(db: DatabaseSync, now: number, atMost = 500): Trimmed {
  return transact(db, () => {
    const events = changesOf(db, FORGET_EVENTS, now - EVENTS_KEPT_MS, atMost);
    const commands = changesOf(db, FORGET_COMMANDS, now - COMMANDS_KEPT_MS, atMost);
    const tokens = changesOf(db, "DELETE FROM token WHERE expires_at < ?", now - TOKENS_KEPT_MS);
    changesOf(db, "DELETE FROM invite WHERE expires_at < ?", now - TOKENS_KEPT_MS);
    const more = events === atMost || commands === atMost;
    return { entries: events + commands + tokens, more };
  });
}

const FORGET_EVENTS = `DELETE FROM feed WHERE last_seq IN (SELECT last_seq FROM feed ORDER BY last_seq LIMIT ?2)
  AND at < ?1 AND last_seq < (SELECT max(last_seq) FROM feed)`;

const FORGET_COMMANDS = `DELETE FROM command WHERE seq IN (SELECT seq FROM command ORDER BY seq LIMIT ?2) AND at < ?1`;

function changesOf(db: DatabaseSync, sql: string, ...values: number[]): number {
  return Number(db.prepare(sql).run(...values).changes);
}
