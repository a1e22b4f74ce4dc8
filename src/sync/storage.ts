import type { RxStorage } from "rxdb";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";

/** The replica can be fetched again; what is kept cannot, and is on disk before the screen says "saved". */
export interface DeskStorage {
  readonly replica: RxStorage<unknown, unknown>;
  readonly kept: RxStorage<unknown, unknown>;
  /** Takes away what removing a database of this name leaves standing. */
  readonly sweep: (databaseName: string) => Promise<void>;
}

/** The part of Dexie that is used. */
interface BrowserDatabase {
  delete(): Promise<void>;
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
  };
}
