import { describe, expect, test } from "vitest";
import {
  DISPOSITIONS_MAX,
  expireWrapUp,
  judgeDispositions,
  skipWrapUp,
  submitWrapUp,
} from "../../src/domain/wrap-up.ts";
import { active, after, ana, ben, supportQueue, wrappingUp } from "./sample.ts";

const known = supportQueue.dispositions;
const form = { dispositions: ["solved", "sold"], note: "sent again" };
const submission = { agentId: ana, form, known, required: true };
const ends = wrappingUp().wrapUpExpiresAt;

describe("a wrap-up form", () => {
  test("closes the task for the reason it had, and stands on it", () => {
    expect(submitWrapUp(wrappingUp(), submission, after(20_000))).toMatchObject({
      state: "CLOSED",
      reason: "DONE",
      closedAt: after(20_000),
      wrapUp: { outcome: "WRAP_UP_APPLIED", ...form },
    });
  });

  test.each([
    ["by somebody else", { ...submission, agentId: ben }, { refused: "NOT_YOUR_TASK" }],
    [
      "with a disposition the queue does not have",
      { ...submission, form: { ...form, dispositions: ["solved", "strange"] } },
      { refused: "DISPOSITION_UNKNOWN", detail: "strange" },
    ],
    [
      "with too many",
      { ...submission, form: { ...form, dispositions: Array(6).fill("solved") as string[] } },
      { refused: "TOO_MANY_DISPOSITIONS", detail: "at most 5" },
    ],
    [
      "with none where one is required",
      { ...submission, form: { ...form, dispositions: [] } },
      { refused: "DISPOSITION_REQUIRED" },
    ],
  ])("%s is refused", (_how, handedIn, refusal) => {
    expect(submitWrapUp(wrappingUp(), handedIn, after(20_000))).toEqual(refusal);
  });

  test("may be empty where none is required", () => {
    const empty = { ...submission, form: { dispositions: [], note: "" }, required: false };
    expect(submitWrapUp(wrappingUp(), empty, after(20_000))).toMatchObject({ state: "CLOSED" });
  });

  test("belongs to a wrap-up and to nothing else", () => {
    expect(submitWrapUp(active(), submission, after(20_000))).toEqual({
      refused: "TASK_NOT_IN_WRAP_UP",
    });
  });
});

describe("dispositions", () => {
  test("may be as many as five, and all from the queue's list", () => {
    const many = Array(DISPOSITIONS_MAX).fill("solved") as string[];
    expect(judgeDispositions(many, known)).toBeNull();
    expect(judgeDispositions([], [])).toBeNull();
  });
});

describe("a wrap-up without its form", () => {
  test("is closed by its agent where none is asked for", () => {
    expect(skipWrapUp(wrappingUp(), { agentId: ana, required: false }, after(1))).toMatchObject({
      reason: "DONE",
      wrapUp: { outcome: "WRAP_UP_NOT_APPLIED", dispositions: [], note: "" },
    });
  });

  test.each([
    ["where one is required", { agentId: ana, required: true }, "DISPOSITION_REQUIRED"],
    ["by somebody else", { agentId: ben, required: false }, "NOT_YOUR_TASK"],
  ])("%s is not closed", (_how, skip, refused) => {
    expect(skipWrapUp(wrappingUp(), skip, after(1))).toEqual({ refused });
  });

  test("ends by itself when its time is up, not a millisecond earlier", () => {
    expect(expireWrapUp(wrappingUp(), ends - 1)).toEqual({ refused: "TOO_EARLY" });
    expect(expireWrapUp(wrappingUp(), ends)).toMatchObject({
      reason: "DONE",
      wrapUp: { outcome: "WRAP_UP_EXPIRED" },
    });
  });
});
