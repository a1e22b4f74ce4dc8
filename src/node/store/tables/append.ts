import type { DatabaseSync, StatementSync } from "node:sqlite";
import { assert } from "../../../domain/assert.ts";
import type { PackedCommit, PackedRow } from "../packed.ts";
import type { KeptKind } from "../store.ts";
import { transact } from "../transact.ts";
import { kindTables } from "./kinds.ts";

export type Append = (commit: PackedCommit) => void;

/** Writes whole commits: the feed first, then each row in the order of its last change. */
export function appending(db: DatabaseSync): Append {
  const addEntry = db.prepare(
    `INSERT INTO feed (first_seq, last_seq, at, events, command_id, body_hash, outcome, epoch)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const writers = new Map<KeptKind, StatementSync>();
  const writerOf = (kind: KeptKind): StatementSync => {
    const known = writers.get(kind);
    if (known !== undefined) return known;
    const prepared = db.prepare(upsert(kind));
    writers.set(kind, prepared);
    return prepared;
  };
  return ({ epoch, entries, rows }) => {
    const [first, last] = [entries[0], entries.at(-1)];
    if (first === undefined || last === undefined) {
      assert(rows.length === 0, "a row changes only by an entry of the feed");
      return;
    }
    transact(db, () => {
      for (const entry of entries) addEntry.run(...entry, epoch);
      for (const row of inOrder(rows))
        write(writerOf(row[0]), row, { from: first[0], to: last[1] });
    });
  };
}

/** What one change closes is closed before the next one opens its like: unique indexes look at each row by itself. */
function inOrder(rows: readonly PackedRow[]): PackedRow[] {
  return rows.toSorted((left, right) => left[3] - right[3]);
}

function write(writer: StatementSync, row: PackedRow, commit: { from: number; to: number }): void {
  const [kind, id, number, seq, body] = row;
  assert(
    seq >= commit.from && seq <= commit.to,
    `${kind} ${id} changes at a sequence of its own commit`,
  );
  const { changes } = writer.run(number, id, seq, body);
  assert(changes === 1, `${kind} ${id} keeps its number and only ever gets a higher sequence`);
}

function upsert(kind: KeptKind): string {
  const { table, fixed } = kindTables[kind];
  const columns = ["number", "id", "seq", "body", ...Object.keys(fixed)];
  const values = [
    "?1",
    "?2",
    "?3",
    "?4",
    ...Object.values(fixed).map((field) => `?4 ->> '$.${field}'`),
  ];
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${values.join(", ")})
    ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body
    WHERE excluded.seq > ${table}.seq AND excluded.number = ${table}.number`;
}
