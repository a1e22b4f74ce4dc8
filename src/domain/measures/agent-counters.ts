import { type AnswerCounters, addAnswers, noAnswerCounters } from "./answer-counters.ts";
import {
  type OfferEnd,
  type OfferEndCounters,
  addOfferEnds,
  countOfferEnd,
  noOfferEnds,
} from "./offer-ends.ts";
import {
  type HandledCounters,
  type HandledWork,
  addHandled,
  countHandled,
  noneHandled,
} from "./queue-counters.ts";

/**
 * What one agent did in one interval. Offers and finished work count where they end, answers where they are given; time where it passes.
 * Every signed-in millisecond is exactly one of ready, not ready and busy, so the three make loggedInMs.
 */
export interface AgentCounters extends OfferEndCounters, HandledCounters, AnswerCounters {
  /** Nothing in hand and READY. */
  readonly readyMs: number;
  /** Nothing in hand and NOT_READY. */
  readonly notReadyMs: number;
  /** At least one task in hand (talk, hold or wrap-up), in whatever state; several at once count once. */
  readonly busyMs: number;
  readonly loggedInMs: number;
}

export const emptyAgentCounters: AgentCounters = {
  ...noOfferEnds,
  ...noneHandled,
  ...noAnswerCounters,
  readyMs: 0,
  notReadyMs: 0,
  busyMs: 0,
  loggedInMs: 0,
};

export function countAgentOffer(
  counters: AgentCounters,
  offer: { end: OfferEnd; ringMs: number },
): AgentCounters {
  return { ...counters, ...countOfferEnd(counters, offer) };
}

export function countAgentHandled(counters: AgentCounters, work: HandledWork): AgentCounters {
  return { ...counters, ...countHandled(counters, work) };
}

export type AgentOccupation = "READY" | "NOT_READY" | "BUSY";

/** Time that passed within the interval; time that spans several is cut first (partsByInterval). */
export function countAgentTime(
  counters: AgentCounters,
  { spent, ms }: { spent: AgentOccupation; ms: number },
): AgentCounters {
  return {
    ...counters,
    readyMs: counters.readyMs + (spent === "READY" ? ms : 0),
    notReadyMs: counters.notReadyMs + (spent === "NOT_READY" ? ms : 0),
    busyMs: counters.busyMs + (spent === "BUSY" ? ms : 0),
    loggedInMs: counters.loggedInMs + ms,
  };
}

export function addAgentCounters(left: AgentCounters, right: AgentCounters): AgentCounters {
  return {
    ...addOfferEnds(left, right),
    ...addHandled(left, right),
    ...addAnswers(left, right),
    readyMs: left.readyMs + right.readyMs,
    notReadyMs: left.notReadyMs + right.notReadyMs,
    busyMs: left.busyMs + right.busyMs,
    loggedInMs: left.loggedInMs + right.loggedInMs,
  };
}
