import { describe, expect, test } from "vitest";
import { isOverForCustomer } from "../../src/domain/glance.ts";
import { rate } from "../../src/domain/rating.ts";
import { anInteraction, noon } from "./sample.ts";

const given = { stars: 5, comment: "  thank you ", isAsked: true, isOver: true };

describe("what a customer thought of it", () => {
  test("is kept once, after the end, where the queue asks", () => {
    const over = anInteraction();
    const rated = rate(over, given, noon);
    expect(rated).toMatchObject({ rating: { stars: 5, comment: "thank you", at: noon } });
    const again = { ...over, ...rated };
    expect(rate(again, given, noon + 1)).toBe(again);
    expect(rate(again, { ...given, stars: 1 }, noon)).toEqual({ refused: "RATING_GIVEN" });
    expect(rate(over, { ...given, isAsked: false }, noon)).toEqual({ refused: "RATING_NOT_ASKED" });
    expect(rate(over, { ...given, isOver: false }, noon)).toEqual({
      refused: "INTERACTION_NOT_COMPLETED",
    });
  });

  test("may be said from the wrap-up on, of which the customer knows nothing", () => {
    const wrappingUp = { ...anInteraction(), status: "WRAP_UP" as const };
    expect(isOverForCustomer(wrappingUp)).toBe(true);
    expect(isOverForCustomer({ ...wrappingUp, status: "CONNECTED" })).toBe(false);
  });
});
