const settleMs = 400;

export interface Spot {
  readonly left: number;
  readonly top: number;
}

/**
 * Whether something has stood in one place for 400 ms. A card that slides in, or up when another leaves, must not
 * take a click that was on its way to something else.
 */
export class Stillness {
  #spot: Spot | undefined;
  #since = Number.POSITIVE_INFINITY;

  /** Where it is now. */
  look(spot: Spot, now: number): void {
    if (this.#spot === undefined || hasMoved(this.#spot, spot)) this.#since = now;
    this.#spot = { left: spot.left, top: spot.top };
  }

  isSettled(now: number): boolean {
    return now - this.#since >= settleMs;
  }
}

function hasMoved(from: Spot, to: Spot): boolean {
  return Math.abs(from.left - to.left) > 4 || Math.abs(from.top - to.top) > 4;
}
