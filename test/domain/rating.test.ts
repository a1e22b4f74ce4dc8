import { describe, expect, test } from "vitest";
import { rate } from "../../src/domain/rating.ts";
import { anInteraction, noon } from "./sample.ts";

const given = { stars: 5, comment: "  thank you ", isAsked: true };

describe("what a customer thought of it", () => {
  test("is kept once, after the end, where the queue asks", () => {
    const over = { ...anInteraction(), status: "WRAP_UP" as const };
    const rated = rate(over, given, noon);
    expect(rated).toMatchObject({ rating: { stars: 5, comment: "thank you", at: noon } });
    const again = { ...over, ...rated };
    expect(rate(again, given, noon + 1)).toBe(again);
    expect(rate(again, { ...given, stars: 1 }, noon)).toEqual({ refused: "RATING_GIVEN" });
    expect(rate(over, { ...given, isAsked: false }, noon)).toEqual({ refused: "RATING_NOT_ASKED" });
    expect(rate({ ...over, status: "CONNECTED" }, given, noon)).toEqual({
      refused: "INTERACTION_NOT_COMPLETED",
    });
  });
});
