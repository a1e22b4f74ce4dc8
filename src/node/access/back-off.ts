import type { Instant } from "../../domain/time.ts";

interface Failures {
  count: number;
  until: Instant;
  lastAt: Instant;
}

interface Patience {
  /** Failures that cost nothing: people mistype. */
  readonly free: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

const perPair: Patience = { free: 5, firstMs: 1000, longestMs: 60_000 };
/** One address may stand for a whole office. */
const perAddress: Patience = { free: 50, firstMs: 1000, longestMs: 60_000 };
const FORGET_AFTER_MS = 900_000;
const MOST_REMEMBERED = 20_000;

/**
 * Who failed to sign in lately, by address and by address with account. Never by account alone: a stranger
 * could lock its owner out.
 */
export class BackOff {
  readonly #failures = new Map<string, Failures>();

  /** Milliseconds to wait before another try is looked at; 0 when none. */
  waitMs(address: string, account: string, now: Instant): number {
    const until = Math.max(
      this.#recent(address, now)?.until ?? 0,
      this.#recent(pair(address, account), now)?.until ?? 0,
    );
    return Math.max(0, until - now);
  }

  failed(address: string, account: string, now: Instant): void {
    this.#count(address, perAddress, now);
    this.#count(pair(address, account), perPair, now);
  }

  succeeded(address: string, account: string): void {
    this.#failures.delete(pair(address, account));
  }

  #recent(key: string, now: Instant): Failures | undefined {
    const failures = this.#failures.get(key);
    if (failures === undefined || now - failures.lastAt < FORGET_AFTER_MS) return failures;
    this.#failures.delete(key);
    return undefined;
  }

  #count(key: string, patience: Patience, now: Instant): void {
    const count = (this.#recent(key, now)?.count ?? 0) + 1;
    const over = count - patience.free;
    const waitMs = over < 0 ? 0 : Math.min(patience.longestMs, patience.firstMs * 2 ** over);
    this.#failures.delete(key);
    this.#failures.set(key, { count, until: now + waitMs, lastAt: now });
    if (this.#failures.size <= MOST_REMEMBERED) return;
    const [oldest] = this.#failures.keys();
    if (oldest !== undefined) this.#failures.delete(oldest);
  }
}

function pair(address: string, account: string): string {
  return `${address} ${account.toLowerCase()}`;
}
