/** A clock that moves only when told, and runs what is due in order. */
export class FakeTiming {
  #now = 0;
  #count = 0;
  readonly #timers = new Map<number, { at: number; run: () => void }>();

  monotonic(): number {
    return this.#now;
  }
  wall(): number {
    return 1_700_000_000_000 + this.#now;
  }
  now(): number {
    return this.wall();
  }
  random(): number {
    return 0.5;
  }

  after(ms: number, run: () => void): () => void {
    this.#count += 1;
    const id = this.#count;
    this.#timers.set(id, { at: this.#now + ms, run });
    return () => void this.#timers.delete(id);
  }

  get pending(): number {
    return this.#timers.size;
  }

  /** Between two timers everything that was promised is settled, as it would be in life. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settled();
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= until);
      due.sort(([leftId, left], [rightId, right]) => left.at - right.at || leftId - rightId);
      const [first] = due;
      if (first === undefined) break;
      const [id, timer] = first;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, timer.at);
      timer.run();
      await settled();
    }
    this.#now = until;
  }
}

/** Lets every promise that can go on go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
