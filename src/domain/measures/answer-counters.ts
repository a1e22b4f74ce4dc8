import type { DecidedAnswer } from "../answers.ts";
import type { Ratio } from "../service-level.ts";

/** Answers to customers that were decided in one interval: of each what kept its promise, and what broke it. */
export interface AnswerCounters {
  readonly firstAnswers: number;
  readonly firstAnswersInTime: number;
  readonly firstAnswersLate: number;
  /** Sum of the waits for them. */
  readonly firstAnswerMs: number;
  readonly nextAnswers: number;
  readonly nextAnswersInTime: number;
  readonly nextAnswersLate: number;
  readonly nextAnswerMs: number;
}

export const noAnswerCounters: AnswerCounters = {
  firstAnswers: 0,
  firstAnswersInTime: 0,
  firstAnswersLate: 0,
  firstAnswerMs: 0,
  nextAnswers: 0,
  nextAnswersInTime: 0,
  nextAnswersLate: 0,
  nextAnswerMs: 0,
};

export function countAnswer(counters: AnswerCounters, answer: DecidedAnswer): AnswerCounters {
  const { kind, waitedMs } = answer;
  const inTime = answer.inTime === true ? 1 : 0;
  const late = answer.inTime === false ? 1 : 0;
  const one =
    kind === "FIRST"
      ? {
          firstAnswers: 1,
          firstAnswersInTime: inTime,
          firstAnswersLate: late,
          firstAnswerMs: waitedMs,
        }
      : {
          nextAnswers: 1,
          nextAnswersInTime: inTime,
          nextAnswersLate: late,
          nextAnswerMs: waitedMs,
        };
  return addAnswers(counters, { ...noAnswerCounters, ...one });
}

export function addAnswers(left: AnswerCounters, right: AnswerCounters): AnswerCounters {
  return {
    firstAnswers: left.firstAnswers + right.firstAnswers,
    firstAnswersInTime: left.firstAnswersInTime + right.firstAnswersInTime,
    firstAnswersLate: left.firstAnswersLate + right.firstAnswersLate,
    firstAnswerMs: left.firstAnswerMs + right.firstAnswerMs,
    nextAnswers: left.nextAnswers + right.nextAnswers,
    nextAnswersInTime: left.nextAnswersInTime + right.nextAnswersInTime,
    nextAnswersLate: left.nextAnswersLate + right.nextAnswersLate,
    nextAnswerMs: left.nextAnswerMs + right.nextAnswerMs,
  };
}

/** First answers in time, of those that were promised; null where none was. */
export function firstAnswerLevel(counters: AnswerCounters): Ratio | null {
  return level(counters.firstAnswersInTime, counters.firstAnswersLate);
}

/** Next answers in time, of those that were promised; null where none was. */
export function nextAnswerLevel(counters: AnswerCounters): Ratio | null {
  return level(counters.nextAnswersInTime, counters.nextAnswersLate);
}

function level(numerator: number, late: number): Ratio | null {
  const denominator = numerator + late;
  return denominator === 0 ? null : { numerator, denominator };
}
