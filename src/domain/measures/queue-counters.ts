import { type EndedEntries, addEndedEntries, noEndedEntries } from "./entry-counters.ts";
import { type Histogram, addHistograms, countInto, emptyHistogram } from "./histogram.ts";
import {
  type OfferEnd,
  type OfferEndCounters,
  addOfferEnds,
  countOfferEnd,
  noOfferEnds,
} from "./offer-ends.ts";

/**
 * What happened in one queue in one interval. Every fact is counted once, in the interval in which it is decided;
 * counters of intervals, queues and media add up in any order, and nothing is ever counted again from rows.
 */
export interface QueueCounters extends OfferEndCounters, HandledCounters, EndedEntries {
  readonly abandonWaitMs: number;
  /** Of those answered; null while there are none. */
  readonly shortestWaitMs: number | null;
  readonly longestWaitMs: number | null;
  /** Of those answered. */
  readonly waits: Histogram;
}

/** Work that was finished, and its wrap-up, where the wrap-up ended; talk and hold where the conversation ended. */
export interface HandledCounters {
  readonly handled: number;
  /** Finished by passing it on; not among those handled. */
  readonly transferred: number;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly wrapUpMs: number;
}

export const noneHandled: HandledCounters = {
  handled: 0,
  transferred: 0,
  talkMs: 0,
  holdMs: 0,
  wrapUpMs: 0,
};

export const emptyQueueCounters: QueueCounters = {
  ...noOfferEnds,
  ...noneHandled,
  ...noEndedEntries,
  abandonWaitMs: 0,
  shortestWaitMs: null,
  longestWaitMs: null,
  waits: emptyHistogram,
};

/** Picked up: the first agent connected; once per entry into the queue, whatever follows. */
export function countAnswered(
  counters: QueueCounters,
  { waitedMs, thresholdSec }: { waitedMs: number; thresholdSec: number },
): QueueCounters {
  return {
    ...counters,
    answered: counters.answered + 1,
    answeredWithin: counters.answeredWithin + (waitedMs <= thresholdSec * 1000 ? 1 : 0),
    answerWaitMs: counters.answerWaitMs + waitedMs,
    shortestWaitMs: least(counters.shortestWaitMs, waitedMs),
    longestWaitMs: most(counters.longestWaitMs, waitedMs),
    waits: countInto(counters.waits, waitedMs),
  };
}

/** The customer left while waiting or ringing. */
export function countAbandoned(
  counters: QueueCounters,
  wait: { waitedMs: number; thresholdSec: number; shortAbandonSec: number },
): QueueCounters {
  const isWithin = wait.waitedMs <= wait.thresholdSec * 1000;
  const isShort = wait.waitedMs < wait.shortAbandonSec * 1000;
  return {
    ...counters,
    abandoned: counters.abandoned + 1,
    abandonedWithin: counters.abandonedWithin + (isWithin ? 1 : 0),
    abandonedShort: counters.abandonedShort + (isShort ? 1 : 0),
    abandonedEarly: counters.abandonedEarly + (isWithin || isShort ? 1 : 0),
    abandonWaitMs: counters.abandonWaitMs + wait.waitedMs,
  };
}

/** Its time to live or the queue's longest wait ran out. */
export function countNoAgent(counters: QueueCounters): QueueCounters {
  return { ...counters, noAgent: counters.noAgent + 1 };
}

/** It left for another queue, a voicemail, a callback or a workflow. */
export function countFlowedOut(counters: QueueCounters): QueueCounters {
  return { ...counters, flowedOut: counters.flowedOut + 1 };
}

export function countFlushed(counters: QueueCounters): QueueCounters {
  return { ...counters, flushed: counters.flushed + 1 };
}

/** An offer of this queue's work ended, after so long a ring. */
export function countQueueOffer(
  counters: QueueCounters,
  offer: { end: OfferEnd; ringMs: number },
): QueueCounters {
  return { ...counters, ...countOfferEnd(counters, offer) };
}

export interface HandledWork {
  /** Why the task was closed: finished, or passed on. */
  readonly reason: "DONE" | "TRANSFERRED";
  readonly talkMs: number;
  readonly holdMs: number;
  readonly wrapUpMs: number;
}

/** A task of this queue was closed by its agent, and its wrap-up is over. */
export function countQueueHandled(counters: QueueCounters, work: HandledWork): QueueCounters {
  return { ...counters, ...countHandled(counters, work) };
}

export function countHandled(counters: HandledCounters, work: HandledWork): HandledCounters {
  return addHandled(counters, {
    ...work,
    handled: work.reason === "DONE" ? 1 : 0,
    transferred: work.reason === "TRANSFERRED" ? 1 : 0,
  });
}

export function addHandled(left: HandledCounters, right: HandledCounters): HandledCounters {
  return {
    handled: left.handled + right.handled,
    transferred: left.transferred + right.transferred,
    talkMs: left.talkMs + right.talkMs,
    holdMs: left.holdMs + right.holdMs,
    wrapUpMs: left.wrapUpMs + right.wrapUpMs,
  };
}

export function addQueueCounters(left: QueueCounters, right: QueueCounters): QueueCounters {
  return {
    ...addOfferEnds(left, right),
    ...addHandled(left, right),
    ...addEndedEntries(left, right),
    abandonWaitMs: left.abandonWaitMs + right.abandonWaitMs,
    shortestWaitMs: least(left.shortestWaitMs, right.shortestWaitMs),
    longestWaitMs: most(left.longestWaitMs, right.longestWaitMs),
    waits: addHistograms(left.waits, right.waits),
  };
}

function least(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return Math.min(left, right);
}

function most(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return Math.max(left, right);
}
