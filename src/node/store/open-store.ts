import { Worker } from "node:worker_threads";
import { type ReaderCalls, type WriterCalls, asking } from "./calls.ts";
import { SparingReader } from "./sparing-reader.ts";
import { readState, writeState } from "./state-file.ts";
import { RefusedStore } from "./store-error.ts";
import type { Store } from "./store.ts";
import { storeOver } from "./store-over.ts";
import { WorkerLine } from "./worker-line.ts";

export interface StoreOptions {
  readonly file: string;
  readonly log?: (line: string) => void;
}

/** Older versions can lose the log's last commit when a checkpoint and a reset of the log cross. */
const SQLITE_NEEDED = [3, 51, 3] as const;

/** The store in a file: one thread writes, another reads, and this one makes no SQL call. */
export async function openStore({ file, log = () => undefined }: StoreOptions): Promise<Store> {
  requireSqlite(process.versions["sqlite"]);
  // A dying process closes its databases, which may remove the WAL: say so first, or it looks like damage.
  const sayClosing = (): void => {
    if (isOpen && readState(file) === "RUNNING") writeState(file, "CLOSING");
  };
  const writer = new WorkerLine(
    () => new Worker(new URL("./writer-worker.ts", import.meta.url), { workerData: file }),
    log,
  );
  const reader = new WorkerLine(
    () => new Worker(new URL("./reader-worker.ts", import.meta.url), { workerData: file }),
    log,
  );
  const write = asking<WriterCalls>((name, args) => writer.ask(name, args));
  const read = asking<ReaderCalls>((name, args) => {
    if (!reader.isUp && !isClosed) reader.start(() => undefined);
    return reader.ask(name, args);
  });
  let isOpen = false;
  let isClosed = false;
  const open = async (): Promise<void> => {
    if (!writer.isUp) writer.start(sayClosing);
    await write("open");
    isOpen = true;
  };
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    try {
      if (reader.isUp) await reader.ask("close", []);
      if (writer.isUp) await write("close");
    } finally {
      await Promise.all([reader.end(), writer.end()]);
      process.off("exit", sayClosing);
    }
  };
  process.on("exit", sayClosing);
  try {
    reader.start(() => undefined);
    await open();
    await read("open");
  } catch (error) {
    await close();
    throw error;
  }
  const store = storeOver({ write, read, reopen: open, close });
  const sparing = new SparingReader(store.reader, read);
  void sparing.learn();
  return {
    ...store,
    reader: sparing.reader,
    append: (commit) => {
      sparing.note(commit);
      return store.append(commit);
    },
    close: () => {
      sparing.stop();
      return close();
    },
  };
}

/** Throws in plain words where this runtime's SQLite is too old to be trusted with a write-ahead log. */
export function requireSqlite(version: string | undefined): void {
  const parts = (version ?? "").split(".").map(Number);
  const difference =
    SQLITE_NEEDED.map((needed, at) => (parts[at] ?? 0) - needed).find((each) => each !== 0) ?? 0;
  if (difference >= 0) return;
  throw new RefusedStore(
    `This runtime brings SQLite ${version ?? "none"}; Switchyard needs ${SQLITE_NEEDED.join(".")} or newer.`,
  );
}
