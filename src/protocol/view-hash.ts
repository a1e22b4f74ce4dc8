/**
 * One number over a set of (row number, sequence) pairs, the same in any order, so that node and replica
 * can say in a heartbeat whether they hold the same rows. Kept by adding and taking away, never recounted.
 */
export function addToHash(hash: number, number: number, seq: number): number {
  return (hash + mix(number, seq)) >>> 0;
}

export function takeFromHash(hash: number, number: number, seq: number): number {
  return (hash - mix(number, seq)) >>> 0;
}

/** A 32-bit mix (after MurmurHash3's finaliser) of both numbers, high halves included. */
function mix(number: number, seq: number): number {
  let h =
    Math.imul(number >>> 0, 0x9e3779b1) ^ Math.imul(Math.floor(number / 0x1_0000_0000), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) ^ Math.imul(seq >>> 0, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) ^ Math.floor(seq / 0x1_0000_0000);
  return (h ^ (h >>> 16)) >>> 0;
}
