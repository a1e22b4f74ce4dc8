import { type AnswerCounters, addAnswers, noAnswerCounters } from "./answer-counters.ts";

/** How an entry into a queue ended; each entry ends exactly once (domain.md 5.1). */
export type EntryOutcome = "ANSWERED" | "ABANDONED" | "NO_AGENT" | "FLOWED_OUT" | "FLUSHED";

/** The entries of one queue that have ended, and how. */
export interface EndedEntries extends AnswerCounters {
  readonly answered: number;
  readonly answeredWithin: number;
  readonly abandoned: number;
  readonly abandonedWithin: number;
  /** Gave up before the queue's short-abandon time. */
  readonly abandonedShort: number;
  /** Gave up within the threshold or before the short-abandon time: kept for itself, as the two overlap. */
  readonly abandonedEarly: number;
  readonly noAgent: number;
  readonly flowedOut: number;
  readonly flushed: number;
  /** Sum of the waits of those answered, from the entry into the queue, ringing included. */
  readonly answerWaitMs: number;
}

export const noEndedEntries: EndedEntries = {
  ...noAnswerCounters,
  answered: 0,
  answeredWithin: 0,
  abandoned: 0,
  abandonedWithin: 0,
  abandonedShort: 0,
  abandonedEarly: 0,
  noAgent: 0,
  flowedOut: 0,
  flushed: 0,
  answerWaitMs: 0,
};

export function addEndedEntries(left: EndedEntries, right: EndedEntries): EndedEntries {
  return {
    ...addAnswers(left, right),
    answered: left.answered + right.answered,
    answeredWithin: left.answeredWithin + right.answeredWithin,
    abandoned: left.abandoned + right.abandoned,
    abandonedWithin: left.abandonedWithin + right.abandonedWithin,
    abandonedShort: left.abandonedShort + right.abandonedShort,
    abandonedEarly: left.abandonedEarly + right.abandonedEarly,
    noAgent: left.noAgent + right.noAgent,
    flowedOut: left.flowedOut + right.flowedOut,
    flushed: left.flushed + right.flushed,
    answerWaitMs: left.answerWaitMs + right.answerWaitMs,
  };
}

export interface EntryCounters extends EndedEntries {
  readonly offered: number;
  readonly rona: number;
}

export const noEntries: EntryCounters = { ...noEndedEntries, offered: 0, rona: 0 };

/** The entries of a queue's counters: what was offered is what was decided (domain.md 5.2). */
export function entriesOf(counters: Omit<EntryCounters, "offered">): EntryCounters {
  const { answered, abandoned, noAgent, flowedOut, rona } = counters;
  const offered = answered + abandoned + noAgent + flowedOut;
  return { ...addEndedEntries(noEndedEntries, counters), offered, rona };
}

export function addCounters(left: EntryCounters, right: EntryCounters): EntryCounters {
  return {
    ...addEndedEntries(left, right),
    offered: left.offered + right.offered,
    rona: left.rona + right.rona,
  };
}
