import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyIndex, keepIndex, renewIndex } from "../../../src/node/store/tables/search-index.ts";
import { Centre, type Talk } from "./search-centre.ts";

const talks: readonly Talk[] = [
  {
    name: "kim",
    subject: "Refund for invoice 4711",
    customerName: "Kim Lee",
    customerEmail: "kim.lee@example.com",
    displayNumber: 482,
    tags: ["vip"],
    said: [
      ["CUSTOMER", "Please call me at +49 170 123-45 67"],
      ["AGENT", "Don't worry, we’ll send it today – 50% off (promised)"],
      ["NOTE", "Angry about C++ course"],
      ["EVENT", "Transferred by Xavier"],
    ],
  },
  {
    name: "weiss",
    subject: "Straße gesperrt",
    customerName: "Jürgen Müller-Lüdenscheidt",
    note: "Rückruf vereinbart",
    said: [["CUSTOMER", "Grüße aus der Großen Straße. Ist die Lieferung AB-12/3 da?"]],
  },
  {
    name: "istanbul",
    subject: "Kargo nerede",
    customerName: "Işıl İnönü",
    said: [["CUSTOMER", "DIYARBAKIR ve İstanbul"]],
  },
  {
    name: "arabic",
    customerName: "مُحَمَّد أحمد",
    said: [["CUSTOMER", "رقم الطلب ٤٧١٢ لم يصل إلى مدرسة"]],
  },
  {
    name: "japan",
    customerName: "ﾃｽﾄ 太郎",
    said: [["CUSTOMER", "請求書が違います。ＡＢＣ１２３"]],
  },
  {
    name: "vietnam",
    customerName: "Nguyễn Thị Phượng",
    said: [["CUSTOMER", "thanks 🙏🏽 my parcel ❤️ NEAR the door AND the gate"]],
  },
  { name: "greek", customerName: "Οδυσσέας", said: [["CUSTOMER", "ΟΔΟΣ Πειραιώς"]] },
  { name: "nfd", customerName: "Zoe\u0308 O'Brien", said: [["CUSTOMER", 'e-mail me: "open" it']] },
];

/** Who answers, in the order of their names. */
const questions: readonly (readonly [string, string, readonly string[]])[] = [
  ["an e-mail address", "kim.lee@example.com", ["kim"]],
  ["a part of one", "LEE@example", ["kim"]],
  ["two words out of order", "lee invoice", ["kim"]],
  ["a word of a field and one of a message", "promised 4711", ["kim"]],
  ["words of two messages", "worry angry", ["kim"]],
  ["an internal note", "c++", ["kim"]],
  ["what the system tells", "xavier", []],
  ["the number people say", "#482", ["kim"]],
  ["ß as ss", "strasse", ["weiss"]],
  ["ss as ß", "STRAẞE", ["weiss"]],
  ["umlauts written out", "mueller", ["weiss"]],
  ["umlauts left out", "juergen muller", ["weiss"]],
  ["a hyphenated name", "Müller-Lüdenscheidt", ["weiss"]],
  ["its parts, turned round", "lüdenscheidt müller", ["weiss"]],
  ["an order number without its signs", "ab123", ["weiss"]],
  ["the beginning of a word", "liefer", ["weiss"]],
  ["the middle of a word", "ferung", ["weiss"]],
  ["Turkish dotless i", "ISIL", ["istanbul"]],
  ["Turkish dotted I", "inönü istanbul", ["istanbul"]],
  ["Arabic without vowel points and hamza", "محمد احمد", ["arabic"]],
  ["Arabic digits as others", "4712", ["arabic"]],
  ["two letters of Japanese", "請求", ["japan"]],
  ["Japanese from the middle", "違います", ["japan"]],
  ["wide and narrow letters", "テスト abc123", ["japan"]],
  ["two marks on one letter", "nguyen phuong", ["vietnam"]],
  ["the same decomposed", "Nguyễn".normalize("NFD"), ["vietnam"]],
  ["an emoji", "🙏", ["vietnam"]],
  ["an emoji without its selector", "❤", ["vietnam"]],
  ["words of a query language", "AND NEAR", ["vietnam"]],
  ["a star", "*", []],
  ["a quotation mark that is never closed", '"open', ["nfd"]],
  ["an apostrophe left out", "obrien dont", []],
  ["an apostrophe of another kind", "o’brien", ["nfd"]],
  ["a hyphen left out", "email", ["nfd"]],
  ["a telephone number's digits", "01701234567", []],
  ["a telephone number as one", "491701234567", ["kim"]],
  ["a telephone number otherwise grouped", "170/1234567", ["kim"]],
  ["punctuation alone", "?", ["weiss"]],
  ["a sign that nobody wrote", "§", []],
  ["a final sigma", "οδοσ", ["greek"]],
  ["a percent sign with its number", "50%", ["kim"]],
  ["nothing", "  ", talks.map(({ name }) => name).toSorted()],
  ["a queue's name", "vertrieb sud kim", ["kim"]],
  ["a disposition's label", "money back zoë", ["nfd"]],
  ["one letter", "ß", ["weiss"]],
  ["a very long question", "invoice ".repeat(60), ["kim"]],
  ["half a letter of two units", "\ud83d", []],
  ["a word that nobody wrote", "kim zebra", []],
];

