import { type Observable, defer, distinctUntilChanged, filter, map, startWith } from "rxjs";
import { type RowKind, type RowOf, rowKinds } from "../protocol/rows.ts";
import {
  type DirectoryBodies,
  type DirectoryKind,
  bodiesOf,
} from "../protocol/rows/directory-row.ts";
import type { Changes, Touched } from "./changes.ts";
import type { Identity, Rows, Shown } from "./desk.ts";
import type { Outbox } from "./outbox.ts";
import { preview } from "./preview.ts";
import { type Overlay, emptyOverlay } from "./preview-world.ts";
import type { Replica } from "./replica.ts";

export interface ViewsParts {
  readonly replica: Replica;
  readonly outbox: Outbox;
  readonly changes: Changes;
  readonly identity: () => Identity;
}

type Memory = { readonly [K in RowKind]: Map<string, Shown<RowOf[K]>> };
interface List<Row> {
  items: readonly Shown<Row>[];
}
type Lists = { readonly [K in RowKind]: List<RowOf[K]> };

/** What is shown: the replica's rows with the waiting commands folded in. A row that did not change stays the same object. */
export class Views {
  readonly #parts: ViewsParts;
  readonly #told: Observable<ReadonlySet<Touched>>;
  #overlay: Overlay = emptyOverlay();
  #stale = true;
  readonly #dirty = new Set<RowKind>(rowKinds);
  readonly #shown: Memory = {
    TASK: new Map(),
    INTERACTION: new Map(),
    INTERVENTION: new Map(),
    MESSAGE: new Map(),
    AGENT: new Map(),
    DIRECTORY: new Map(),
  };
  readonly #lists: Lists = {
    TASK: { items: [] },
    INTERACTION: { items: [] },
    INTERVENTION: { items: [] },
    MESSAGE: { items: [] },
    AGENT: { items: [] },
    DIRECTORY: { items: [] },
  };

  constructor(parts: ViewsParts) {
    this.#parts = parts;
    this.#told = parts.changes.told;
    parts.changes.touched.subscribe((touched) => this.#soil(touched));
  }

  rows<K extends RowKind>(kind: K): Rows<K> {
    return this.#watch(kind, () => this.list(kind));
  }

  row<K extends RowKind>(kind: K, id: string): Observable<Shown<RowOf[K]> | null> {
    return this.#watch(kind, () => this.one(kind, id));
  }

  messagesOf(interactionId: string): Rows<"MESSAGE"> {
    const select = () =>
      this.list("MESSAGE").filter(({ row }) => row.interactionId === interactionId);
    return this.#watch("MESSAGE", () => select().toSorted(byAge)).pipe(
      distinctUntilChanged((a, b) => sameItems(a, b)),
    );
  }

  directoryOf<K extends DirectoryKind>(kind: K): Observable<readonly DirectoryBodies[K][]> {
    const rows = () => this.list("DIRECTORY").map(({ row }) => row);
    return this.#watch("DIRECTORY", () => bodiesOf(rows(), kind)).pipe(
      distinctUntilChanged((a, b) => sameItems(a, b)),
    );
  }

  /** The same array as long as its rows are the same. */
  list<K extends RowKind>(kind: K): readonly Shown<RowOf[K]>[] {
    const list = this.#lists[kind];
    if (!this.#dirty.delete(kind)) return list.items;
    const ids = new Set([
      ...this.#parts.replica.tables[kind].keys(),
      ...this.#folded()[kind].keys(),
    ]);
    const items: Shown<RowOf[K]>[] = [];
    for (const id of ids) {
      const shown = this.one(kind, id);
      if (shown !== null) items.push(shown);
    }
    const memory = this.#shown[kind];
    for (const id of memory.keys()) if (!ids.has(id)) memory.delete(id);
    if (!sameItems(list.items, items)) list.items = items;
    return list.items;
  }

  one<K extends RowKind>(kind: K, id: string): Shown<RowOf[K]> | null {
    const folded = this.#folded()[kind].get(id);
    const row = folded === undefined ? this.#parts.replica.row(kind, id) : folded.row;
    if (row === null) return null;
    const commandId = folded?.commandId ?? null;
    const pending = commandId === null ? false : this.#savedness(commandId);
    const before = this.#shown[kind].get(id);
    const isSame = before?.row === row && before.commandId === commandId;
    if (before !== undefined && isSame && before.pending === pending) return before;
    const shown: Shown<RowOf[K]> = { row, pending, commandId };
    this.#shown[kind].set(id, shown);
    return shown;
  }

  /** Nothing is called saved before it is: the newest one stands for all, for they reach the disk in their order. */
  #savedness(commandId: string): "SAVING" | "SAVED" {
    return this.#parts.outbox.isDurable(commandId) ? "SAVED" : "SAVING";
  }

  #watch<T>(kind: RowKind, read: () => T): Observable<T> {
    const news = this.#told.pipe(
      filter((told) => told.has(kind) || told.has("OUTBOX") || !this.#parts.outbox.isEmpty),
    );
    return defer(() => news.pipe(startWith(null), map(read), distinctUntilChanged()));
  }

  #folded(): Overlay {
    if (!this.#stale) return this.#overlay;
    const { replica, outbox, identity } = this.#parts;
    this.#overlay = preview(replica, outbox.entries(), identity());
    this.#stale = false;
    return this.#overlay;
  }

  #soil(touched: Touched): void {
    this.#stale = true;
    for (const kind of rowKinds) if (this.#mayMove(kind, touched)) this.#dirty.add(kind);
  }

  /** With nothing to fold a change of one kind leaves the other kinds as they are. */
  #mayMove(kind: RowKind, touched: Touched): boolean {
    return touched === kind || touched === "OUTBOX" || !this.#parts.outbox.isEmpty;
  }
}

function byAge(a: Shown<RowOf["MESSAGE"]>, b: Shown<RowOf["MESSAGE"]>): number {
  return a.row.createdAt - b.row.createdAt || (a.row.id < b.row.id ? -1 : 1);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
