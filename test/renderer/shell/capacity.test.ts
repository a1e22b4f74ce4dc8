import { describe, expect, test } from "vitest";
import { fitsBeside } from "../../../src/renderer/shell/capacity.tsx";

describe("what an agent holds, by medium (F47)", () => {
  test.each([
    [1, 1024, true],
    [2, 1024, true],
    [6, 1024, false],
    [6, 1366, true],
    [7, 1366, false],
    // A page of 1366 px at 200 %.
    [1, 683, false],
  ])("%i media in a page of %i px: beside each other: %s", (media, width, fits) => {
    expect(fitsBeside(media, width)).toBe(fits);
  });
});
