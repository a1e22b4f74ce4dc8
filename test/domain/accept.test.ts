import { describe, expect, test } from "vitest";
import { accept, answerable } from "../../src/domain/accept.ts";
import { type OfferId, brand } from "../../src/domain/id.ts";
import { GRACE_MS, OFFER_MS, active, after, ana, anaAnswers, ben, reserved } from "./sample.ts";

describe("an agent who accepts", () => {
  test("has the conversation, and the offer says when", () => {
    const task = accept(reserved(), anaAnswers, after(3_000));
    expect(task).toEqual({
      ...reserved(),
      state: "ACTIVE",
      role: "PRIMARY",
      answeredAt: after(3_000),
      offer: { ...reserved().offer, state: "ACCEPTED", respondedAt: after(3_000) },
    });
  });

  test.each([
    ["at once", 0, "ACTIVE"],
    ["in the countdown's last instant", OFFER_MS, "ACTIVE"],
    ["in the grace's last instant", OFFER_MS + GRACE_MS, "ACTIVE"],
  ])("%s, in time", (_when, afterMs, state) => {
    expect(accept(reserved(), anaAnswers, after(afterMs))).toMatchObject({ state });
  });

  test.each([
    ["a millisecond after the grace", anaAnswers, OFFER_MS + GRACE_MS + 1, "OFFER_EXPIRED"],
    ["somebody else's offer", { ...anaAnswers, agentId: ben }, 0, "NOT_YOUR_OFFER"],
    [
      "an offer of yesterday",
      { ...anaAnswers, offerId: brand<OfferId>("old") },
      0,
      "OFFER_NOT_FOUND",
    ],
    [
      "without grace, after the countdown",
      { ...anaAnswers, offerGraceMs: 0 },
      OFFER_MS + 1,
      "OFFER_EXPIRED",
    ],
  ])("%s, and is refused", (_when, answer, afterMs, refused) => {
    expect(accept(reserved(), answer, after(afterMs))).toEqual({ refused });
  });

  test("what they began themselves, and is told that nothing was offered", () => {
    const begun = { ...active(), offer: null };
    expect(accept(begun, anaAnswers, after(0))).toEqual({ refused: "TASK_NOT_RESERVED" });
  });

  test("is judged before they decide: the same answers may still decline", () => {
    expect(answerable(reserved(), anaAnswers, after(0))).toEqual(reserved());
    expect(reserved().agentId).toBe(ana);
  });
});
