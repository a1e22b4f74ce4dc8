import { DatabaseSync } from "node:sqlite";
import type { Commit } from "../src/node/store/store.ts";

/** What of a commit becomes a row: each event of the feed, or each decision with all its events. */
export type Grain = "event" | "decision";

/**
 * The floor of durable work: bare rows in the order of the feed, nothing looked up, nothing checked, committed in
 * the same groups with synchronous=FULL, in this thread.
 */
export function openJournal(file: string, grain: Grain) {
  const db = new DatabaseSync(file);
  db.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
     CREATE TABLE journal (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT`,
  );
  const insert = db.prepare("INSERT INTO journal (seq, body) VALUES (?, ?)");
  const write = ({ entries }: Commit): void => {
    db.exec("BEGIN IMMEDIATE");
    for (const entry of entries) {
      if (grain === "decision") insert.run(entry.lastSeq, JSON.stringify(entry));
      else for (const event of entry.events) insert.run(event.seq, JSON.stringify(event));
    }
    db.exec("COMMIT");
  };
  return { write, close: () => db.close() };
}
