import { type Instant, NEVER } from "./time.ts";

/** A wait that is over: from when until when, and by when it was promised to be; NEVER where nothing was promised. */
export interface EndedWait {
  readonly since: Instant;
  readonly at: Instant;
  readonly dueAt: Instant;
}

/** All later waits of one customer, summed; those without a promise are in `count` alone. */
export interface NextAnswers {
  readonly count: number;
  readonly inTime: number;
  readonly late: number;
  readonly totalMs: number;
  readonly longestMs: number;
}

/**
 * What became of a customer's waits: three figures, each decided once and never changed by a transfer. Picking up is
 * no answer: an answer is a word to the customer.
 */
export interface Answers {
  /** Pick-up: from the first entry into a queue until somebody took the conversation. */
  readonly pickedUp: EndedWait | null;
  /** First answer: from the customer's first word until the first word to them. */
  readonly first: EndedWait | null;
  /** Next answers: from the customer's first word after ours until our next one. */
  readonly next: NextAnswers;
  /** By when the wait that goes on was promised to end; NEVER where nothing is promised. */
  readonly dueAt: Instant;
  /** Whose our last word to the customer was. */
  readonly lastBy: string | null;
  /** When somebody last took the conversation out of a queue: an entry that was picked up is not counted twice. */
  readonly entryPickedUpAt: Instant | null;
}

const noNext: NextAnswers = { count: 0, inTime: 0, late: 0, totalMs: 0, longestMs: 0 };
export const noAnswers: Answers = {
  pickedUp: null,
  first: null,
  next: noNext,
  dueAt: NEVER,
  lastBy: null,
  entryPickedUpAt: null,
};

/** Whether a wait ended by when it was promised to; null where nothing was promised. */
export function isInTime({ at, dueAt }: Pick<EndedWait, "at" | "dueAt">): boolean | null {
  return dueAt === NEVER ? null : at <= dueAt;
}

/** The conversation was taken; whoever takes it later does not change when that was first. */
export function afterPickUp(answers: Answers, wait: EndedWait): Answers {
  const pickedUp = answers.pickedUp ?? wait;
  return { ...answers, pickedUp, entryPickedUpAt: wait.at };
}

/** The customer, who waited since then, has had a word. */
function afterAnswer(answers: Answers, since: Instant, at: Instant): Answers {
  const { dueAt } = answers;
  const wait = { since, at, dueAt };
  if (answers.first === null) return { ...answers, first: wait, dueAt: NEVER };
  return { ...answers, next: withOneMore(answers.next, wait), dueAt: NEVER };
}

interface Waiting {
  readonly waitingSince: Instant;
  readonly firstAnsweredAt: Instant | null;
  readonly answers: Answers;
}

/** A public word of ours: whoever waited for one does so no longer. */
export function afterOurWord(
  { waitingSince, firstAnsweredAt, answers: before }: Waiting,
  { authorId, createdAt }: { readonly authorId: string; readonly createdAt: Instant },
): Waiting {
  const answers = { ...before, lastBy: authorId };
  if (waitingSince === NEVER) return { waitingSince, firstAnsweredAt, answers };
  return {
    waitingSince: NEVER,
    firstAnsweredAt: firstAnsweredAt ?? createdAt,
    answers: afterAnswer(answers, waitingSince, createdAt),
  };
}

function withOneMore(next: NextAnswers, wait: EndedWait): NextAnswers {
  const waitedMs = Math.max(0, wait.at - wait.since);
  const inTime = isInTime(wait);
  return {
    count: next.count + 1,
    inTime: next.inTime + (inTime === true ? 1 : 0),
    late: next.late + (inTime === false ? 1 : 0),
    totalMs: next.totalMs + waitedMs,
    longestMs: Math.max(next.longestMs, waitedMs),
  };
}

/** What one wait that ended now adds to a queue's or an agent's counters; null where no wait has ended. */
export interface DecidedAnswer {
  readonly kind: "FIRST" | "NEXT";
  readonly waitedMs: number;
  /** Null where nothing was promised. */
  readonly inTime: boolean | null;
}

export function answerBetween(before: Answers, after: Answers): DecidedAnswer | null {
  if (before.first === null && after.first !== null) {
    const { since, at } = after.first;
    return { kind: "FIRST", waitedMs: Math.max(0, at - since), inTime: isInTime(after.first) };
  }
  if (after.next.count === before.next.count) return null;
  const inTime = after.next.inTime > before.next.inTime;
  const late = after.next.late > before.next.late;
  return {
    kind: "NEXT",
    waitedMs: after.next.totalMs - before.next.totalMs,
    inTime: inTime || late ? inTime : null,
  };
}
