import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addToHash, takeFromHash } from "../../src/protocol/view-hash.ts";

type Pair = readonly [number: number, seq: number];

const sequence = fc.oneof(
  fc.integer({ min: 1, max: 50 }),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
);
const view = fc.uniqueArray(fc.tuple(sequence, sequence), {
  minLength: 1,
  maxLength: 30,
  selector: ([number]) => number,
});
const hashOf = (pairs: readonly Pair[]) =>
  pairs.reduce((hash, [number, seq]) => addToHash(hash, number, seq), 0);

describe("the hash of a view", () => {
  test("is the same in any order", () => {
    fc.assert(
      fc.property(
        view.chain((pairs) =>
          fc.tuple(fc.constant(pairs), fc.shuffledSubarray(pairs, { minLength: pairs.length })),
        ),
        ([pairs, shuffled]) => {
          expect(hashOf(shuffled)).toBe(hashOf(pairs));
        },
      ),
    );
  });

  test("is another one after any single change: a row more, a row less, a later change, another row", () => {
    fc.assert(
      fc.property(view, fc.nat(), sequence, (pairs, pick, other) => {
        const at = pick % pairs.length;
        const [number, seq] = pairs[at] ?? [0, 0];
        const without = pairs.filter((_, place) => place !== at);
        const hash = hashOf(pairs);
        expect(hashOf(without)).not.toBe(hash);
        expect(hashOf([...without, [number, seq + 1]])).not.toBe(hash);
        if (other !== seq) expect(hashOf([...without, [number, other]])).not.toBe(hash);
        if (other !== number) expect(hashOf([...without, [other, seq]])).not.toBe(hash);
        if (number !== seq) expect(hashOf([...without, [seq, number]])).not.toBe(hash);
      }),
      { numRuns: 500, seed: 20_261_120 },
    );
  });

  test("is kept by adding and taking away, and that of nothing is zero", () => {
    fc.assert(
      fc.property(view, (pairs) => {
        const hash = hashOf(pairs);
        const left = pairs.reduce((rest, [number, seq]) => takeFromHash(rest, number, seq), hash);
        expect(left).toBe(0);
        expect(hash).toBe(hash >>> 0);
      }),
    );
  });

  test("hears two rows exchanging their sequences", () => {
    expect(
      hashOf([
        [1, 7],
        [2, 9],
      ]),
    ).not.toBe(
      hashOf([
        [1, 9],
        [2, 7],
      ]),
    );
  });
});
