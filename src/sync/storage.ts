import type { RxStorage } from "rxdb";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";

/** The replica can be fetched again; what is kept cannot, and is on disk before the screen says "saved". */
export interface DeskStorage {
  readonly replica: RxStorage<unknown, unknown>;
  readonly kept: RxStorage<unknown, unknown>;
}

export function browserStorage(): DeskStorage {
  return {
    replica: getRxStorageDexie(),
    kept: getRxStorageDexie({ chromeTransactionDurability: "strict" }),
  };
}
