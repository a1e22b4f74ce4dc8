import { afterEach, describe, expect, test } from "vitest";
import { languages } from "../../src/renderer/words/languages.ts";
import { say, speak } from "../../src/renderer/words/words.ts";

function leaves(words: object, path = ""): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === "string") return [[path + key, value] as const];
    return typeof value === "object" && value !== null ? leaves(value, `${path}${key}.`) : [];
  });
}

const holes = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map((hole) => hole[1] ?? "")
    .toSorted((a, b) => a.localeCompare(b));

describe("the German words", () => {
  const english = leaves(languages.en);
  const german = new Map(leaves(languages.de));

  test("have every key of the English ones, and there are many", () => {
    expect(english.length).toBeGreaterThan(80);
    expect(english.map(([key]) => key).filter((key) => !german.has(key))).toEqual([]);
    expect(german.size).toBe(english.length);
  });

  test("leave the same holes", () => {
    const torn = english.filter(
      ([key, text]) => holes(text).join() !== holes(german.get(key) ?? "").join(),
    );
    expect(torn).toEqual([]);
  });
});

describe("a sentence", () => {
  afterEach(() => speak("en", undefined));

  test("takes its plural and its ordinal from Intl", () => {
    expect(say("grid.updates", { count: 1 })).toBe("1 update");
    expect(say("grid.updates", { count: 3 })).toBe("3 updates");
    expect(say("offer.nth", { count: 2, ordinal: true })).toBe("2nd offer");
    expect(say("offer.nth", { count: 11, ordinal: true })).toBe("11th offer");
  });

  test("leaves a customer's name as it was written", () => {
    expect(say("offer.card", { customer: "O'Brien & <Sons>" })).toBe("Offer: O'Brien & <Sons>");
  });

  test("changes with the language", async () => {
    await speak("de", undefined);
    expect(say("offer.accept")).toBe("Annehmen");
  });
});
