import type { Interaction } from "../domain/interaction.ts";
import { nextChangeOf } from "../domain/rules/next-change.ts";
import { predicateOf } from "../domain/rules/predicate.ts";
import { readRule, problemText } from "../domain/rules/read.ts";
import { type NameOf, sentenceOf } from "../domain/rules/sentence.ts";
import type { IdOf, Vocabulary } from "../domain/rules/vocabulary.ts";
import { NEVER } from "../domain/time.ts";
import { type InteractionRow, interactionFromRow } from "../protocol/rows/interaction-row.ts";

/** How rules are read here: the fields, the names that stand for ids, and who asks. */
export interface Reading {
  readonly words: Vocabulary<Interaction>;
  readonly idOf: IdOf;
  readonly nameOf: NameOf;
  readonly me: string;
}

export interface Found {
  readonly rows: readonly InteractionRow[];
  /** When time alone next changes what is found; NEVER if it does not. */
  readonly until: number;
}

/** A rule as the screen uses it: its sentence, or what is wrong with it, and what it finds. */
export interface FolderSight {
  readonly problem: string | null;
  readonly sentence: string;
  readonly find: (rows: Iterable<InteractionRow>, now: number) => Found;
}

/** Each row is asked once, and again when it has changed or its own instant has come. */
export function folderSight(text: string, reading: Reading): FolderSight {
  const read = readRule(text, reading.words);
  if (!read.ok)
    return {
      problem: problemText(read.problem),
      sentence: "",
      find: () => ({ rows: [], until: NEVER }),
    };
  const holds = predicateOf(read.rule, reading.words, reading.idOf);
  const next = nextChangeOf(read.rule, reading.words);
  const known = new WeakMap<InteractionRow, { holds: boolean; until: number }>();
  const ask = (row: InteractionRow, now: number) => {
    const present = known.get(row);
    if (present !== undefined && now < present.until) return present;
    const interaction = interactionFromRow(row);
    const moment = { now, me: reading.me };
    const answer = { holds: holds(interaction, moment), until: next(interaction, moment) };
    known.set(row, answer);
    return answer;
  };
  return {
    problem: null,
    sentence: sentenceOf(read.rule, reading.words, reading.nameOf),
    find: (rows, now) => {
      const found: InteractionRow[] = [];
      let until = NEVER;
      for (const row of rows) {
        const answer = ask(row, now);
        if (answer.holds) found.push(row);
        until = Math.min(until, answer.until);
      }
      return { rows: found, until };
    },
  };
}
