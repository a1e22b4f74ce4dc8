import type { DatabaseSync, StatementSync } from "node:sqlite";
import { assert } from "../../../domain/assert.ts";
import type { PackedCommit, PackedRow } from "../packed.ts";
import type { KeptKind } from "../store.ts";
import { transact } from "../transact.ts";
import { kindTables } from "./kinds.ts";

export type Append = (commit: PackedCommit) => void;

/** How rows of one kind are written: made once, then changed. */
interface Writer {
  readonly insert: StatementSync;
  readonly update: StatementSync;
}

/** Writes whole commits: the feed first, then each row in the order of its last change. */
export function appending(db: DatabaseSync): Append {
  const addEntry = db.prepare(
    `INSERT INTO feed (first_seq, last_seq, at, events, command_id, body_hash, outcome, epoch)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const writers = new Map<KeptKind, Writer>();
  const writerOf = (kind: KeptKind): Writer => {
    const known = writers.get(kind) ?? {
      insert: db.prepare(insertOf(kind)),
      update: db.prepare(updateOf(kind)),
    };
    writers.set(kind, known);
    return known;
  };
  return ({ epoch, entries, rows }) => {
    const [first, last] = [entries[0], entries.at(-1)];
    if (first === undefined || last === undefined) {
      assert(rows.length === 0, "a row changes only by an entry of the feed");
      return;
    }
    const numbers = new Set(rows.map(([, number]) => number));
    assert(numbers.size === rows.length, "no two rows have the same number");
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

/**
 * A row made in this commit has one of its sequences as its number, so that numbers are unique over all kinds and
 * for ever; one that is older must be there already, with this number and a lower sequence.
 */
function write(
  { insert, update }: Writer,
  row: PackedRow,
  { from, to }: { from: number; to: number },
): void {
  const [kind, ...values] = row;
  const [number, id, seq] = values;
  const isOfCommit = seq >= from && seq <= to && number <= seq;
  const statement = number >= from ? insert : update;
  if (isOfCommit && statement.run(...values).changes === 1) return;
  throw new Error(
    `${kind} ${id} cannot be written: number ${number} or sequence ${seq} is out of its order`,
  );
}

function insertOf(kind: KeptKind): string {
  const { table, fixed, changing } = kindTables[kind];
  const columns = ["number", "id", "seq", "body", ...fixed, ...changing];
  return `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
}

/** The same parameters in the same places; what never changes is compared, and stays where it is. */
function updateOf(kind: KeptKind): string {
  const { table, fixed, changing } = kindTables[kind];
  const all = ["number", "id", "seq", "body", ...fixed, ...changing];
  const places = new Map(all.map((column, at) => [column, `?${at + 1}`]));
  const set = ["seq", "body", ...changing].map((column) => `${column} = ${places.get(column)}`);
  const same = ["number", ...fixed].map((column) => `${column} IS ${places.get(column)}`);
  return `UPDATE ${table} SET ${set.join(", ")} WHERE id = ?2 AND seq < ?3 AND ${same.join(" AND ")}`;
}
