import type { Columns } from "./columns.ts";
import type { Order } from "./orders.ts";

/** Where nothing waits. */
export const NO_SLOT = -1;

/** What stands in a heap by its row in the columns. */
interface Slotted extends Order {
  readonly slot: number;
}

/**
 * The waiting work of one class, the most urgent first. It holds slots rather than work: what is compared and moved lies
 * in the columns, and of a hundred thousand tasks only the one that comes out is ever touched.
 */
export class WorkHeap<W extends Slotted> {
  readonly #columns: Columns<W>;
  readonly #slots: number[] = [];

  constructor(columns: Columns<W>) {
    this.#columns = columns;
  }

  get size(): number {
    return this.#slots.length;
  }

  get firstSlot(): number {
    return this.#slots[0] ?? NO_SLOT;
  }

  get first(): W | undefined {
    return this.at(0);
  }

  /** What stands at a place: the children of `place` stand at twice that and one, and two, more. */
  at(place: number): W | undefined {
    const slot = this.#slots[place];
    return slot === undefined ? undefined : this.#columns.works[slot];
  }

  add({ slot }: W): void {
    this.#slots.push(slot);
    this.#up(slot, this.#slots.length - 1);
  }

  remove({ slot }: W): void {
    const last = this.#slots.pop();
    if (last === undefined || last === slot) return;
    this.#moved(last, this.#columns.placeOf(slot));
  }

  /** The work's own order has changed. */
  moved({ slot }: W): void {
    this.#moved(slot, this.#columns.placeOf(slot));
  }

  #moved(slot: number, place: number): void {
    if (!this.#up(slot, place)) this.#down(slot, place);
  }

  /** Puts it at the place, or above it where it comes before those there; whether it rose. */
  #up(slot: number, from: number): boolean {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#slots[above] ?? 0;
      if (!this.#columns.isBefore(slot, parent)) break;
      this.#stand(parent, place);
      place = above;
    }
    this.#stand(slot, place);
    return place !== from;
  }

  #down(slot: number, from: number): void {
    const size = this.#slots.length;
    let place = from;
    for (;;) {
      let below = place * 2 + 1;
      if (below >= size) break;
      const right = this.#slots[below + 1];
      if (right !== undefined && this.#columns.isBefore(right, this.#slots[below] ?? 0)) below += 1;
      const least = this.#slots[below] ?? 0;
      if (!this.#columns.isBefore(least, slot)) break;
      this.#stand(least, place);
      place = below;
    }
    this.#stand(slot, place);
  }

  #stand(slot: number, place: number): void {
    this.#slots[place] = slot;
    this.#columns.setPlace(slot, place);
  }
}
