import { fold, foldWord, punctuationOf, withDigraphs } from "./fold.ts";

/** What a field for a question takes; more is no question any more. In UTF-16 units, as a field counts them. */
export const QUESTION_MAX_LENGTH = 500;

/**
 * What somebody looks for: every term has to stand somewhere, whole or as a part of a word, in any order. A term is
 * one word as typed, in the spellings of which any one will do. Quotes, stars and words such as AND mean themselves.
 */
export interface Question {
  readonly terms: readonly (readonly string[])[];
}

const nothing: Question = { terms: [] };
/** Questions of rules come again with each row. */
const known = new Map<string, Question>();
const MOST_KNOWN = 200;

export function questionOf(text: string): Question {
  const present = known.get(text);
  if (present !== undefined) return present;
  const terms = new Map<string, readonly string[]>();
  for (const word of text.split(/\s+/)) {
    const term = termOf(word);
    if (term.length > 0) terms.set(term.join("\n"), term);
  }
  const question = terms.size === 0 ? nothing : { terms: [...terms.values()] };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, question);
  return question;
}

function termOf(word: string): readonly string[] {
  const phrase = foldWord(word);
  if (phrase === "") return [...punctuationOf(word)];
  const spellings = new Set([phrase]);
  if (phrase.includes(" ") && !word.includes("@")) spellings.add(phrase.replaceAll(" ", ""));
  const digraphs = withDigraphs(word).join(" ");
  if (digraphs !== "") spellings.add(digraphs);
  return [...spellings];
}

/** Whether folded texts answer a question, taken together: one word may stand in the one, the next in the other. */
export function answers({ terms }: Question, folded: readonly string[]): boolean {
  return terms.every((spellings) =>
    folded.some((text) => spellings.some((spelling) => text.includes(spelling))),
  );
}

/** Of one text, as CONTAINS of a rule asks it. A question without any word is answered by everything. */
export function isFoundIn(question: string, text: string): boolean {
  const asked = questionOf(question);
  return asked.terms.length === 0 || answers(asked, [fold(text)]);
}
