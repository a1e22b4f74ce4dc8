import type { AgentId, OfferId } from "./id.ts";
import type { SelectionPolicy } from "./selection.ts";
import type { Instant } from "./time.ts";

/** Why the router chose this agent: enough to explain it later without asking the past. */
export interface Assignment {
  /** The queue's policy, or what stood before it: the last agent, a target's order, a person's own choice. */
  readonly policy: SelectionPolicy | "LAST_AGENT" | "ORDER_BY" | "NAMED";
  readonly step: number;
  readonly runnersUp: readonly AgentId[];
  /** How many agents each filter took out, in the order the filters were asked. */
  readonly filteredOut: Readonly<Partial<Record<RoutingFilter, number>>>;
  readonly considered: number;
  readonly matchedSkills: readonly string[];
  readonly matchedTags: readonly string[];
}

export const routingFilters = [
  "NOT_IN_QUEUE",
  "NOT_THE_NAMED_AGENT",
  "MISSING_SKILL",
  "MISSING_TAG",
  "RULE_NOT_MET",
  "NOT_SIGNED_IN",
  "UNREACHABLE",
  "NOT_READY",
  "MRD_NOT_READY",
  "INTERRUPTED",
  "OFFER_PENDING",
  "AT_CAPACITY",
  "BACKING_OFF",
  "OVER_FAIR_SHARE",
] as const;
export type RoutingFilter = (typeof routingFilters)[number];

export type WithdrawalReason = "AGENT_UNREACHABLE" | "LOCKED" | "SUSPENDED" | "NODE_DOWN";
export type CancelReason =
  | WithdrawalReason
  | "CUSTOMER_LEFT"
  | "AGENT_LOGOUT"
  | "FORCE_CLOSED"
  /** Somebody claimed, moved or assigned the work while it was on offer, or who asked for it took it back. */
  | "TAKEN_OVER";

/** Delivery receipts: held against an agent is only what the agent's screen had shown. */
export interface Receipts {
  readonly sentAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly shownAt: Instant | null;
}

interface Common extends Receipts {
  readonly id: OfferId;
  readonly agentId: AgentId;
  readonly createdAt: Instant;
  /** What people see counting down; an answer counts up to the workspace's grace later. */
  readonly expiresAt: Instant;
  readonly assignment: Assignment;
}

export interface PendingOffer extends Common {
  readonly state: "PENDING";
}

export interface AcceptedOffer extends Common {
  readonly state: "ACCEPTED";
  readonly respondedAt: Instant;
}

export interface RejectedOffer extends Common {
  readonly state: "REJECTED";
  readonly respondedAt: Instant;
  readonly declineReason: string | null;
}

export interface TimedOutOffer extends Common {
  readonly state: "TIMEOUT";
  readonly endedAt: Instant;
}

export interface CanceledOffer extends Common {
  readonly state: "CANCELED";
  readonly endedAt: Instant;
  readonly cancelReason: CancelReason;
}

export type EndedOffer = AcceptedOffer | RejectedOffer | TimedOutOffer | CanceledOffer;
export type Offer = PendingOffer | EndedOffer;

export type ReceiptStage = "SENT" | "RECEIVED" | "SHOWN";
const receiptField = { SENT: "sentAt", RECEIVED: "receivedAt", SHOWN: "shownAt" } as const;

/** The first receipt of each stage counts; later ones change nothing. */
export function withReceipt(offer: PendingOffer, stage: ReceiptStage, now: Instant): PendingOffer {
  const field = receiptField[stage];
  return offer[field] === null ? { ...offer, [field]: now } : offer;
}
