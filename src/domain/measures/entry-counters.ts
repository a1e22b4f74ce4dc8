import { type AnswerCounters, addAnswers, noAnswerCounters } from "./answer-counters.ts";

/** How an entry into a queue ended; each entry ends exactly once (domain.md 5.1). */
export type EntryOutcome = "ANSWERED" | "ABANDONED" | "NO_AGENT" | "FLOWED_OUT" | "FLUSHED";

export interface EntryCounters extends AnswerCounters {
  readonly offered: number;
  readonly answered: number;
  readonly answeredWithin: number;
  readonly abandoned: number;
  readonly abandonedWithin: number;
  readonly abandonedShort: number;
  readonly abandonedEarly: number;
  readonly noAgent: number;
  readonly flowedOut: number;
  readonly flushed: number;
  readonly rona: number;
  /** Sum of the waits of all entries picked up, ringing included, in milliseconds. */
  readonly answerWaitMs: number;
}

/** The entries of a queue's counters: what was offered is what was decided (domain.md 5.2). */
export function entriesOf(counters: Omit<EntryCounters, "offered">): EntryCounters {
  const { answered, answeredWithin, abandoned, abandonedWithin, noAgent, flowedOut } = counters;
  const { abandonedShort, abandonedEarly, flushed, rona, answerWaitMs } = counters;
  const offered = answered + abandoned + noAgent + flowedOut;
  const within = { answeredWithin, abandonedWithin, abandonedShort, abandonedEarly };
  return {
    offered,
    answered,
    abandoned,
    ...within,
    noAgent,
    flowedOut,
    flushed,
    rona,
    answerWaitMs,
    ...addAnswers(noAnswerCounters, counters),
  };
}

export const noEntries: EntryCounters = entriesOf({
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
  rona: 0,
  answerWaitMs: 0,
});

export function addCounters(left: EntryCounters, right: EntryCounters): EntryCounters {
  return {
    ...addAnswers(left, right),
    offered: left.offered + right.offered,
    answered: left.answered + right.answered,
    answeredWithin: left.answeredWithin + right.answeredWithin,
    abandoned: left.abandoned + right.abandoned,
    abandonedWithin: left.abandonedWithin + right.abandonedWithin,
    abandonedShort: left.abandonedShort + right.abandonedShort,
    abandonedEarly: left.abandonedEarly + right.abandonedEarly,
    noAgent: left.noAgent + right.noAgent,
    flowedOut: left.flowedOut + right.flowedOut,
    flushed: left.flushed + right.flushed,
    rona: left.rona + right.rona,
    answerWaitMs: left.answerWaitMs + right.answerWaitMs,
  };
}
