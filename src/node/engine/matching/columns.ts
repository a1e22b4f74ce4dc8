import type { Order } from "./orders.ts";

/**
 * How urgent all waiting work is and where it stands, in rows of numbers by its slot: a heap that holds slots compares
 * and moves within a few pages of memory, where work itself lies all over it.
 */
export class Columns<W extends Order> {
  readonly works: (W | undefined)[] = [];
  /** Of each its band and its place in the line, side by side: one is seldom read without the other. */
  #orders = new Float64Array(2 * FEW);
  /** In its class's heap. */
  #places = new Int32Array(FEW);
  readonly #free: number[] = [];

  /** The slot that is this work's until it is left. */
  enter(work: W): number {
    const slot = this.#free.pop() ?? this.works.length;
    if (slot >= this.#places.length) this.#grow();
    this.works[slot] = work;
    this.stand(slot, work);
    return slot;
  }

  /** How urgent it is, is known or has changed. */
  stand(slot: number, { band, orderAt }: Pick<Order, "band" | "orderAt">): void {
    this.#orders[2 * slot] = band;
    this.#orders[2 * slot + 1] = orderAt;
  }

  leave(slot: number): void {
    this.works[slot] = undefined;
    this.#free.push(slot);
  }

  bandOf(slot: number): number {
    return this.#orders[2 * slot] ?? 0;
  }

  orderAtOf(slot: number): number {
    return this.#orders[2 * slot + 1] ?? 0;
  }

  placeOf(slot: number): number {
    return this.#places[slot] ?? 0;
  }

  setPlace(slot: number, place: number): void {
    this.#places[slot] = place;
  }

  /** The order of `before`. */
  isBefore(left: number, right: number): boolean {
    // One by one: a pair would be an array made for every comparison.
    const band = this.bandOf(left);
    const otherBand = this.bandOf(right);
    if (band !== otherBand) return band < otherBand;
    const at = this.orderAtOf(left);
    const otherAt = this.orderAtOf(right);
    if (at !== otherAt) return at < otherAt;
    return (this.works[left]?.id ?? "") < (this.works[right]?.id ?? "");
  }

  #grow(): void {
    const size = this.#places.length * 2;
    const [orders, places] = [this.#orders, this.#places];
    this.#orders = new Float64Array(2 * size);
    this.#places = new Int32Array(size);
    this.#orders.set(orders);
    this.#places.set(places);
  }
}

const FEW = 256;