function centre(): Centre {
  const made = new Centre();
  for (const talk of talks) made.keep(talk);
  return made;
}

describe("one search (F33)", () => {
  const [fresh, indexed] = [centre(), centre()];
  indexed.index();

  test.each(questions)(
    "%s is answered alike by device, lists and rule",
    async (_what, text, names) => {
      const expected = names.toSorted();
      const everybody = { device: expected, active: expected, archive: expected, rule: expected };
      expect(await fresh.ask(text)).toEqual(everybody);
      expect(await indexed.ask(text)).toEqual(everybody);
    },
  );

  test("finds what was edited after it was indexed, and no longer what it said before", async () => {
    const made = centre();
    made.index();
    made.edit({
      ...talks[1],
      name: "weiss",
      subject: "Allee gesperrt",
      said: talks[1]?.said ?? [],
    });
    for (const round of ["due", "indexed"]) {
      expect((await made.ask("allee")).archive, round).toEqual(["weiss"]);
      expect((await made.ask("strasse gesperrt")).archive, round).toEqual(["weiss"]);
      made.edit({ name: "weiss", subject: "Weg", said: [] });
      expect((await made.ask("allee")).archive, round).toEqual([]);
      made.edit({ name: "weiss", subject: "Allee gesperrt", said: [] });
      made.index();
    }
  });

  test("finds what was completed a second time once, and forgets the first", async () => {
    const made = centre();
    made.index();
    const [kim] = talks;
    if (kim !== undefined) made.again(kim);
    expect((await made.ask("promised")).archive).toEqual(["kim"]);
    made.index();
    expect((await made.ask("promised")).archive).toEqual(["kim"]);
    const documents = made.db.prepare("SELECT count(*) AS count FROM search_index_docsize").get();
    // Three share an instant, and none of them a document.
    expect(documents?.["count"]).toBe(talks.length);
  });

  test("finds all while the index is empty, half made, of another folding or damaged", async () => {
    const made = centre();
    const all = async () => (await made.ask("e")).archive;
    const before = await all();
    expect(before.length).toBeGreaterThan(3);
    made.index(3);
    expect(await all()).toEqual(before);
    expect((await made.ask("nguyen")).archive).toEqual(["vietnam"]);
    made.index();
    made.db.exec("UPDATE search_made SET folding = 'of yesterday'");
    renewIndex(made.db);
    expect((await made.ask("nguyen")).archive).toEqual(["vietnam"]);
    expect(made.index()).toBe(talks.length);
    emptyIndex(made.db);
    made.index();
    const undefend: unknown = Reflect.get(made.db, "enableDefensive");
    if (typeof undefend === "function") Reflect.apply(undefend, made.db, [false]);
    made.db.exec("UPDATE search_index_data SET block = x'00000000000000ff' WHERE id > 10");
    expect((await made.ask("nguyen")).archive).toEqual(["vietnam"]);
    // The list of its parts: SQLite finds nothing then, and says nothing of it, until something is written.
    emptyIndex(made.db);
    made.index();
    made.db.exec("UPDATE search_index_data SET block = x'ff' WHERE id = 10");
    made.edit({ ...talks[0], name: "kim", subject: "Else" });
    expect(keepIndex(made.db, 100)).toBe(100);
    expect(keepIndex(made.db, 100)).toBe(talks.length);
    expect((await made.ask("nguyen")).archive).toEqual(["vietnam"]);
  });

  test("answers alike whatever was written and whatever is asked", async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "Müller",
        "strasse",
        "Straße",
        "İ",
        "ı",
        "AND",
        "*",
        '"',
        "-",
        "kim.lee@example.com",
        "0170",
        "123-45",
        "請求書",
        "違い",
        "٤٧",
        "🙏🏽",
        "ς",
        "Σ",
        "ﬁ",
        "ẞ",
        "c++",
        "#4",
        "'",
        "’",
        "\u00ad",
        "\u0301",
        "ế",
        "é",
        "e",
        "+49",
        "(0)",
        "\n",
        "\t",
        "\u0000",
        "ñ",
        "NEAR(",
        "col:val",
        "50%",
        "a b",
        "ß",
        "oe",
        "ö",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
      fc.string({ unit: "grapheme", maxLength: 4 }),
    );
    const line = fc
      .array(piece, { maxLength: 6 })
      .chain((pieces) => fc.constantFrom("", " ", "-").map((between) => pieces.join(between)));
    const made = new Centre();
    const kept: Talk[] = [];
    await fc.assert(
      fc.asyncProperty(
        line,
        line,
        line,
        fc.nat(),
        fc.boolean(),
        async (subject, said, asked, from, isOwn) => {
          if (kept.length < 6) {
            const talk: Talk = { name: `${kept.length}`, subject, said: [["CUSTOMER", said]] };
            kept.push(talk);
            made.keep(talk);
            if (kept.length % 3 === 0) made.index(2);
          }
          const text = kept[from % kept.length]?.said?.[0]?.[1] ?? "";
          const question = isOwn
            ? text.slice(from % (text.length + 1)).slice(0, 1 + (from % 9))
            : asked;
          const { device, active, archive, rule } = await made.ask(question);
          expect({ active, archive, rule }).toEqual({
            active: device,
            archive: device,
            rule: device,
          });
        },
      ),
      { numRuns: 2000 },
    );
  }, 60_000);
});
