/** Ids of one part, each as so many bits in a row of so many: about one in a thousand strangers looks known. */
const PART_IDS = 2 ** 20;
const PART_BITS = PART_IDS * 16;
const BITS_AN_ID = 6;
/** 64 MiB. Whoever has more ids than that is asked about all of them, as if nothing were known. */
const MOST_PARTS = 32;

/**
 * Which ids there may be: a Bloom filter that grows by parts. Whoever was added is always found; what it says no to was
 * never added. It forgets nothing.
 */
export class KnownIds {
  readonly #parts: Uint32Array[] = [];
  readonly #most: number;
  #inLast = PART_IDS;
  #isFull = false;

  constructor(mostParts = MOST_PARTS) {
    this.#most = mostParts;
  }

  add(id: string): void {
    if (this.#isFull) return;
    const [first, step] = hashesOf(id);
    if (this.#holds(first, step)) return;
    if (this.#inLast === PART_IDS) this.#grow();
    const part = this.#parts.at(-1);
    if (part === undefined) return;
    this.#inLast += 1;
    for (let nth = 0; nth < BITS_AN_ID; nth += 1) {
      const bit = bitOf(first, step, nth);
      part[bit >>> 5] = wordOf(part, bit) | (1 << (bit & 31));
    }
  }

  mayHold(id: string): boolean {
    if (this.#isFull) return true;
    const [first, step] = hashesOf(id);
    return this.#holds(first, step);
  }

  #holds(first: number, step: number): boolean {
    for (const part of this.#parts) if (hasAll(part, first, step)) return true;
    return false;
  }

  #grow(): void {
    this.#isFull = this.#parts.length === this.#most;
    if (this.#isFull) this.#parts.length = 0;
    else this.#parts.push(new Uint32Array(PART_BITS / 32));
    this.#inLast = 0;
  }
}

function hasAll(part: Uint32Array, first: number, step: number): boolean {
  for (let nth = 0; nth < BITS_AN_ID; nth += 1) {
    const bit = bitOf(first, step, nth);
    if ((wordOf(part, bit) & (1 << (bit & 31))) === 0) return false;
  }
  return true;
}

const bitOf = (first: number, step: number, nth: number): number =>
  ((first + Math.imul(step, nth)) >>> 0) % PART_BITS;

const wordOf = (part: Uint32Array, bit: number): number => part[bit >>> 5] ?? 0;

/** Two independent hashes (FNV-1a, and the same over other beginnings), from which all bits are drawn. */
function hashesOf(id: string): [number, number] {
  let [first, second] = [0x811c9dc5, 0x2c1b3c6d];
  for (let at = 0; at < id.length; at += 1) {
    const unit = id.charCodeAt(at);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x5bd1e995);
    second ^= second >>> 15;
  }
  first ^= first >>> 16;
  // An even step would leave bits out.
  return [Math.imul(first, 0x7feb352d) >>> 0, (second | 1) >>> 0];
}
