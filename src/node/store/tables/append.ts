import type { DatabaseSync, StatementSync } from "node:sqlite";
import { assert } from "../../../domain/assert.ts";
import type { PackedCommit } from "../packed.ts";
import type { KeptKind } from "../store.ts";
import { transact } from "../transact.ts";
import { type Value, allColumns, kindTables, writtenInOrder } from "./kinds.ts";

export type Append = (commit: PackedCommit) => void;

/** How rows of one kind are written: made once, then changed, mostly without coming to their end. */
interface Writer {
  readonly width: number;
  readonly insert: StatementSync;
  readonly change: StatementSync;
  /** Null where a kind knows no end. */
  readonly end: StatementSync | null;
}

/** The sequences of one commit. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Writes whole commits: the feed first, then its commands, then each row in its last form. */
export function appending(db: DatabaseSync): Append {
  const addEntry = db.prepare(
    "INSERT INTO feed (epoch, first_seq, last_seq, at, events) VALUES (?, ?, ?, ?, ?)",
  );
  const addCommand = db.prepare(
    "INSERT INTO command (seq, id, at, body_hash, outcome) VALUES (?, ?, ?, ?, ?)",
  );
  let due: StatementSync | null = null;
  const addDue = (...of: [number, number]) => (due ??= db.prepare(DUE)).run(...of);
  const writers = new Map<Value, Writer>(writtenInOrder.map((kind) => [kind, writerOf(db, kind)]));
  return (commit) => {
    if (commit.length === 0) return;
    transact(db, () => {
      const take = taking(commit);
      const entry = take(5);
      addEntry.run(...entry);
      const span = { from: Number(entry[1]), to: Number(entry[2]) };
      for (let left = Number(take(1)[0]); left > 0; left -= 1) addCommand.run(...take(5));
      for (let kinds = Number(take(1)[0]); kinds > 0; kinds -= 1) {
        const [kind = null, count] = take(2);
        const writer = writers.get(kind);
        assert(writer !== undefined, `${kind} is a kind of row`);
        for (let left = Number(count); left > 0; left -= 1) {
          const values = take(writer.width);
          write(writer, values, span);
          if (kind === "INTERACTION" && values[COMPLETED_AT] !== null)
            addDue(Number(values[COMPLETED_AT]), Number(values[0]));
        }
      }
    });
  };
}

/** What is over is found by an index, and is due there with each change; a trigger sees to what goes on again. */
const DUE = `INSERT OR IGNORE INTO search_due
  VALUES (CAST(?1 AS INTEGER) * 1024 + CAST(?2 AS INTEGER) % 1024)`;
const COMPLETED_AT = allColumns(kindTables.INTERACTION).indexOf("completed_at");

/** Takes so many values at a time off the list. */
function taking(values: readonly Value[]): (count: number) => Value[] {
  let at = 0;
  return (count) => values.slice(at, (at += count));
}

/**
 * A row made in this commit has one of its sequences as its number, so that numbers are unique over all kinds and
 * for ever; one that is older must be there already, with this number and a lower sequence.
 */
function write({ insert, change, end }: Writer, values: Value[], { from, to }: Span): void {
  const [number, seq] = [Number(values[0]), Number(values[2])];
  const isOfCommit = seq >= from && seq <= to && number <= seq;
  if (isOfCommit) {
    if ((number >= from ? insert : change).run(...values).changes === 1) return;
    if (number < from && end?.run(...values).changes === 1) return;
  }
  throw new Error(
    `Row ${values[1]} cannot be written: number ${number} or sequence ${seq} is out of its order`,
  );
}

function writerOf(db: DatabaseSync, kind: KeptKind): Writer {
  const { changing, ending } = kindTables[kind];
  return {
    width: allColumns(kindTables[kind]).length,
    insert: db.prepare(insertOf(kind)),
    change: db.prepare(updateOf(kind, changing)),
    end: ending.length === 0 ? null : db.prepare(updateOf(kind, [...changing, ...ending])),
  };
}

function insertOf(kind: KeptKind): string {
  const columns = allColumns(kindTables[kind]);
  return `INSERT INTO ${kindTables[kind].table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
}

/** The same parameters in the same places; what is not to change is compared, and stays where it is. */
function updateOf(kind: KeptKind, changing: readonly string[]): string {
  const all = allColumns(kindTables[kind]);
  const set = all.flatMap((column, at) =>
    column === "seq" || column === "body" || changing.includes(column)
      ? [`${column} = ?${at + 1}`]
      : [],
  );
  const same = all.flatMap((column, at) =>
    column === "seq" || column === "body" || changing.includes(column)
      ? []
      : [`${column} IS ?${at + 1}`],
  );
  return `UPDATE ${kindTables[kind].table} SET ${set.join(", ")} WHERE ${same.join(" AND ")} AND seq < ?3`;
}
