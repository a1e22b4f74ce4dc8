import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { storeIn } from "../../../src/node/backups/names.ts";
import { packCommit } from "../../../src/node/store/packed.ts";
import { StoreFile } from "../../../src/node/store/store-file.ts";
import { Writing } from "../../../src/node/store/writing.ts";
import { fillStore, present } from "../../support/filled-store.ts";
import { Ledger } from "../../node/store/ledger.ts";

/** A data directory as it was left, and all that had been acknowledged by then. */
export interface Left {
  readonly data: string;
  readonly contents: Contents;
}

/** Of each table each row: its key, and what stands in it. */
export type Contents = ReadonlyMap<string, ReadonlyMap<string, Record<string, unknown>>>;

const TASKS = 240;
const WAITING = 60;
const LAST_COMMITS = 12;

/** One store twice: closed in peace, and killed with its last commits in the log alone. */
export async function makeStores(folder: string): Promise<{ closed: Left; killed: Left }> {
  const [closed, killed] = [join(folder, "closed"), join(folder, "killed")];
  mkdirSync(closed);
  const head = await fillStore({
    data: closed,
    port: 7999,
    tasks: TASKS,
    waiting: WAITING,
    atOnce: 5,
  });
  const working = join(folder, "working");
  cpSync(closed, working, { recursive: true });
  workOn(working, head);
  cpSync(working, killed, { recursive: true });
  return {
    closed: { data: closed, contents: contentsOf(closed) },
    killed: { data: killed, contents: contentsOf(working) },
  };
}

const atWork: Writing[] = [];

/** A few commits that no checkpoint brings into the file: nobody closes this store. */
function workOn(data: string, head: number): void {
  const writing = new Writing(new StoreFile(storeIn(data)));
  atWork.push(writing);
  writing.calls.open();
  const ledger = new Ledger();
  [ledger.head, ledger.at] = [head, Date.now()];
  for (let nth = 0; nth < LAST_COMMITS; nth += 1)
    writing.calls.append(packCommit(ledger.commit(present(TASKS + nth, ledger.at))));
}

export function closeStores(): void {
  for (const writing of atWork.splice(0)) writing.calls.close();
}

/** Reads every row where it stands, past all indexes. */
export function contentsOf(data: string): Contents {
  const db = new DatabaseSync(storeIn(data));
  try {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return new Map(
      tables.map(({ name }) => {
        const rows = db.prepare(`SELECT * FROM "${String(name)}" NOT INDEXED`).all();
        return [String(name), new Map(rows.map((row) => [String(Object.values(row)[0]), row]))];
      }),
    );
  } finally {
    db.close();
  }
}

/** What is no longer there, or is there in another form without a later change. */
export function missingFrom(before: Contents, now: Contents): string[] {
  return [...before].flatMap(([table, rows]) =>
    [...rows].flatMap(([key, row]) => {
      const kept = now.get(table)?.get(key);
      if (kept === undefined) return [`${table} ${key} is gone`];
      const isLater = Number(kept["seq"]) > Number(row["seq"]);
      const isSame = JSON.stringify(kept) === JSON.stringify(row);
      return isSame || (isLater && table !== "command") ? [] : [`${table} ${key} is another`];
    }),
  );
}
