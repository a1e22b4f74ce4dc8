import type { Instant } from "../../domain/time.ts";
import type { Session } from "./session.ts";

/** Whatever changes an account behind our back is noticed after this long. Visitors and connectors have none. */
const FRESH_MS = 4000;
const FRESH_WITHOUT_ACCOUNT_MS = 60_000;
const MOST = 20_000;

/**
 * Sessions looked up a moment ago, so that a visitor's every message does not wait for the disk twice. All that
 * ends a session goes through `Access`, which then forgets them all.
 */
export class KnownSessions {
  readonly #byHash = new Map<string, { readonly session: Session; readonly until: Instant }>();
  #generation = 0;

  /** Changes when everything was forgotten: what was being read at that moment may be out of date. */
  get generation(): number {
    return this.#generation;
  }

  get(hash: string, now: Instant): Session | null {
    const known = this.#byHash.get(hash);
    return known === undefined || known.until <= now ? null : known.session;
  }

  put(session: Session, now: Instant, generation: number): void {
    if (generation !== this.#generation) return;
    if (this.#byHash.size >= MOST) this.#byHash.clear();
    const freshMs = session.actor.kind === "USER" ? FRESH_MS : FRESH_WITHOUT_ACCOUNT_MS;
    this.#byHash.set(session.hash, { session, until: now + freshMs });
  }

  clear(): void {
    this.#generation += 1;
    this.#byHash.clear();
  }
}
