import { describe, expect, test } from "vitest";
import { linePath, place, pushApart, ticks } from "../../src/renderer/parts/chart-scale.ts";

describe("the line chart", () => {
  test("places a value in proportion, and a flat domain at nought", () => {
    expect(place(75, { from: 50, to: 100 }, 200)).toBe(100);
    expect(place(5, { from: 5, to: 5 }, 200)).toBe(0);
  });

  test.each([
    [0, 100, [0, 25, 50, 75, 100]],
    [0, 7, [0, 2, 4, 6]],
    [3, 3, [3]],
  ])("has round steps from %d to %d", (from, to, steps) => {
    expect(ticks({ from, to })).toEqual(steps);
  });

  test("pushes labels apart in the order of their lines", () => {
    expect(pushApart([50, 52, 100], 16, 200)).toEqual([50, 66, 100]);
    expect(pushApart([52, 50], 16, 200)).toEqual([66, 50]);
  });

  test("and back up from the bottom edge", () => {
    expect(pushApart([195, 198], 16, 200)).toEqual([184, 200]);
  });

  test("draws a path", () => {
    expect(
      linePath([
        { x: 0, y: 1.26 },
        { x: 10, y: 2 },
      ]),
    ).toBe("M0 1.3L10 2");
  });
});
