/** What can stand in a heap: it knows its own place, so that it can leave from anywhere. */
export interface Placed {
  place: number;
}

/** A binary heap whose members can be moved and taken out wherever they stand, each in O(log n). */
export class IndexedHeap<T extends Placed> {
  readonly items: T[] = [];
  readonly #before: (left: T, right: T) => boolean;

  constructor(before: (left: T, right: T) => boolean) {
    this.#before = before;
  }

  get size(): number {
    return this.items.length;
  }

  get first(): T | undefined {
    return this.items[0];
  }

  add(item: T): void {
    item.place = this.items.length;
    this.items.push(item);
    this.#up(item);
  }

  remove(item: T): void {
    const last = this.items.pop();
    if (last === undefined || last === item) return;
    last.place = item.place;
    this.items[last.place] = last;
    this.moved(last);
  }

  takeFirst(): void {
    const last = this.items.pop();
    if (last === undefined || this.items.length === 0) return;
    last.place = 0;
    this.items[0] = last;
    this.#down(last);
  }

  /** The item's own order has changed. */
  moved(item: T): void {
    this.#up(item);
    this.#down(item);
  }

  #up(item: T): void {
    while (item.place > 0) {
      const parent = this.items[(item.place - 1) >> 1];
      if (parent === undefined || !this.#before(item, parent)) return;
      this.#swap(item, parent);
    }
  }

  #down(item: T): void {
    for (;;) {
      const left = this.items[item.place * 2 + 1];
      const right = this.items[item.place * 2 + 2];
      if (left === undefined) return;
      const least = right !== undefined && this.#before(right, left) ? right : left;
      if (!this.#before(least, item)) return;
      this.#swap(least, item);
    }
  }

  #swap(one: T, other: T): void {
    const place = one.place;
    one.place = other.place;
    other.place = place;
    this.items[one.place] = one;
    this.items[other.place] = other;
  }
}
