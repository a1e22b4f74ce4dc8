import { describe, expect, test } from "vitest";
import { refusalCodes } from "../../../src/domain/refusal.ts";
import { type ShownCode, refusalWords } from "../../../src/renderer/app/refusal-words.ts";
import { languages } from "../../../src/renderer/words/languages.ts";
import { say } from "../../../src/renderer/words/words.ts";

const ownCodes: readonly ShownCode[] = [
  "OFFLINE",
  "DISCARDED",
  "NOT_STORED",
  "CLOSED",
  "OTHER_NODE",
  "OTHER_PERSON",
  "SIGNED_OUT",
  "UNREACHABLE",
  "UNEXPECTED",
];

describe.each(["en", "de"] as const)("in %s every refusal", (language) => {
  const sentences = new Map<string, string>(Object.entries(languages[language].refusal));

  test.each([...refusalCodes, ...ownCodes])("%s has a sentence", (code) => {
    expect(sentences.get(code)).toMatch(/[.?]$/);
  });

  test("there is no sentence for a code nobody gives", () => {
    expect(sentences.size).toBe(refusalCodes.length + ownCodes.length);
  });
});

test("the sentence is said, not the code", () => {
  expect(refusalWords(say, "OFFER_EXPIRED")).toBe("Too late: the time for this offer was over.");
});
