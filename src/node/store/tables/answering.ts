import type { StatementSync } from "node:sqlite";
import { fold } from "../../../domain/search/fold.ts";
import { type Question, answers } from "../../../domain/search/question.ts";
import {
  type Labels,
  type SearchedInteraction,
  searchedText,
  shownNames,
} from "../../../domain/search/searched.ts";

/** A row with its id and its body. */
export type Found = Record<string, unknown>;

/** What was said and noted in these conversations; what the system tells is not searched (see `isSearched`). */
export const SAID = `SELECT interaction_id, body ->> '$.body' AS said FROM message
  WHERE interaction_id IN (SELECT value FROM json_each(?1)) AND kind <> 'EVENT' ORDER BY number`;

/** Reads what was said only in conversations whose own fields do not answer. */
export function answering(
  question: Question,
  labels: Labels,
  rows: readonly Found[],
  said: StatementSync,
): (row: Found) => boolean {
  const texts = new Map<unknown, string[]>();
  for (const { id, body } of rows) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program alone
    const row = JSON.parse(String(body)) as SearchedInteraction & Parameters<typeof shownNames>[0];
    texts.set(id, [fold(searchedText(row)), fold(shownNames(row, labels))]);
  }
  const open = rows.filter(({ id }) => !answers(question, texts.get(id) ?? []));
  for (const message of said.all(JSON.stringify(open.map(({ id }) => id))))
    texts.get(message["interaction_id"])?.push(fold(String(message["said"])));
  return ({ id }) => answers(question, texts.get(id) ?? []);
}
