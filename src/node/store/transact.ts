import type { DatabaseSync } from "node:sqlite";

type Settled<T> = T extends PromiseLike<unknown> ? never : T;

/** Work that becomes durable whole or not at all. It cannot wait, so nothing comes in between. */
export function transact<T>(db: DatabaseSync, work: () => Settled<T>): T {
  return within(db, "BEGIN IMMEDIATE", work);
}

/** Several reads that see one and the same state. */
export function snapshot<T>(db: DatabaseSync, work: () => Settled<T>): T {
  return within(db, "BEGIN", work);
}

function within<T>(db: DatabaseSync, begin: string, work: () => Settled<T>): T {
  db.exec(begin);
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    rollback(db);
    throw error;
  }
}

/** SQLite may have rolled back by itself already; the first error is the one to tell. */
function rollback(db: DatabaseSync): void {
  try {
    db.exec("ROLLBACK");
  } catch {
    // Nothing was open any more.
  }
}
