/** A set of small numbers, one bit each. It grows as numbers come. */
export class Bits {
  words = new Uint32Array(8);

  add(at: number): void {
    const word = at >>> 5;
    if (word >= this.words.length) this.#grow(word + 1);
    this.words[word] = (this.words[word] ?? 0) | (1 << (at & 31));
  }

  remove(at: number): void {
    const word = at >>> 5;
    if (word < this.words.length) this.words[word] = (this.words[word] ?? 0) & ~(1 << (at & 31));
  }

  has(at: number): boolean {
    return hasBit(this.words, at);
  }

  clear(): void {
    this.words.fill(0);
  }

  #grow(words: number): void {
    const larger = new Uint32Array(Math.max(words, this.words.length * 2));
    larger.set(this.words);
    this.words = larger;
  }
}

export function hasBit(words: Uint32Array, at: number): boolean {
  return ((words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
}

/** How many bits are set in a word. */
export function countBits(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The place of the lowest bit that is set. */
export const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);

/** How many bits two rows have in common. */
export function countCommon(left: Uint32Array, right: Uint32Array): number {
  const length = Math.min(left.length, right.length);
  let count = 0;
  for (let word = 0; word < length; word += 1) {
    const both = (left[word] ?? 0) & (right[word] ?? 0);
    if (both !== 0) count += countBits(both);
  }
  return count;
}

export function eachCommon(
  left: Uint32Array,
  right: Uint32Array,
  visit: (at: number) => void,
): void {
  const length = Math.min(left.length, right.length);
  for (let word = 0; word < length; word += 1) {
    let both = (left[word] ?? 0) & (right[word] ?? 0);
    for (; both !== 0; both &= both - 1) visit(word * 32 + lowestBit(both));
  }
}

export const noBits = new Uint32Array(0);
