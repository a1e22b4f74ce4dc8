/** Chance that can be had again: the same seed gives the same throws. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Dice of one's own for somebody or something: what others throw changes nothing here. */
  static for(seed: number, name: string): Dice {
    let hash = 0x811c9dc5 ^ seed;
    for (let index = 0; index < name.length; index += 1) {
      hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
    }
    return new Dice(hash);
  }

  /** 0 up to 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** Waiting for something that comes at any moment equally: `mean` on the average, now and then far longer. */
  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  pick<T>(choices: readonly [T, ...T[]]): T;
  pick<T>(choices: readonly T[]): T | undefined;
  pick<T>(choices: readonly T[]): T | undefined {
    return choices[Math.floor(this.next() * choices.length)];
  }
}

/** Cards drawn one after the other, mixed anew when all were drawn: nothing comes twice in a row of few. */
export class Deck<T> {
  readonly #cards: readonly T[];
  readonly #dice: Dice;
  #left: T[] = [];

  constructor(cards: readonly T[], dice: Dice) {
    this.#cards = cards;
    this.#dice = dice;
  }

  draw(): T | undefined {
    if (this.#left.length === 0) this.#left = [...this.#cards];
    const [drawn] = this.#left.splice(Math.floor(this.#dice.next() * this.#left.length), 1);
    return drawn;
  }
}
