import { existsSync } from "node:fs";
import { RefusedStore } from "./store-error.ts";
import { StoreFile } from "./store-file.ts";
import { emptyIndex, indexDue } from "./tables/search-index.ts";

const AT_ONCE = 200;

/** Makes the index of the search anew, whole; its node must not be running. Says how many conversations are in it. */
export function rebuildSearch(file: string): number {
  if (!existsSync(file)) throw new RefusedStore(`There is no file ${file}.`);
  const store = new StoreFile(file);
  try {
    const db = store.open();
    store.wrote();
    emptyIndex(db);
    let count = 0;
    for (let some = AT_ONCE; some === AT_ONCE; count += some) some = indexDue(db, AT_ONCE);
    return count;
  } finally {
    store.close();
  }
}
