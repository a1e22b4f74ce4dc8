import type { Instant } from "../../domain/time.ts";

interface Failures {
  count: number;
  /** Before this the next try is not looked at. */
  nextAt: Instant;
  lastAt: Instant;
}

interface Patience {
  /** Failures that cost nothing: people mistype. */
  readonly free: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Who tries to get in, by what is known of them before their password is looked at. */
export interface Trying {
  readonly address: string;
  /** In the one form that user names have. */
  readonly username: string;
  /** A session that somebody once had on this device. */
  readonly device: string | null;
}

const perPair: Patience = { free: 5, firstMs: 1000, longestMs: 4000 };
/** One address may stand for a whole office. */
const perAddress: Patience = { free: 50, firstMs: 500, longestMs: 2000 };
const FORGET_AFTER_MS = 900_000;
const MOST_REMEMBERED = 20_000;
/** Whoever would have to wait longer is asked to come again. */
const LONGEST_WAIT_MS = 10_000;

/**
 * Back-off of guessing: who failed to sign in lately, by address and by address with account. Never by account alone: a
 * stranger could lock its owner out. It slows down and does not lock: tries beyond the free ones are looked at one after
 * the other, a little while apart, and a right password is right however many wrong ones came before it. A device from
 * which somebody once signed in stands for itself, whatever its address.
 */
export class BackOff {
  readonly #failures = new Map<string, Failures>();

  /** Takes the next place in line: how long until it is this try's turn; "LATER" with that time where the line is too long. */
  enter(trying: Trying, now: Instant): { waitMs: number } | { laterMs: number } {
    const keys = keysOf(trying);
    const waits = keys.map(({ key }) => (this.#recent(key, now)?.nextAt ?? now) - now);
    const waitMs = Math.max(0, ...waits);
    if (waitMs > LONGEST_WAIT_MS) return { laterMs: waitMs - LONGEST_WAIT_MS };
    for (const { key, patience } of keys) {
      const failures = this.#recent(key, now);
      if (failures !== undefined)
        failures.nextAt = Math.max(failures.nextAt, now) + pauseOf(failures.count, patience);
    }
    return { waitMs };
  }

  failed(trying: Trying, now: Instant): void {
    for (const { key, patience } of keysOf(trying)) {
      const before = this.#recent(key, now);
      const count = (before?.count ?? 0) + 1;
      const nextAt = Math.max(before?.nextAt ?? now, now + pauseOf(count, patience));
      this.#failures.delete(key);
      this.#failures.set(key, { count, nextAt, lastAt: now });
    }
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= MOST_REMEMBERED) return;
      this.#failures.delete(oldest);
    }
  }

  /** Somebody at home there: their own failures are forgotten, and half of those that they share. */
  succeeded(trying: Trying, now: Instant): void {
    const [own, ...shared] = keysOf(trying);
    if (own !== undefined) this.#failures.delete(own.key);
    for (const { key, patience } of shared) {
      const failures = this.#recent(key, now);
      if (failures === undefined) continue;
      failures.count = Math.floor(failures.count / 2);
      failures.nextAt = Math.min(failures.nextAt, now + pauseOf(failures.count, patience));
    }
  }

  #recent(key: string, now: Instant): Failures | undefined {
    const failures = this.#failures.get(key);
    if (failures === undefined || now - failures.lastAt < FORGET_AFTER_MS) return failures;
    this.#failures.delete(key);
    return undefined;
  }
}

function keysOf({ address, username, device }: Trying): { key: string; patience: Patience }[] {
  const place = device === null ? address : `device ${device}`;
  return [
    { key: `${place} ${username}`, patience: perPair },
    { key: place, patience: perAddress },
  ];
}

/** How far apart tries are looked at after so many failures. */
function pauseOf(count: number, { free, firstMs, longestMs }: Patience): number {
  return count < free ? 0 : Math.min(longestMs, firstMs * 2 ** (count - free));
}
