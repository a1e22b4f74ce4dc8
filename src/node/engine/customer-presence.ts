import { POLL_LEASE_MS, RELOAD_MS, isAway } from "../../domain/absence.ts";
import type { ThreadId } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import { type Instant, NEVER } from "../../domain/time.ts";

/** What the gateway hears of a customer: a page of theirs came or went, or one without a socket asked for news. */
export type CustomerSign = "CONNECTED" | "DISCONNECTED" | "ASKED";

interface Lease {
  /** When they were last there. */
  readonly at: Instant;
  /** Until then nothing is concluded from silence. */
  readonly until: Instant;
}

/** Heartbeat leases of customers, in memory alone: which threads have a page that is connected, or was a moment ago. */
export class CustomerPresence {
  readonly #pages = new Map<ThreadId, number>();
  /** Of threads that somebody watches and that have no page now. */
  readonly #leases = new Map<ThreadId, Lease>();
  #startedAt: Instant;

  constructor(startedAt: Instant) {
    this.#startedAt = startedAt;
  }

  note(threadId: ThreadId, sign: CustomerSign, now: Instant): void {
    const pages = this.#pages.get(threadId) ?? 0;
    switch (sign) {
      case "CONNECTED":
        this.#pages.set(threadId, pages + 1);
        this.#leases.delete(threadId);
        return;
      case "DISCONNECTED":
        if (pages > 1) this.#pages.set(threadId, pages - 1);
        else this.#pages.delete(threadId);
        if (pages === 1) this.#leases.set(threadId, { at: now, until: now + RELOAD_MS });
        return;
      case "ASKED":
        if (pages === 0) this.#leases.set(threadId, { at: now, until: now + POLL_LEASE_MS });
    }
  }

  /** Whether a page of theirs is connected. */
  isConnected(threadId: ThreadId): boolean {
    return this.#pages.has(threadId);
  }

  /** Their session is over: nobody waits for them. */
  forget(threadId: ThreadId): void {
    this.#leases.delete(threadId);
  }

  /** Since when the customer of this conversation is gone; null while they are there, or may still be. */
  goneSince(interaction: ActiveInteraction, now: Instant): Instant | null {
    return this.noticeAt(interaction) > now ? null : this.#leaseOf(interaction).at;
  }

  /** When their absence would be noticed; NEVER while a page of theirs is connected. */
  noticeAt(interaction: ActiveInteraction): Instant {
    if (interaction.clocks.presence === null || isAway(interaction)) return NEVER;
    return this.isConnected(interaction.threadId) ? NEVER : this.#leaseOf(interaction).until;
  }

  /** After a start, or a sleep of the node's own computer, nobody's presence is known: leases begin anew. */
  restart(now: Instant): void {
    this.#startedAt = now;
    this.#leases.clear();
  }

  /** Of somebody not heard of in this life of the node, their own words are the last sign. */
  #leaseOf({ threadId, lastCustomerAt }: ActiveInteraction): Lease {
    const known = this.#leases.get(threadId);
    if (known !== undefined) return known;
    const at = Math.max(this.#startedAt, lastCustomerAt);
    return { at, until: at + POLL_LEASE_MS };
  }
}
