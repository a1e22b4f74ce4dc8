import type { DesktopApi } from "../../protocol/desktop.ts";
import type { Identity } from "../../sync/desk.ts";

/** What opens the desk again: the token, and whose it is, so that it opens without the node as well. */
export interface KeptSession {
  readonly token: string;
  readonly known: Identity | null;
}

/** Where a page keeps its session. `stay` is the person's tick; the desktop always stays. */
export interface SessionKeeper {
  read(): Promise<KeptSession | null>;
  keep(session: KeptSession, stay: boolean): Promise<void>;
  forget(): Promise<void>;
}

/** A tab forgets with its closing, unless the person ticked "stay signed in": then the profile's IndexedDB keeps it. */
export function browserKeeper(nodeUrl: string): SessionKeeper {
  const name = `switchyard.session ${nodeUrl}`;
  return {
    async read() {
      const text =
        sessionStorage.getItem(name) ?? (await withSessions("readonly", (s) => s.get(name)));
      return parseKept(text);
    },
    async keep(session, stay) {
      const text = JSON.stringify(session);
      sessionStorage.setItem(name, text);
      if (stay) await withSessions("readwrite", (sessions) => sessions.put(text, name));
    },
    async forget() {
      sessionStorage.removeItem(name);
      await withSessions("readwrite", (sessions) => sessions.delete(name));
    },
  };
}

/** The desktop's token lies in the system's key store; whose it is beside the page, for it is no secret. */
export function desktopKeeper(desktop: DesktopApi, nodeId: () => string | null): SessionKeeper {
  const nameOf = (id: string) => `switchyard.identity ${id}`;
  return {
    async read() {
      const id = nodeId();
      if (id === null) return null;
      const { token } = await desktop.readToken({ nodeId: id });
      if (token === undefined) return null;
      return parseKept(
        `{"token":${JSON.stringify(token)},"known":${localStorage.getItem(nameOf(id)) ?? "null"}}`,
      );
    },
    async keep({ token, known }) {
      const id = known?.nodeId ?? nodeId();
      if (id === null) return;
      await desktop.keepToken({ nodeId: id, token });
      if (known !== null) localStorage.setItem(nameOf(id), JSON.stringify(known));
    },
    async forget() {
      const id = nodeId();
      if (id === null) return;
      localStorage.removeItem(nameOf(id));
      await desktop.forgetToken({ nodeId: id });
    },
  };
}

function parseKept(text: unknown): KeptSession | null {
  if (typeof text !== "string") return null;
  try {
    const kept: unknown = JSON.parse(text);
    const isKept = typeof kept === "object" && kept !== null && "token" in kept && "known" in kept;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `keep` above and by nobody else
    return isKept ? (kept as KeptSession) : null;
  } catch {
    return null;
  }
}

const storeName = "sessions";

/** One act on the one little store; a profile that forbids databases merely forgets. */
async function withSessions(
  mode: IDBTransactionMode,
  act: (sessions: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  try {
    const database = await opened(openSessions());
    try {
      return await asked(act(database.transaction(storeName, mode).objectStore(storeName)));
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

function openSessions(): IDBOpenDBRequest {
  const opening = indexedDB.open("switchyard-sessions", 1);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(storeName));
  return opening;
}

function opened(request: IDBOpenDBRequest): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("no database")));
  });
}

function asked(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => {
      const answer: unknown = request.result;
      resolve(answer);
    });
    request.addEventListener("error", () => reject(request.error ?? new Error("no answer")));
  });
}
