import { describe, expect, test } from "vitest";
import { afterOurWord, afterPickUp, answerBetween, noAnswers } from "../../src/domain/answers.ts";
import { NEVER } from "../../src/domain/time.ts";
import { after, noon } from "./sample.ts";

const wait = (since: number, at: number) => ({ since, at, dueAt: NEVER });
/** Waits of a customer one after the other: from when until when, and by when promised. */
const answered = (...waits: readonly (readonly [number, number, number])[]) => {
  let now: Parameters<typeof afterOurWord>[0] = {
    waitingSince: NEVER,
    firstAnsweredAt: null,
    answers: noAnswers,
  };
  for (const [since, createdAt, dueAt] of waits)
    now = afterOurWord(
      { ...now, waitingSince: since, answers: { ...now.answers, dueAt } },
      { authorId: "ana", createdAt },
    );
  return now;
};

describe("answers to one customer (S4, S5)", () => {
  test("the first is the first for good; the longest of the later ones stays the longest", () => {
    const first = [noon, after(10), NEVER] as const;
    const long = [after(20), after(80), NEVER] as const;
    const short = [after(90), after(95), NEVER] as const;
    const { firstAnsweredAt, answers } = answered(first, long, short);
    expect(firstAnsweredAt).toBe(after(10));
    expect(answers.next).toMatchObject({ count: 2, longestMs: 60, totalMs: 65 });
  });

  test("taken again, it was picked up when it first was, and last taken when it last was", () => {
    const once = afterPickUp(noAnswers, wait(noon, after(5)));
    expect(afterPickUp(once, wait(noon, after(50)))).toMatchObject({
      pickedUp: { at: after(5) },
      entryPickedUpAt: after(50),
    });
  });

  test("a wait of which nothing was promised is neither in time nor late", () => {
    const first = [noon, after(10), NEVER] as const;
    const before = answered(first).answers;
    const next = (dueAt: number) =>
      answerBetween(before, answered(first, [after(20), after(30), dueAt]).answers)?.inTime;
    expect([next(NEVER), next(after(30)), next(after(29))]).toEqual([null, true, false]);
  });
});
