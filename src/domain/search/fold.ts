/**
 * Folding: the one form in which a text is compared by whoever looks for something. Case, accents, width, the kind of
 * digits and the ways to write one letter (composed or not, ß or ss, ı or i) make no difference; punctuation stands
 * between words as a blank does; apostrophes are not there at all. Symbols, emoji and # are letters of their own, so
 * that C++ and #48 can be looked for. A line end stays one: nothing is found across two lines, or two fields.
 *
 * Behind the text stand other spellings of what is in it, on lines of their own, see `otherSpellings`.
 */
export function fold(text: string): string {
  const plain = unaccented(text);
  const words = spaced(plain);
  const others = otherSpellings(text, plain);
  return others.length === 0 ? words : `${words}\n${others.join("\n")}`;
}

/** One word of a question: its letters as `fold` has them, without any other spelling. */
export function foldWord(word: string): string {
  return foldLetters(word).trim();
}

/** Blanks where punctuation stands, one for a run of it. */
export function foldLetters(text: string): string {
  return spaced(unaccented(text));
}

/** Of a word that is nothing but punctuation; such runs are kept apart, see `otherSpellings`. */
export function punctuationOf(text: string): readonly string[] {
  const runs = isPlain(text)
    ? text.match(plainPunctuation)
    : text.toWellFormed().normalize("NFKC").match(punctuation);
  return [...new Set(runs)];
}

/** Müller as Mueller: the words of a text that can be written so. */
export function withDigraphs(text: string): readonly string[] {
  if (isPlain(text)) return [];
  const composed = text.toWellFormed().normalize("NFC");
  if (!umlaut.test(composed)) return [];
  return composed
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => umlaut.test(word))
    .map((word) => unaccented(word.replaceAll(umlauts, "$&e")));
}

/** No tables are needed for these: most of what is searched. */
function isPlain(text: string): boolean {
  return !/[^ -~\n]/.test(text);
}

const apostrophes = /['`\u00b4\u1ffd\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u2032\uff07]/g;
const plainSeparators = /(?:[ !"%&()*,\-./:;?@[\\\]_{}]|\+(?=\d))+/g;
const plainPunctuation = /[!"%&'()*,\-./:;?@[\\\]_`{}]+/g;
const separators = /(?:[[\p{P}\p{Z}\p{Cc}]--[#\n]]|\+(?=\d))+/gv;
const punctuation = /[[\p{P}`\u00b4]--[#]]+/gv;
const umlaut = /[äöü]/i;
const umlauts = /[äöü]/gi;

/** Accents, vowel points, variation selectors, joiners and soft hyphens; not the marks that make another letter of a kana. */
const unseen =
  /[[\p{Script=Inherited}--[\u3099\u309a]][\p{Mn}&&[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]]\p{Cf}\u0640]+/gv;

/** Letters that Unicode does not take apart, and those that are written for each other. */
const alike: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  ς: "σ",
  ى: "ي",
  ی: "ي",
  ک: "ك",
  ة: "ه",
  ٱ: "ا",
};
const alikes = new RegExp(`[${Object.keys(alike).join("")}]`, "g");
const otherDigits = /[\p{Nd}--[0-9]]/gv;

function unaccented(text: string): string {
  if (isPlain(text)) return text.replaceAll(apostrophes, "").toLowerCase();
  return text
    .toWellFormed()
    .replaceAll(apostrophes, "")
    .normalize("NFKD")
    .replaceAll(apostrophes, "")
    .replaceAll(unseen, "")
    .toLowerCase()
    .replaceAll(unseen, "")
    .replaceAll(alikes, (letter) => alike[letter] ?? letter)
    .replaceAll(otherDigits, digitOf);
}

/** Digits of every script stand in tens, zero first. */
function digitOf(digit: string): string {
  let before = 0;
  const at = digit.codePointAt(0) ?? 0;
  while (before < 100 && /\p{Nd}/u.test(String.fromCodePoint(at - before - 1))) before += 1;
  return String(before % 10);
}

function spaced(plain: string): string {
  return plain.replaceAll(isPlain(plain) ? plainSeparators : separators, " ");
}

/** The longest chunk that is also kept without its punctuation: a number of an order, not an address of a page. */
const LONGEST_JOINED = 40;
const inner = /[^\p{P}]\p{P}+[^\p{P}]/u;
const called = /\d(?:[ ()./\p{Pd}]{0,3}\d){4,19}/gu;

/**
 * What people write in more than one way: AB-12/3 also as AB123, a telephone number as its digits alone, Müller as
 * Mueller. And, for whoever asks for a question mark, the punctuation itself.
 */
function otherSpellings(text: string, plain: string): readonly string[] {
  const others = new Set<string>();
  const runs = punctuationOf(text);
  if (runs.length > 0)
    for (const chunk of plain.split(/\s+/)) {
      if (chunk.length > LONGEST_JOINED || chunk.includes("@") || !inner.test(chunk)) continue;
      others.add(chunk.replaceAll(/\p{P}+/gu, ""));
    }
  for (const [number] of plain.matchAll(called))
    if (/\D/.test(number)) others.add(number.replaceAll(/\D+/g, ""));
  for (const word of withDigraphs(text)) others.add(word);
  for (const run of runs) others.add(run);
  return [...others];
}
