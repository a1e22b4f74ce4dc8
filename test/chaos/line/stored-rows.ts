import { addToHash } from "../../../src/protocol/view-hash.ts";

/** Reads the replica's databases as they are, without any of our code or RxDB's in between, and hashes them anew. */
export async function hashOfStoredRows(): Promise<{ size: number; hash: number }> {
  let size = 0;
  let hash = 0;
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined || !isReplica(name)) continue;
    for (const { number, seq, _deleted } of await documentsOf(name)) {
      if (_deleted === "1" || _deleted === true || typeof number !== "number") continue;
      size += 1;
      hash = addToHash(hash, number, seq ?? 0);
    }
  }
  return { size, hash };
}

interface StoredDocument {
  readonly number?: number;
  readonly seq?: number;
  readonly _deleted?: string | boolean;
}

/** RxDB gives every collection a database; the kept ones have `-local` in their names. */
function isReplica(name: string): boolean {
  const replica = /--(tasks|interactions|interventions|messages|agents|directory)$/;
  return name.startsWith("rxdb-dexie-switchyard-") && replica.test(name);
}

async function documentsOf(name: string): Promise<StoredDocument[]> {
  const database = await settled(indexedDB.open(name));
  try {
    if (!database.objectStoreNames.contains("docs")) return [];
    return (await settled(
      database.transaction("docs").objectStore("docs").getAll(),
    )) as StoredDocument[];
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((found, failed) => {
    request.addEventListener("success", () => found(request.result));
    request.addEventListener("error", () => failed(request.error ?? new Error("not read")));
  });
}
