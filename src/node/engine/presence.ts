import type { AgentId } from "../../domain/id.ts";
import type { Instant } from "../../domain/time.ts";
import { CustomerPresence } from "./customer-presence.ts";
import type { DraftContext } from "./draft.ts";
import type { ReceiptBook } from "./receipts.ts";

/** What a decision may ask of what was heard of people, and of offers on their way to them. */
export function heardOf(
  presence: Presence,
  receipts: ReceiptBook,
  now: Instant,
): Pick<DraftContext, "factsOf" | "goneSince"> {
  return {
    factsOf: (task) => ({ ...receipts.of(task), agentHeard: presence.hasHeard(task.agentId) }),
    goneSince: (interaction) => presence.customers.goneSince(interaction, now),
  };
}

/** When each agent was last heard of, in memory alone: silence is never a stored deadline. */
export class Presence {
  readonly #heard = new Map<AgentId, Instant>();
  readonly customers: CustomerPresence;
  #startedAt: Instant;

  constructor(startedAt: Instant) {
    this.#startedAt = startedAt;
    this.customers = new CustomerPresence(startedAt);
  }

  hear(agentId: AgentId, now: Instant): void {
    this.#heard.set(agentId, now);
  }

  hasHeard(agentId: AgentId): boolean {
    return this.#heard.has(agentId);
  }

  /** How long nothing was heard; since the node's start for those never heard of. */
  silenceMs(agentId: AgentId, now: Instant): number {
    return now - (this.#heard.get(agentId) ?? this.#startedAt);
  }

  /** After a sleep of the node's own computer nobody can be blamed for the silence. */
  restart(now: Instant): void {
    this.#startedAt = now;
    this.#heard.clear();
    this.customers.restart(now);
  }
}
