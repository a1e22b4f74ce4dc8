import { type Folder, defaultFolders } from "../domain/folder.ts";
import type { Interaction } from "../domain/interaction.ts";
import { interactionWords } from "../domain/rules/interaction-words.ts";
import { type NamedThing, namesOf } from "../domain/rules/names.ts";
import { type Predicate, predicateOf } from "../domain/rules/predicate.ts";
import { parseRule } from "../domain/rules/parse.ts";
import { type Rule, asksFor, never } from "../domain/rules/rule.ts";
import { promisesOf } from "../domain/service-level.ts";
import { isSearched, labelsOf, shownNames } from "../domain/search/searched.ts";
import type { IdOf, Vocabulary } from "../domain/rules/vocabulary.ts";
import type { DirectoryRow } from "../protocol/rows/directory-row.ts";
import { bodiesOf } from "../protocol/rows/directory-row.ts";
import type { LiveRows } from "./engine/api.ts";
import type { KeptRow } from "./store/store.ts";

/** A folder as somebody may ask for it: its rule, read. */
export interface Asked {
  readonly rule: Rule;
  readonly holds: Predicate<Interaction>;
  readonly idOf: IdOf;
  /** Whether it asks for what was said; then it reads what stands in `said`, and of open work what is in memory. */
  readonly asksWhatWasSaid: boolean;
  readonly said: Map<string, readonly string[]>;
}

/** Rules about interactions, over what the engine holds: names for ids, warning marks, teams. */
export function readFolder(live: LiveRows, text: string): Asked {
  const rows = Array.from(live.rows("DIRECTORY"), ({ row }) => row);
  const said = new Map<string, readonly string[]>();
  const vocabulary = vocabularyOver(live, rows, said);
  const { idOf } = namesOf(thingsIn(live, rows));
  const read = parseRule(text);
  const rule = read.ok ? read.rule : never;
  const asksWhatWasSaid = asksFor(rule, "text");
  return { rule, idOf, holds: predicateOf(rule, vocabulary, idOf), asksWhatWasSaid, said };
}

/** The rule of a folder, by its id: one of everybody's, or one that was made. */
export function ruleOf(id: string, made: Folder | undefined): string | null {
  const known = defaultFolders.find((each) => each.id === id);
  if (known !== undefined) return known.rule;
  return made === undefined || made.archived ? null : made.rule;
}

function vocabularyOver(
  live: LiveRows,
  rows: readonly DirectoryRow[],
  said: ReadonlyMap<string, readonly string[]>,
): Vocabulary<Interaction> {
  const queues = bodiesOf(rows, "QUEUE");
  const labels = labelsOf(queues);
  return interactionWords({
    promiseOf: promisesOf(queues, bodiesOf(rows, "CALENDAR")),
    teamsOf: (agentId) => live.row("AGENT", agentId)?.row.teamIds ?? [],
    besides: (each) =>
      [
        shownNames(each, labels),
        ...(said.get(each.id) ?? textsOf(live.conversation(each.id) ?? [])),
      ].join("\n"),
  });
}

/** What was said and noted, as a search reads it. */
export function textsOf(rows: readonly KeptRow[]): string[] {
  return rows.flatMap((kept) =>
    kept.kind === "MESSAGE" && isSearched(kept.row) ? [kept.row.body] : [],
  );
}

function thingsIn(live: LiveRows, rows: readonly DirectoryRow[]): NamedThing[] {
  const kinds = [
    ["QUEUE", "QUEUE"],
    ["SOURCE", "SOURCE"],
    ["LIST", "LIST"],
    ["TEAM", "TEAM"],
    ["PERSON", "USER"],
  ] as const;
  const settings = kinds.flatMap(([kind, named]) =>
    bodiesOf(rows, kind).map(({ id, name }) => ({ named, id, name })),
  );
  const agents = Array.from(live.rows("AGENT"), ({ row }) => ({
    named: "AGENT" as const,
    id: row.id,
    name: row.name,
  }));
  return [...settings, ...agents];
}
