import type { Ratio } from "../service-level.ts";
import type { Instant } from "../time.ts";
import type { AnswerCounters } from "./answer-counters.ts";
import type { AgentCounters } from "./agent-counters.ts";
import { percentileOf } from "./histogram.ts";
import type { OfferEndCounters } from "./offer-ends.ts";
import type { HandledCounters, QueueCounters } from "./queue-counters.ts";

/**
 * The measures of domain.md 5.2. Shares come as numerator and denominator so that they can be shown and checked;
 * means come in milliseconds. What would be divided by nothing is null, never 0 or 100 %.
 */

/** Entries into the queue that were decided: answered, abandoned, nobody found, flowed out. A RONA decides nothing. */
export function offered({
  answered,
  abandoned,
  noAgent,
  flowedOut,
}: Pick<QueueCounters, "answered" | "abandoned" | "noAgent" | "flowedOut">): number {
  return answered + abandoned + noAgent + flowedOut;
}

export function abandonRate(counters: QueueCounters): Ratio | null {
  return share(counters.abandoned, offered(counters));
}

/** Average speed of answer, which is of the pick-up, from the entry into the queue and with the ringing. */
export function averageAnswerMs({ answerWaitMs, answered }: QueueCounters): number | null {
  return mean(answerWaitMs, answered);
}

/** How long customers waited for their first answer: a word to them, not the pick-up. */
export function averageFirstAnswerMs({ firstAnswerMs, firstAnswers }: AnswerCounters) {
  return mean(firstAnswerMs, firstAnswers);
}

/** How long customers waited for each later answer. */
export function averageNextAnswerMs({ nextAnswerMs, nextAnswers }: AnswerCounters) {
  return mean(nextAnswerMs, nextAnswers);
}

/** How patient those were who gave up. */
export function averageAbandonMs({ abandonWaitMs, abandoned }: QueueCounters): number | null {
  return mean(abandonWaitMs, abandoned);
}

/** Alert time, over all offers however they ended. */
export function averageRingMs({ ringMs, offers }: OfferEndCounters): number | null {
  return mean(ringMs, offers);
}

/** Average handling time: talk, hold and wrap-up of what was finished or passed on. */
export function averageHandleMs(counters: HandledCounters): number | null {
  const { handled, transferred, talkMs, holdMs, wrapUpMs } = counters;
  return mean(talkMs + holdMs + wrapUpMs, handled + transferred);
}

/** Offers that were shown and not answered, of all that ended. */
export function ronaRate({ rona, offers }: OfferEndCounters): Ratio | null {
  return share(rona, offers);
}

/** Busy, of the time in which the agent was there for work. */
export function occupancy({ busyMs, readyMs }: AgentCounters): Ratio | null {
  return share(busyMs, readyMs + busyMs);
}

/** Busy, of all the time signed in. */
export function utilisation({ busyMs, loggedInMs }: AgentCounters): Ratio | null {
  return share(busyMs, loggedInMs);
}

/** A wait that `percent` (0..100) of those answered did not exceed, rounded up to a bucket's edge. */
export function waitPercentileMs(counters: QueueCounters, percent: number): number | null {
  return percentileOf(counters.waits, percent, counters.longestWaitMs ?? 0);
}

/** Oldest in queue: how long the one has waited that came first; 0 where nobody waits. */
export function longestWaitMs(firstEnqueuedAt: Instant | null, now: Instant): number {
  return firstEnqueuedAt === null ? 0 : Math.max(0, now - firstEnqueuedAt);
}

function share(numerator: number, denominator: number): Ratio | null {
  return denominator === 0 ? null : { numerator, denominator };
}

function mean(sum: number, count: number): number | null {
  return count === 0 ? null : sum / count;
}
