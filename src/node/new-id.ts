import { randomFillSync } from "node:crypto";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/** Chance is drawn in large pieces: asking for it costs more than using it. */
const pool = Buffer.alloc(RANDOM_DIGITS * 256);
let drawn = "";
let used = 0;
let latest = { wall: Number.NaN, digits: "" };

/** A ULID: sorts by when it was made, and nobody can guess the next one. */
export function newId(wall: number = Date.now()): string {
  if (latest.wall !== wall) latest = { wall, digits: timeDigits(wall) };
  if (used === drawn.length) draw();
  used += RANDOM_DIGITS;
  return latest.digits + drawn.slice(used - RANDOM_DIGITS, used);
}

function timeDigits(wall: number): string {
  let time = "";
  for (let rest = Math.floor(wall), at = 0; at < TIME_DIGITS; at += 1) {
    time = digits.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return time;
}

function draw(): void {
  randomFillSync(pool);
  for (let at = 0; at < pool.length; at += 1)
    pool[at] = digits.charCodeAt((pool[at] ?? 0) % digits.length);
  drawn = pool.toString("latin1");
  used = 0;
}
