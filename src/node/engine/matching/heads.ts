import type { MrdId } from "../../../domain/id.ts";
import { EMPTY, type Order } from "./orders.ts";

/** Above every band there is. */
export const NOTHING = 0x7fffffff;

/**
 * How urgent the first of each of many lines is, and of which medium, side by side: hundreds are compared for one
 * decision, and what is compared lies in a row.
 */
export class Heads {
  bands = new Int32Array(64).fill(NOTHING);
  orders = new Float64Array(64);
  media = new Uint16Array(64);
  readonly #mrds: MrdId[] = [];
  #free = new Uint8Array(0);

  /** A line of this medium has this place; nothing waits in it yet. */
  enter(at: number, mrdId: MrdId): void {
    if (at >= this.bands.length) this.#grow();
    this.bands[at] = NOTHING;
    const known = this.#mrds.indexOf(mrdId);
    this.media[at] = known === -1 ? this.#mrds.push(mrdId) - 1 : known;
  }

  /** The line's first, or how urgent that is, has changed. */
  stand(at: number, first: Order | undefined): void {
    const isEmpty = first === undefined || first.band === EMPTY;
    this.bands[at] = isEmpty ? NOTHING : first.band;
    this.orders[at] = isEmpty ? 0 : first.orderAt;
  }

  /** By the numbers in `media`: 1 for those that are free. Good until it is asked for again. */
  freeMedia(isFree: (mrdId: MrdId) => boolean): Uint8Array {
    if (this.#free.length < this.#mrds.length) this.#free = new Uint8Array(this.#mrds.length);
    for (const [at, mrdId] of this.#mrds.entries()) this.#free[at] = isFree(mrdId) ? 1 : 0;
    return this.#free;
  }

  #grow(): void {
    const size = this.bands.length * 2;
    const bands = new Int32Array(size).fill(NOTHING);
    const [orders, media] = [new Float64Array(size), new Uint16Array(size)];
    bands.set(this.bands);
    orders.set(this.orders);
    media.set(this.media);
    [this.bands, this.orders, this.media] = [bands, orders, media];
  }
}
