import {
  type RxCollection,
  type RxDatabase,
  type RxStorage,
  createRxDatabase,
  removeRxDatabase,
} from "rxdb";
import type { RowKind } from "../protocol/rows.ts";
import type { Identity } from "./desk.ts";
import { type KeptDoc, keptSchema } from "./kept.ts";
import { type StoredRow, schemaHash, storedSchema, textHash } from "./row-schemas.ts";
import type { DeskStorage } from "./storage.ts";

export type ReplicaCollection = RxCollection<StoredRow>;

/** Both databases of one person at one node. Nine collections in all, of the thirteen a page may open. */
export interface Stores {
  /** The kept database's name: what the pages of a profile share everything under. */
  readonly name: string;
  readonly replicaName: string;
  readonly replica: Readonly<Record<RowKind, ReplicaCollection>>;
  /** All rows of a kind that are on this device. */
  readAll(kind: RowKind): Promise<readonly StoredRow[]>;
  readonly outbox: RxCollection<KeptDoc>;
  readonly drafts: RxCollection<KeptDoc>;
  readonly state: RxCollection<KeptDoc>;
  close(): Promise<void>;
  /** Deletes both databases; nothing of them may be used afterwards. */
  remove(): Promise<void>;
}

/** Bound to the node's id, not its address: another node at the same address finds nothing to send. */
function storesName({ nodeId, me }: Identity): string {
  return `switchyard-${textHash(JSON.stringify([nodeId, me.workspaceId, me.id]))}`;
}

export async function openStores(identity: Identity, storage: DeskStorage): Promise<Stores> {
  const name = storesName(identity);
  const replicaName = `${name}-${schemaHash()}`;
  const keptName = `${name}-local`;
  const [replica, kept] = await Promise.all([
    openDatabase(replicaName, storage.replica),
    openDatabase(keptName, storage.kept),
  ]);
  const [rows, { outbox, drafts, state }] = await Promise.all([
    replica.addCollections(replicaCollections()),
    kept.addCollections({
      outbox: { schema: keptSchema },
      drafts: { schema: keptSchema },
      state: { schema: keptSchema },
    }),
  ]);
  const collections = {
    TASK: rows.tasks,
    INTERACTION: rows.interactions,
    INTERVENTION: rows.interventions,
    MESSAGE: rows.messages,
    AGENT: rows.agents,
    DIRECTORY: rows.directory,
  };
  return {
    name,
    replicaName,
    replica: collections,
    readAll: (kind) => storage.readAll(collections[kind]),
    outbox,
    drafts,
    state,
    async close() {
      await Promise.all([replica.close(), kept.close()]);
    },
    async remove() {
      await Promise.all([replica.remove(), kept.remove()]);
      await Promise.all([storage.sweep(replicaName), storage.sweep(keptName)]);
    },
  };
}

/** A replica of an earlier shape, found by its name in the kept state. */
export async function removeReplica(name: string, storage: DeskStorage): Promise<void> {
  await removeRxDatabase(name, storage.replica);
  await storage.sweep(name);
}

function openDatabase(name: string, storage: RxStorage<unknown, unknown>): Promise<RxDatabase> {
  return createRxDatabase({
    name,
    storage,
    multiInstance: true,
    hashFunction: (text) => Promise.resolve(textHash(String(text))),
  });
}

function replicaCollections() {
  const schemaOf = (kind: RowKind) => ({ schema: storedSchema(kind) });
  return {
    tasks: schemaOf("TASK"),
    interactions: schemaOf("INTERACTION"),
    interventions: schemaOf("INTERVENTION"),
    messages: schemaOf("MESSAGE"),
    agents: schemaOf("AGENT"),
    directory: schemaOf("DIRECTORY"),
  };
}
