import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonBounds, jsonFaultOf } from "../../../src/node/gateway/bounded-json.ts";

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
const wide = (values: number): string => `[${"0,".repeat(values - 1)}0]`;

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe("what a stranger's JSON may be (F48)", () => {
  test("is bounded in depth and in breadth, to the level and to the value", () => {
    expect(jsonFaultOf(nested(jsonBounds.depth))).toBeNull();
    expect(jsonFaultOf(nested(jsonBounds.depth + 1))).toBe("TOO_DEEP");
    expect(jsonFaultOf(wide(jsonBounds.values))).toBeNull();
    expect(jsonFaultOf(wide(jsonBounds.values + 1))).toBe("TOO_MANY_VALUES");
  });

  test("says nothing of brackets and commas within texts", () => {
    const text = JSON.stringify({ said: `${"[{".repeat(100)}\\"${",".repeat(30_000)}\\` });
    expect(jsonFaultOf(text)).toBeNull();
    expect(jsonFaultOf(`${text.slice(0, -1)},"more":${nested(40)}}`)).toBe("TOO_DEEP");
  });

  test("passes every value within the bounds, and none that is deeper", () => {
    const leaf = fc.oneof(fc.string(), fc.double(), fc.jsonValue({ maxDepth: 2 }));
    const shells = fc.array(fc.oneof(fc.constant(null), fc.string()), { maxLength: 45 });
    fc.assert(
      fc.property(leaf, shells, fc.jsonValue({ maxDepth: 1 }), (inmost, keys, beside) => {
        const value = keys.reduce<unknown>(
          (held, key) => (key === null ? [beside, held] : { [key]: held }),
          inmost,
        );
        const expected = depthOf(value) > jsonBounds.depth ? "TOO_DEEP" : null;
        expect(jsonFaultOf(JSON.stringify(value))).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
