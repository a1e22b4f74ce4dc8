import type { RxCollection, RxStorage } from "rxdb";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import type { StoredRow } from "./row-schemas.ts";

/** The replica can be fetched again; what is kept cannot, and is on disk before the screen says "saved". */
export interface DeskStorage {
  readonly replica: RxStorage<unknown, unknown>;
  readonly kept: RxStorage<unknown, unknown>;
  /** Takes away what removing a database of this name leaves standing. */
  readonly sweep: (databaseName: string) => Promise<void>;
  /** All that a collection holds, as it was written. */
  readonly readAll: (collection: RxCollection<StoredRow>) => Promise<readonly StoredRow[]>;
}

/** The part of Dexie that is used. */
interface BrowserDatabase {
  delete(): Promise<void>;
  table(name: string): { toArray(): Promise<unknown[]> };
}

/** What RxDB writes beside a document's own fields. */
interface Beside {
  readonly _deleted: string;
  readonly _meta: unknown;
  readonly _rev: unknown;
  readonly _attachments: unknown;
}

export function browserStorage(): DeskStorage {
  const databases = new Map<string, BrowserDatabase>();
  const onCreate = (database: BrowserDatabase, name: string) => void databases.set(name, database);
  return {
    replica: getRxStorageDexie({ onCreate }),
    kept: getRxStorageDexie({ onCreate, chromeTransactionDurability: "strict" }),
    /** RxDB empties its tables and leaves them; a person who signs out leaves no database behind. */
    async sweep(databaseName) {
      const left = [...databases].filter(([name]) =>
        name.startsWith(`rxdb-dexie-${databaseName}--`),
      );
      for (const [name, database] of left) {
        databases.delete(name);
        await database.delete();
      }
    },
    /** RxDB walks a table row by row, each an event of its own; the table gives all of it at once. */
    async readAll(collection) {
      const place = `${collection.database.name}--${collection.schema.version}--${collection.name}`;
      const database = databases.get(`rxdb-dexie-${place}`);
      if (database === undefined) return readByQuery(collection);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by RxDB from this collection's rows
      const stored = (await database.table("docs").toArray()) as (StoredRow & Beside)[];
      return stored.flatMap(({ _deleted, _meta, _rev, _attachments, ...row }) =>
        _deleted === "1" ? [] : [row],
      );
    },
  };
}

export async function readByQuery(
  collection: RxCollection<StoredRow>,
): Promise<readonly StoredRow[]> {
  return (await collection.find().exec()).map((doc) => doc.toJSON());
}
