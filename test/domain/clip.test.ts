import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clip, clipped, isComposing } from "../../src/domain/clip.ts";

const signs = [..."aé ß👍🏽🇵🇹👩‍👩‍👧‍👦ก็e\u0301".matchAll(/[^]/gu)].map(([each]) => each);
const people = ["👍🏽", "🇵🇹", "👩‍👩‍👧‍👦", "e\u0301", "नि", "a", "ß", " ", ...signs];
const whole = new Intl.Segmenter("de", { granularity: "grapheme" });
const count = (text: string) => [...whole.segment(text)].length;

describe("text that is cut (F36)", () => {
  test("ends between graphemes, is as long as it may be, and short text is as it was", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...people), { maxLength: 40 }),
        fc.integer({ min: 0, max: 60 }),
        (parts, most) => {
          const text = parts.join("");
          const cut = clip(text, most);
          expect(text.startsWith(cut)).toBe(true);
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(count(cut) + count(text.slice(cut.length))).toBe(count(text));
          if (text.length <= most) expect(cut).toBe(text);
          const next = [...whole.segment(text)].find(({ index }) => index === cut.length);
          if (next !== undefined) expect(cut.length + next.segment.length).toBeGreaterThan(most);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("a subject of 78 letters and an emoji keeps or leaves the whole of it", () => {
    const text = `${"a".repeat(78)}👍🏽 and more`;
    expect(clipped(text, 80)).toBe(`${"a".repeat(78)}…`);
    expect(clipped("short 👍🏽", 80)).toBe("short 👍🏽");
  });
});

test.each([
  [true, 13, true],
  [false, 229, true],
  [false, 13, false],
])("an input method is at work: said %o, code %i: %o", (said, keyCode, at) => {
  expect(isComposing({ isComposing: said, keyCode })).toBe(at);
});
