import { Subscription } from "rxjs";
import { type RowKind, rowKinds } from "../protocol/rows.ts";
import type { Replica, Wire } from "./replica.ts";
import type { StoredRow } from "./row-schemas.ts";
import type { ReplicaCollection, Stores } from "./stores.ts";

/**
 * What this device holds, in memory: read once, and from then on followed as another page of the profile writes it.
 * Follows before it reads, so that nothing falls between the two.
 */
export class DiskMirror {
  readonly #stores: Stores;
  readonly #replica: Replica;
  readonly #following = new Subscription();
  /** Removed while the disk was being read: what was read of them before does not count. */
  readonly #removed = new Set<string>();

  constructor(stores: Stores, replica: Replica, listening: () => boolean) {
    this.#stores = stores;
    this.#replica = replica;
    for (const kind of rowKinds) {
      const events = stores.replica[kind].$.subscribe((event) => {
        if (!listening()) return;
        const id = event.documentId;
        if (event.operation === "DELETE") {
          this.#removed.add(`${kind}:${id}`);
          replica.drop({ kind, id });
        } else take(replica, kind, event.documentData);
      });
      this.#following.add(events);
    }
  }

  async load(kinds: readonly RowKind[]): Promise<void> {
    await Promise.all(kinds.map((kind) => this.#load(kind)));
  }

  close(): void {
    this.#following.unsubscribe();
  }

  async #load(kind: RowKind): Promise<void> {
    for (const row of await this.#stores.readAll(kind)) {
      if (!this.#removed.has(`${kind}:${row.id}`)) take(this.#replica, kind, row);
    }
  }
}

function take<K extends RowKind>(replica: Replica, kind: K, stored: StoredRow): void {
  const { number, seq, feed, ...row } = stored;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by storedRow from a row of this kind
  replica.put({ kind, number, seq, row } as Wire, feed);
}

export function storedRow({ number, seq, row }: Wire, feed: string): StoredRow {
  return { ...row, number, seq, feed };
}

/** Writes rows, each only over a lower sequence of the same feed, whichever page wrote that. */
export async function writeRows(
  collection: ReplicaCollection,
  rows: readonly StoredRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const { error } = await collection.bulkInsert([...rows]);
  const stranger = error.find((each) => each.status !== 409);
  if (stranger !== undefined) throw new Error(`Row ${stranger.documentId} could not be written`);
  const held = new Set(error.map((each) => each.documentId));
  const docs = await collection.findByIds([...held]).exec();
  const updates = rows.filter((row) => held.has(row.id));
  await Promise.all(
    updates.map(async (row) =>
      docs.get(row.id)?.incrementalModify((current) => newer(current, row)),
    ),
  );
}

function newer(current: StoredRow, row: StoredRow): StoredRow {
  return current.feed === row.feed && current.seq >= row.seq ? current : { ...row };
}

/** Removes rows and their content with them: a removed document keeps its fields until some later cleanup. */
export async function removeRows(
  collection: ReplicaCollection,
  rows: readonly StoredRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const docs = await collection.findByIds(rows.map((row) => row.id)).exec();
  await Promise.all(
    rows.map(async (row) =>
      docs.get(row.id)?.incrementalModify((current) => emptied(current, row)),
    ),
  );
}

function emptied(current: StoredRow, row: StoredRow): StoredRow & { _deleted?: boolean } {
  if (current.feed === row.feed && current.seq > row.seq) return current;
  return { id: row.id, number: 0, seq: 0, feed: "", _deleted: true };
}
