import type { Message } from "../message.ts";
import { fold } from "./fold.ts";
import { type Passage, passageOf } from "./passage.ts";
import { type Question, answers } from "./question.ts";
import {
  type Labels,
  type SearchedInteraction,
  isSearched,
  searchedText,
  shownNames,
} from "./searched.ts";

export type SearchedMessage = Pick<Message, "id" | "kind" | "authorName" | "body" | "createdAt">;
export type SearchedRow = SearchedInteraction & Parameters<typeof shownNames>[0];

/** Where in a conversation the question is answered best: a line of its own fields, or of what was said in it. */
export interface Hit extends Passage {
  readonly message: Pick<SearchedMessage, "id" | "kind" | "authorName" | "createdAt"> | null;
}

/** Remembers how an object's text folds, for as long as there is the object. */
export class Folded {
  readonly #known = new WeakMap<object, string>();

  of(thing: object, text: () => string): string {
    const present = this.#known.get(thing);
    if (present !== undefined) return present;
    const folded = fold(text());
    this.#known.set(thing, folded);
    return folded;
  }
}

/** Whether a conversation answers: its own fields, names shown for ids, and the messages that may be seen. */
export function isAnswer(
  question: Question,
  row: SearchedRow,
  labels: Labels,
  messages: readonly SearchedMessage[],
  folded: Folded = new Folded(),
): boolean {
  const own = [folded.of(row, () => searchedText(row)), fold(shownNames(row, labels))];
  if (answers(question, own)) return true;
  const said = messages.filter(isSearched);
  return answers(question, [...own, ...said.map((each) => folded.of(each, () => each.body))]);
}

/** Of a conversation that answers, what to show; null where no one line does, or nothing was asked. */
export function hitOf(
  question: Question,
  row: SearchedRow,
  labels: Labels,
  messages: readonly SearchedMessage[],
): Hit | null {
  const fields = `${searchedText(row)}\n${shownNames(row, labels)}`.split("\n");
  const lines = [
    ...fields.map((text) => ({ text, message: null })),
    ...messages
      .filter(isSearched)
      .toReversed()
      .map(({ id, kind, authorName, createdAt, body }) => ({
        text: body,
        message: { id, kind, authorName, createdAt },
      })),
  ];
  const countOf = (text: string) => {
    const folded = [fold(text)];
    return question.terms.filter((term) => answers({ terms: [term] }, folded)).length;
  };
  let [best, most]: [(typeof lines)[number] | null, number] = [null, 0];
  for (const line of lines) {
    // The last line is a message's beginning: the message itself says who wrote it, and when.
    if (line.message === null && line.text === row.lastLine && messages.length > 0) continue;
    const count = countOf(line.text);
    if (count > most) [best, most] = [line, count];
  }
  const passage = best === null ? null : passageOf(question, best.text);
  return best === null || passage === null ? null : { ...passage, message: best.message };
}
