import { DatabaseSync } from "node:sqlite";
import { type ReaderCalls, askHere } from "./calls.ts";
import { migrate } from "./migrate.ts";
import type { Store } from "./store.ts";
import { storeOver } from "./store-over.ts";
import { searchingActive } from "./tables/active.ts";
import { searching } from "./tables/completed.ts";
import { reading } from "./tables/read.ts";
import { Writing } from "./writing.ts";

/** The same tables in memory and in this thread: for tests, and gone with the process. */
export function openMemoryStore(): Store {
  const db = new DatabaseSync(":memory:");
  migrate(db);
  const close = (): void => {
    if (db.isOpen) db.close();
  };
  const writing = new Writing({ open: () => db, wrote: () => undefined, close });
  writing.calls.open();
  const reads: ReaderCalls = {
    ...reading(db),
    completed: searching(db),
    active: searchingActive(db),
    open: () => undefined,
    close,
  };
  const write = askHere(writing.calls);
  return storeOver({
    write,
    read: askHere(reads),
    reopen: () => write("open"),
    close: () => write("close"),
  });
}
