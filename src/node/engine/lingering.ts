import type { CustomerId, ThreadId } from "../../domain/id.ts";

interface Newcomer {
  readonly id: ThreadId;
  readonly customerId: CustomerId;
}

const MOST = 10_000;

/**
 * Threads on which nobody has written yet, with their customers, in the order in which they were begun. Whoever begins
 * mostly writes a moment later: they stay in memory for a while, and are not read back from the disk for it.
 */
export class Lingering {
  /** By customer: who comes again by another thread lingers with that one. */
  readonly #newcomers = new Map<CustomerId, Newcomer>();
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** Behind all the others. */
  add({ id, customerId }: Newcomer): void {
    this.#newcomers.delete(customerId);
    this.#newcomers.set(customerId, { id, customerId });
  }

  has(customerId: CustomerId): boolean {
    return this.#newcomers.has(customerId);
  }

  remove({ id, customerId }: Newcomer): void {
    if (this.#newcomers.get(customerId)?.id === id) this.#newcomers.delete(customerId);
  }

  /** Who has been here the longest and has no room any more. */
  surplus(): readonly Newcomer[] {
    const surplus: Newcomer[] = [];
    for (const newcomer of this.#newcomers.values()) {
      if (this.#newcomers.size - surplus.length <= this.#most) break;
      surplus.push(newcomer);
    }
    return surplus;
  }

  clear(): void {
    this.#newcomers.clear();
  }
}
