import { describe, expect, test } from "vitest";
import { holdRows, rowsAsTheyAre } from "../../src/renderer/parts/held-rows.ts";
import { rowAfterKey } from "../../src/renderer/parts/use-grid-focus.ts";

interface Row {
  readonly id: string;
  readonly text?: string;
}

const as = (...rows: Row[]) => rowsAsTheyAre(rows, (row) => row.id);
const a = { id: "a" };
const b = { id: "b" };
const c = { id: "c" };

describe("rows under the pointer", () => {
  test("keep their order, with the newest content", () => {
    const { rows, updates } = holdRows(as(a, b, c), as(c, { id: "a", text: "new" }, b));
    expect(rows.map((entry) => entry.key)).toEqual(["a", "b", "c"]);
    expect(rows[0]?.row.text).toBe("new");
    expect(updates).toBe(3);
  });

  test("stay visible as gone, and newcomers wait", () => {
    const { rows, updates } = holdRows(as(a, b), as(b, c));
    expect(rows.map((entry) => [entry.key, entry.isGone])).toEqual([
      ["a", true],
      ["b", false],
    ]);
    expect(updates).toBe(2);
  });

  test("hide nothing when nothing moved", () => {
    expect(holdRows(as(a, b), as(a, { id: "b", text: "said more" })).updates).toBe(0);
  });
});

describe("keys in a grid", () => {
  test.each([
    ["ArrowDown", 3, 4],
    ["ArrowUp", 0, 0],
    ["ArrowDown", 9, 9],
    ["PageDown", 3, 8],
    ["PageUp", 3, 0],
    ["Home", 5, 0],
    ["End", 5, 9],
    ["Tab", 5, undefined],
  ])("%s from row %i leads to %s", (key, at, to) => {
    expect(rowAfterKey(key, at, 10, 5)).toBe(to);
  });

  test("lead nowhere in an empty grid", () => {
    expect(rowAfterKey("End", 0, 0, 5)).toBeUndefined();
  });
});
