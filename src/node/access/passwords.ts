import { type ScryptOptions, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<Buffer | string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** The cost of one guess. Kept in every record, so that it can be raised without a migration. */
interface Cost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}
const COST: Cost = { log2N: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** Two at a time keep the machine usable while a whole shift signs in at once; above the cap we say "busy". */
const AT_ONCE = 2;
const MOST_WAITING = 160;

interface Pool {
  readonly atOnce: number;
  readonly mostWaiting: number;
  /** Tests that are about something else make it cheap; a record says what it cost. */
  readonly cost: Cost;
}

/** Thrown when too many people are signing in at this moment. */
export class TooManySignIns extends Error {
  constructor() {
    super("Too many sign-ins are waiting");
  }
}

/** Passwords as scrypt records: `scrypt:log2N:r:p:salt:key`. */
export class Passwords {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #cost: Cost;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #nobody: Promise<string> | null = null;

  constructor({ atOnce = AT_ONCE, mostWaiting = MOST_WAITING, cost = COST }: Partial<Pool> = {}) {
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
    this.#cost = cost;
  }

  async record(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const key = await this.#derive(password, salt, this.#cost);
    const { log2N, r, p } = this.#cost;
    return ["scrypt", log2N, r, p, salt.toString("base64url"), key.toString("base64url")].join(":");
  }

  async matches(password: string, record: string): Promise<boolean> {
    const parsed = parseRecord(record);
    if (parsed === null) return false;
    const key = await this.#derive(password, parsed.salt, parsed.cost);
    return key.length === parsed.key.length && timingSafeEqual(key, parsed.key);
  }

  /** As much work as a real comparison, so that an unknown name answers no sooner than a wrong password. */
  async matchesNobody(password: string): Promise<false> {
    this.#nobody ??= this.record(randomBytes(SALT_BYTES).toString("base64url"));
    await this.matches(password, await this.#nobody);
    return false;
  }

  async #derive(password: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> {
    await this.#enter();
    try {
      // Different keyboards compose the same letter differently.
      const options = { N: 2 ** log2N, r, p, maxmem: 256 * 2 ** log2N * r };
      return await derive(password.normalize("NFKC"), salt, KEY_BYTES, options);
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#mostWaiting) throw new TooManySignIns();
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The place goes to whoever waits, so that nobody can slip in between. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}

function parseRecord(record: string): { cost: Cost; salt: Buffer; key: Buffer } | null {
  const [scheme, log2N, r, p, salt, key] = record.split(":");
  if (scheme !== "scrypt" || salt === undefined || key === undefined) return null;
  const parsed = { log2N: Number(log2N), r: Number(r), p: Number(p) };
  if (![parsed.log2N, parsed.r, parsed.p].every((part) => Number.isInteger(part) && part > 0)) {
    return null;
  }
  return { cost: parsed, salt: Buffer.from(salt, "base64url"), key: Buffer.from(key, "base64url") };
}
