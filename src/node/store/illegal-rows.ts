import { DatabaseSync } from "node:sqlite";
import { migrate } from "./migrate.ts";
import type { KeptKind } from "./store.ts";
import { allColumns, kindTables, writtenInOrder } from "./tables/kinds.ts";
import { transact } from "./transact.ts";
import { type Finding, problem } from "./finding.ts";

const NAMED = 3;

/**
 * Rows that the schema would refuse today. On a connection that may only read SQLite knows no CHECK at all, so the
 * columns are offered to a fresh schema in memory: whatever does not get in breaks a rule.
 */
export function illegalRows(db: DatabaseSync): Finding[] {
  const fresh = new DatabaseSync(":memory:");
  try {
    migrate(fresh);
    fresh.exec("PRAGMA foreign_keys = OFF");
    const refused = transact(fresh, () =>
      writtenInOrder.flatMap((kind) => refusedOf(db, fresh, kind)),
    );
    if (refused.length === 0) return [];
    const named = refused.slice(0, NAMED).join(", ");
    return [problem("ROW_ILLEGAL", `${refused.length} rows break a rule of the schema: ${named}.`)];
  } finally {
    fresh.close();
  }
}

function refusedOf(db: DatabaseSync, fresh: DatabaseSync, kind: KeptKind): string[] {
  const { table } = kindTables[kind];
  const columns = allColumns(kindTables[kind]);
  const offer = fresh.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
  );
  const read = columns.map((column) => (column === "body" ? "'{}' AS body" : column)).join(", ");
  const refused: string[] = [];
  for (const row of db.prepare(`SELECT ${read} FROM ${table}`).iterate()) {
    const values = columns.map((column) => row[column] ?? null);
    if (offer.run(...values).changes === 0) refused.push(`${table} ${String(row["id"])}`);
  }
  return refused;
}
