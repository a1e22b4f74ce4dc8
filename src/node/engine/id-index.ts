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
