import { DatabaseSync } from "node:sqlite";
import type { ReaderCalls } from "./calls.ts";
import { type SearchActive, searchingActive } from "./tables/active.ts";
import { type SearchCompleted, searching } from "./tables/completed.ts";
import { type Reads, reading } from "./tables/read.ts";

type Opened = Reads & { readonly completed: SearchCompleted; readonly active: SearchActive };

/** The reading side of a file. After an error the next question finds it opened anew. */
export function readingFile(file: string): ReaderCalls {
  let db: DatabaseSync | null = null;
  let opened: Opened | null = null;
  const close = (): void => {
    opened = null;
    db?.close();
    db = null;
  };
  const open = (): Opened => {
    close();
    db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    db.exec("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF");
    opened = { ...reading(db), completed: searching(db), active: searchingActive(db) };
    return opened;
  };
  const attempt = <T>(work: (reads: Opened) => T): T => {
    try {
      return work(opened ?? open());
    } catch (error) {
      close();
      throw error;
    }
  };
  return {
    open: () => void open(),
    close,
    commandRecords: (ids) => attempt((reads) => reads.commandRecords(ids)),
    fetch: (refs) => attempt((reads) => reads.fetch(refs)),
    conversations: (interactionIds) => attempt((reads) => reads.conversations(interactionIds)),
    recent: (query) => attempt((reads) => reads.recent(query)),
    thread: (threadId, publicOnly) => attempt((reads) => reads.thread(threadId, publicOnly)),
    completed: (query) => attempt((reads) => reads.completed(query)),
    active: (query) => attempt((reads) => reads.active(query)),
    completions: (interactionId) => attempt((reads) => reads.completions(interactionId)),
    statistics: (query) => attempt((reads) => reads.statistics(query)),
    tasksOf: (interactionId) => attempt((reads) => reads.tasksOf(interactionId)),
    ids: (table, after, limit) => attempt((reads) => reads.ids(table, after, limit)),
    events: (after, limit) => attempt((reads) => reads.events(after, limit)),
  };
}
