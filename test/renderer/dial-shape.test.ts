import { expect, test } from "vitest";
import { dialShape } from "../../src/renderer/parts/dial-shape.ts";
import { urgencyOf, usedFraction } from "../../src/renderer/parts/urgency.ts";

test.each([
  [0, "empty", "calm"],
  [0.24, "empty", "calm"],
  [0.25, "quarter", "calm"],
  [0.49, "quarter", "calm"],
  [0.5, "half", "soon"],
  [0.79, "half", "soon"],
  [0.8, "most", "critical"],
  [0.999, "most", "critical"],
  [1, "square", "breached"],
  [4, "square", "breached"],
])("at %d of its time a dial is %s and %s", (fraction, shape, urgency) => {
  expect(dialShape({ state: "running", fraction })).toBe(shape);
  expect(urgencyOf(fraction)).toBe(urgency);
});

test("met and paused have shapes of their own", () => {
  expect(dialShape({ state: "met" })).toBe("tick");
  expect(dialShape({ state: "paused" })).toBe("bars");
});

test("the fraction used never falls below nothing, and a promise without length is due at once", () => {
  expect(usedFraction({ startedAt: 1_000, dueAt: 2_000 }, 500)).toBe(0);
  expect(usedFraction({ startedAt: 1_000, dueAt: 2_000 }, 1_500)).toBe(0.5);
  expect(usedFraction({ startedAt: 1_000, dueAt: 1_000 }, 1_000)).toBe(1);
});
