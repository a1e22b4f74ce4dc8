import { fold, foldLetters } from "./fold.ts";
import { type Question, answers } from "./question.ts";

/** A piece of a text, and in it where what was looked for stands: from, to. */
export interface Passage {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

const LENGTH = 160;
/** So much stands before the first mark. */
const BEFORE = 40;

/** The part of a text to show, with its marks; null where nothing of the question stands in it. */
export function passageOf(question: Question, text: string): Passage | null {
  if (!question.terms.some((term) => answers({ terms: [term] }, [fold(text)]))) return null;
  const line = text.toWellFormed().replaceAll(/\s/gu, " ");
  const marks = merged(marksIn(question, line));
  const first = marks[0]?.[0] ?? 0;
  const from = boundary(line, first <= BEFORE ? 0 : first - BEFORE);
  const to = boundary(line, Math.min(line.length, from + LENGTH));
  const [start, end] = [from > 0 ? "…" : "", to < line.length ? "…" : ""];
  const shift = start.length - from;
  return {
    text: `${start}${line.slice(from, to)}${end}`,
    marks: marks
      .filter(([begin]) => begin < to)
      .map(([begin, stop]) => [begin + shift, Math.min(stop, to) + shift] as const),
  };
}

/** Not between the halves of a letter beyond the sixteen bits, nor between a letter and its mark. */
function boundary(text: string, at: number): number {
  let place = at;
  while (
    place > 0 &&
    place < text.length &&
    /^(?:[\udc00-\udfff]|\p{M}|\u200d)/u.test(text.slice(place))
  )
    place -= 1;
  return place;
}

/** Where a spelling stands, as far as it stands there as written; one that was put together is not marked. */
function marksIn({ terms }: Question, text: string): [number, number][] {
  const { folded, from, to } = traced(text);
  const marks: [number, number][] = [];
  for (const spelling of terms.flat()) {
    for (
      let at = folded.indexOf(spelling);
      at >= 0;
      at = folded.indexOf(spelling, at + spelling.length)
    ) {
      const [begin, end] = [from[at], to[at + spelling.length - 1]];
      if (begin !== undefined && end !== undefined) marks.push([begin, end]);
    }
  }
  return marks;
}

interface Traced {
  readonly folded: string;
  /** Of each unit of the folded text where the letter that it came from begins and ends. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Letter by letter: punctuation is one blank, and what folds to nothing belongs to the letter before it. */
function traced(text: string): Traced {
  let folded = "";
  const [from, to]: [number[], number[]] = [[], []];
  let at = 0;
  for (const letter of text) {
    const next = at + letter.length;
    const plain = foldLetters(letter);
    const isSecondGap = plain === " " && (folded === "" || folded.endsWith(" "));
    if (plain === "" || isSecondGap) {
      if (plain === "" && to.length > 0) to[to.length - 1] = next;
    } else
      for (let unit = 0; unit < plain.length; unit += 1) {
        from.push(at);
        to.push(next);
      }
    if (!isSecondGap) folded += plain;
    at = next;
  }
  return { folded, from, to };
}

function merged(marks: readonly [number, number][]): [number, number][] {
  const all: [number, number][] = [];
  for (const [begin, end] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last === undefined || begin > last[1]) all.push([begin, end]);
    else last[1] = Math.max(last[1], end);
  }
  return all;
}
