import { randomBytes } from "node:crypto";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_DIGITS = 10;
const RANDOM_BYTES = 16;

/** A ULID: sorts by when it was made, and nobody can guess the next one. */
export function newId(wall: number = Date.now()): string {
  let time = "";
  for (let rest = Math.floor(wall), at = 0; at < TIME_DIGITS; at += 1) {
    time = digits.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return time + Array.from(randomBytes(RANDOM_BYTES), (byte) => digits.charAt(byte % 32)).join("");
}
