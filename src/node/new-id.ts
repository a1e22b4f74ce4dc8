import { randomFillSync } from "node:crypto";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/** Chance is drawn in large pieces: asking for it costs more than using it. */
const pool = Buffer.alloc(RANDOM_DIGITS * 256);
let used = pool.length;

/** A ULID: sorts by when it was made, and nobody can guess the next one. */
export function newId(wall: number = Date.now()): string {
  let time = "";
  for (let rest = Math.floor(wall), at = 0; at < TIME_DIGITS; at += 1) {
    time = digits.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let chance = "";
  for (const byte of pool.subarray(used, used + RANDOM_DIGITS)) chance += digits.charAt(byte % 32);
  used += RANDOM_DIGITS;
  return time + chance;
}
