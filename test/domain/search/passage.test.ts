import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold } from "../../../src/domain/search/fold.ts";
import { Folded, type SearchedMessage, hitOf, isAnswer } from "../../../src/domain/search/hit.ts";
import { passageOf } from "../../../src/domain/search/passage.ts";
import { isFoundIn, questionOf } from "../../../src/domain/search/question.ts";
import { brand } from "../../../src/domain/id.ts";

/** The text with its marks in brackets. */
function marked(question: string, text: string): string | null {
  const passage = passageOf(questionOf(question), text);
  if (passage === null) return null;
  let [at, shown] = [0, ""];
  for (const [from, to] of passage.marks) {
    shown += `${passage.text.slice(at, from)}[${passage.text.slice(from, to)}]`;
    at = to;
  }
  return shown + passage.text.slice(at);
}

describe("the passage of a hit (S9)", () => {
  test.each([
    ["strasse mul", "Große Straße, Mu\u0308ller", "Große [Straße], [Mu\u0308l]ler"],
    ["LEE@example", "kim.lee@example.com", "kim.[lee@example].com"],
    ["o’brien", "Zoe O'Brien", "Zoe [O'Brien]"],
    ["違い", "請求書が違います", "請求書が[違い]ます"],
    ["🙏", "thanks 🙏🏽!", "thanks [🙏]🏽!"],
    ["b a", "a b", "[a] [b]"],
    ["isil", "Işıl", "[Işıl]"],
    ["491701234567", "at +49 170 123-45 67", "at +49 170 123-45 67"],
  ])("of %o in %o is marked where it stands as written", (question, text, shown) => {
    expect(marked(question, text)).toBe(shown);
  });

  test("is none where nothing of the question stands", () => {
    expect(marked("zebra", "a horse")).toBeNull();
  });

  test("shows the neighbourhood of the first mark of a long text, and halves no letter", () => {
    const shown = marked("needle", `${"🙏🏽".repeat(200)} needle ${"e\u0301".repeat(300)}`) ?? "";
    expect(shown).toMatch(/^…(?:🙏🏽|🏽)+ \[needle\] (?:e\u0301)+…$/u);
    expect(shown.length).toBeLessThan(180);
  });

  test("is found wherever the text answers, with marks in order and within it", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.string({ unit: "grapheme", maxLength: 30 }),
    );
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(8), (text, from, length) => {
        const question = text.slice(from % (text.length + 1)).slice(0, length + 1);
        const asked = questionOf(question);
        if (asked.terms.length === 0 || !isFoundIn(question, text)) return;
        const passage = passageOf(asked, text);
        expect(passage).not.toBeNull();
        let last = 0;
        for (const [begin, end] of passage?.marks ?? []) {
          expect(begin).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(begin);
          expect(end).toBeLessThanOrEqual(passage?.text.length ?? 0);
          last = end;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("folding (F33)", () => {
  test("of what is folded changes no word, composed or not", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (text) => {
        const [words] = fold(text).split("\n");
        expect(fold(words ?? "").split("\n")[0]).toBe(words);
        for (const form of ["NFC", "NFD"] as const)
          expect(fold(text.normalize(form)).split("\n")[0]).toBe(words);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a hit", () => {
  const row = {
    displayNumber: 4821,
    customerName: "Kim Lee",
    customerEmail: null,
    subject: "Refund",
    lastLine: "Thank you",
    tags: [],
    dispositionNote: "",
    queueId: "billing",
    dispositions: [],
  };
  const message = (id: string, kind: SearchedMessage["kind"], body: string): SearchedMessage => ({
    id: brand(id),
    kind,
    body,
    authorName: "Ana",
    createdAt: 1,
  });
  const said = [
    message("m1", "CUSTOMER", "the parcel is lost"),
    message("m2", "EVENT", "parcel event"),
    message("m3", "NOTE", "parcel found"),
  ];

  test("is the line that answers most of the question, the newest of several", () => {
    const where = (text: string) => hitOf(questionOf(text), row, new Map(), said)?.message?.id;
    expect(where("parcel")).toBe("m3");
    expect(where("parcel lost")).toBe("m1");
    expect(where("refund")).toBeUndefined();
  });

  test("comes of messages that one may see, and never of what the system tells", () => {
    const isFound = (text: string, messages: readonly SearchedMessage[]) =>
      isAnswer(questionOf(text), row, new Map(), messages, new Folded());
    expect(isFound("found", said)).toBe(true);
    expect(isFound("found", said.slice(0, 2))).toBe(false);
    expect(isFound("event", said)).toBe(false);
  });
});
