import type { KeptKind } from "../store/store.ts";
import type { Entity } from "./entities.ts";

const none: ReadonlySet<never> = new Set();

/** Which ids belong to which key; an empty key takes no room. */
export class IdIndex<Key extends string, Value extends string> {
  readonly #sets = new Map<Key, Set<Value>>();

  add(key: Key, value: Value): void {
    const present = this.#sets.get(key);
    if (present === undefined) this.#sets.set(key, new Set([value]));
    else present.add(value);
  }

  remove(key: Key, value: Value): void {
    const present = this.#sets.get(key);
    if (present?.delete(value) === true && present.size === 0) this.#sets.delete(key);
  }

  of(key: Key): ReadonlySet<Value> {
    return this.#sets.get(key) ?? none;
  }

  keys(): Iterable<Key> {
    return this.#sets.keys();
  }

  clear(key: Key): void {
    this.#sets.delete(key);
  }
}

/** Most decisions write a handful of rows, which are found by looking; beyond so many there is an index. */
const INDEXED_FROM = 24;
export const NOWHERE = -1;

/** Finds a written row: by looking at each while they are few. */
export class PlaceIndex {
  readonly #byKind: { [K in KeptKind]?: Map<string, number> } = {};
  #upTo = 0;

  placeOf(written: readonly Entity[], kind: KeptKind, id: string): number {
    if (written.length < INDEXED_FROM) {
      for (let place = 0; place < written.length; place += 1) {
        const item = written[place];
        if (item !== undefined && item.entity.id === id && item.kind === kind) return place;
      }
      return NOWHERE;
    }
    for (; this.#upTo < written.length; this.#upTo += 1) {
      const item = written[this.#upTo];
      if (item !== undefined)
        (this.#byKind[item.kind] ??= new Map()).set(item.entity.id, this.#upTo);
    }
    return this.#byKind[kind]?.get(id) ?? NOWHERE;
  }
}
