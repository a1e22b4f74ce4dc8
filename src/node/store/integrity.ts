import type { DatabaseSync } from "node:sqlite";

/** What SQLite finds at odds with itself: in the file, and in the index of the search, which can be made anew. */
export interface Integrity {
  readonly broken: readonly string[];
  readonly isIndexWhole: boolean;
}

const MOST = 20;

export function integrityOf(db: DatabaseSync): Integrity {
  const found = db.prepare(`PRAGMA integrity_check(${MOST})`).all();
  const said = found.map((row) => String(row["integrity_check"])).filter((line) => line !== "ok");
  const broken = said.filter((line) => !isOfIndex(line));
  return { broken, isIndexWhole: broken.length === said.length };
}

function isOfIndex(line: string): boolean {
  return /fts5/i.test(line) && line.includes("search_index");
}
