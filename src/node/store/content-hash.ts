import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

/**
 * One hash over every row of every table but the backup's own and the index of the search, which is made from rows. A flipped bit inside a text is no damage to SQLite,
 * and is found by this.
 */
export function contentHash(db: DatabaseSync): string {
  const hash = createHash("sha256");
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'backup' AND name NOT GLOB 'search_*' ORDER BY name",
    )
    .all();
  for (const { name } of tables) {
    hash.update(`${String(name)}\n`);
    const rows = db.prepare(`SELECT * FROM "${String(name)}" NOT INDEXED`).iterate();
    for (const row of rows) hash.update(`${JSON.stringify(Object.values(row))}\n`);
  }
  return hash.digest("hex");
}
