import type { ChangeType } from "../../src/protocol/changes.ts";

interface Row {
  readonly row: string;
  readonly from: string;
  readonly event: string;
  readonly to: string;
  /** file#function in src/domain. */
  readonly rule: string;
  /** Beside TASK_STATE_CHANGED, which every row tells. */
  readonly told: readonly ChangeType[];
}

/** The rows of the task's state machine that are built, in the numbers of the specification. */
export const rows: readonly Row[] = [
  {
    row: "T1",
    from: "∅",
    event: "a customer's message asks for an agent",
    to: "QUEUED",
    rule: "task.ts#enqueue",
    told: ["TASK_ENQUEUED"],
  },
  {
    row: "T10",
    from: "∅",
    event: "an agent clones a completed interaction",
    to: "ACTIVE (OUTBOUND)",
    rule: "task.ts#startOutbound",
    told: ["INTERACTION_CLONED", "INTERACTION_CREATED", "INTERVENTION_OPENED"],
  },
  {
    row: "T12",
    from: "QUEUED",
    event: "an agent is chosen, before the request's time is up",
    to: "RESERVED",
    rule: "task.ts#reserve",
    told: ["AGENT_RESERVED"],
  },
  {
    row: "T16",
    from: "RESERVED",
    event: "accept, up to expiresAt plus the grace",
    to: "ACTIVE",
    rule: "accept.ts#accept",
    told: ["AGENT_SUBSCRIBED", "INTERVENTION_OPENED"],
  },
  {
    row: "T17",
    from: "RESERVED",
    event: "shown and not answered",
    to: "CLOSED(RONA), successor QUEUED at priority 11",
    rule: "rona.ts#ringOut",
    told: ["AGENT_ACCEPT_TIMEOUT", "TASK_ENQUEUED", "AGENT_STATE_CHANGED"],
  },
  {
    row: "T17",
    from: "RESERVED",
    event: "declined",
    to: "CLOSED(RONA), successor QUEUED at priority 11",
    rule: "rona.ts#decline",
    told: ["TASK_ENQUEUED"],
  },
  {
    row: "T18b",
    from: "RESERVED",
    event: "12 s of silence, lock, suspend, never shown, node was down",
    to: "CLOSED(REROUTE), successor QUEUED at priority 11",
    rule: "rona.ts#withdraw",
    told: ["OFFER_WITHDRAWN", "TASK_ENQUEUED"],
  },
  {
    row: "T19",
    from: "QUEUED",
    event: "the request's time is up",
    to: "CLOSED(NO_AGENT_AVAILABLE)",
    rule: "closing.ts#expireRequest",
    told: ["NO_AGENT_AVAILABLE"],
  },
  {
    row: "T19b",
    from: "RESERVED",
    event: "the request's time was up before the offer ended",
    to: "CLOSED(NO_AGENT_AVAILABLE)",
    rule: "rona.ts#ringOut",
    told: ["AGENT_ACCEPT_TIMEOUT", "NO_AGENT_AVAILABLE"],
  },
  {
    row: "T20",
    from: "ACTIVE",
    event: "the agent's part is over",
    to: "WRAP_UP, or CLOSED where no wrap-up is wanted",
    rule: "closing.ts#leave",
    told: ["WRAPUP_TIMER_STARTED", "AGENT_UNSUBSCRIBED"],
  },
  {
    row: "T21",
    from: "ACTIVE",
    event: "Close: Resolved",
    to: "WRAP_UP(DONE) or CLOSED(DONE)",
    rule: "closing.ts#resolve",
    told: ["WRAPUP_TIMER_STARTED", "AGENT_UNSUBSCRIBED"],
  },
  {
    row: "T22",
    from: "ACTIVE",
    event: "Close: Unresolved",
    to: "WRAP_UP(DONE) or CLOSED(DONE), successor QUEUED with a time of its own",
    rule: "closing.ts#resolveNot",
    told: ["WRAPUP_TIMER_STARTED", "AGENT_UNSUBSCRIBED", "TASK_ENQUEUED"],
  },
  {
    row: "T23",
    from: "ACTIVE",
    event: "the customer leaves a session",
    to: "WRAP_UP(DONE) or CLOSED(DONE)",
    rule: "closing.ts#leave",
    told: ["CUSTOMER_LEFT", "WRAPUP_TIMER_STARTED", "AGENT_UNSUBSCRIBED"],
  },
  {
    row: "T24",
    from: "QUEUED, RESERVED",
    event: "the customer leaves a session",
    to: "CLOSED(CANCELLED)",
    rule: "closing.ts#abandon",
    told: ["CUSTOMER_LEFT", "INTERACTION_COMPLETED"],
  },
  {
    row: "T25",
    from: "WRAP_UP",
    event: "the form is handed in",
    to: "CLOSED(same reason), WRAP_UP_APPLIED",
    rule: "wrap-up.ts#submitWrapUp",
    told: ["WRAPUP_APPLIED"],
  },
  {
    row: "T26",
    from: "WRAP_UP",
    event: "closed without the form, where none is asked for",
    to: "CLOSED(same reason), WRAP_UP_NOT_APPLIED",
    rule: "wrap-up.ts#skipWrapUp",
    told: [],
  },
  {
    row: "T27",
    from: "WRAP_UP",
    event: "the wrap-up's time is up",
    to: "CLOSED(same reason), WRAP_UP_EXPIRED",
    rule: "wrap-up.ts#expireWrapUp",
    told: [],
  },
  {
    row: "T28",
    from: "ACTIVE",
    event: "logout, or 60 s of silence",
    to: "CLOSED(AGENT_LOGOUT), successor QUEUED at priority 11",
    rule: "closing.ts#afterLogout",
    told: ["TASK_ENQUEUED", "AGENT_STATE_CHANGED"],
  },
  {
    row: "T29",
    from: "RESERVED",
    event: "logout, or 60 s of silence",
    to: "CLOSED(AGENT_LOGOUT), successor QUEUED at priority 11",
    rule: "closing.ts#afterLogout",
    told: ["TASK_ENQUEUED", "AGENT_STATE_CHANGED"],
  },
  {
    row: "T30",
    from: "WRAP_UP",
    event: "logout, or 60 s of silence",
    to: "CLOSED(same reason), WRAP_UP_NOT_APPLIED",
    rule: "closing.ts#afterLogout",
    told: ["AGENT_STATE_CHANGED"],
  },
];
