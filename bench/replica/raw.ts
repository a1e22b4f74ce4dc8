/** What the replica is measured against: the browser's own database and socket, with nothing of ours around them. */
import { afterPaint, showLines } from "./screen.ts";

interface StoredTable {
  readonly name: string;
  readonly keyPath: string;
  readonly indexes: readonly (string | string[])[];
  readonly documents: readonly unknown[];
}

/** The replica's databases as they lie on the disk; the kept ones are not part of it. */
export async function storedTables(): Promise<readonly StoredTable[]> {
  const tables: StoredTable[] = [];
  for (const { name = "" } of await indexedDB.databases()) {
    if (
      !/^rxdb-dexie-switchyard-.*--(tasks|interactions|interventions|messages|agents|directory)$/.test(
        name,
      )
    )
      continue;
    const database = await settled(indexedDB.open(name));
    const store = database.transaction("docs").objectStore("docs");
    const indexes = Array.from(store.indexNames, (each) => store.index(each).keyPath);
    const keyPath = String(store.keyPath);
    tables.push({ name, keyPath, indexes, documents: await settled(store.getAll()) });
    database.close();
  }
  return tables;
}

/**
 * The same documents under the same indexes into new databases, in transactions of so many: milliseconds until the
 * last is complete, the opening of the databases included.
 */
export async function writeRaw(tables: readonly StoredTable[], atOnce: number): Promise<number> {
  const begun = performance.now();
  const databases = await Promise.all(tables.map(openRaw));
  await Promise.all(tables.map((table, at) => fill(databases[at], table.documents, atOnce)));
  const passed = performance.now() - begun;
  for (const database of databases) database.close();
  for (const { name } of tables) await settled(indexedDB.deleteDatabase(rawName(name)));
  return passed;
}

const rawName = (name: string) => `raw-${name}`;

function openRaw({ name, keyPath, indexes }: StoredTable): Promise<IDBDatabase> {
  const opening = indexedDB.open(rawName(name), 1);
  opening.addEventListener("upgradeneeded", () => {
    const store = opening.result.createObjectStore("docs", { keyPath });
    for (const index of indexes) store.createIndex(String(index), index);
  });
  return settled(opening);
}

async function fill(
  database: IDBDatabase | undefined,
  documents: readonly unknown[],
  atOnce: number,
): Promise<void> {
  if (database === undefined) return;
  for (let from = 0; from < documents.length; from += atOnce) {
    const writing = database.transaction("docs", "readwrite");
    const store = writing.objectStore("docs");
    for (const each of documents.slice(from, from + atOnce)) store.put(each);
    await new Promise<void>((done, failed) => {
      writing.addEventListener("complete", () => done());
      writing.addEventListener("abort", () => failed(new Error("the write was aborted")));
    });
  }
}

/** Has the same texts sent back by a bare server: milliseconds from asking until the last is here. */
export async function transferRaw(url: string, texts: readonly string[]): Promise<number> {
  const socket = new WebSocket(url);
  await new Promise((opened) => socket.addEventListener("open", opened));
  for (const text of texts) socket.send(text);
  await nextMessage(socket);
  let left = texts.length;
  const begun = performance.now();
  const all = new Promise<void>((done) =>
    socket.addEventListener("message", () => {
      left -= 1;
      if (left === 0) done();
    }),
  );
  socket.send("");
  await all;
  const passed = performance.now() - begun;
  socket.close();
  return passed;
}

/** A text to the bare server and back, and painted: so many times, as often as said. */
export async function echoPainted(url: string, times: number, everyMs: number): Promise<number[]> {
  const socket = new WebSocket(url);
  await new Promise((opened) => socket.addEventListener("open", opened));
  const passed: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    const begun = performance.now();
    await nextMessage(socket);
    await new Promise((frame) => requestAnimationFrame(frame));
    showLines([`echo ${nth}`]);
    await new Promise<void>((painted) => afterPaint(painted));
    passed.push(performance.now() - begun);
    await new Promise((next) => setTimeout(next, Math.max(0, begun + everyMs - performance.now())));
  }
  socket.close();
  return passed;
}

/** The server says so when it has as many texts as were sent up to the empty one. */
function nextMessage(socket: WebSocket): Promise<unknown> {
  const answer = new Promise((heard) => socket.addEventListener("message", heard, { once: true }));
  socket.send("ready?");
  return answer;
}

export async function deleteDatabases(): Promise<void> {
  for (const { name = "" } of await indexedDB.databases())
    await settled(indexedDB.deleteDatabase(name));
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((found, failed) => {
    request.addEventListener("success", () => found(request.result));
    request.addEventListener("error", () => failed(request.error ?? new Error("not done")));
  });
}
