import { type Folder, defaultFolders } from "../domain/folder.ts";
import type { Interaction } from "../domain/interaction.ts";
import { interactionWords } from "../domain/rules/interaction-words.ts";
import { type Predicate, predicateOf } from "../domain/rules/predicate.ts";
import { parseRule } from "../domain/rules/parse.ts";
import { type Rule, never } from "../domain/rules/rule.ts";
import type { IdOf, Named, Vocabulary } from "../domain/rules/vocabulary.ts";
import type { DirectoryRow } from "../protocol/rows/directory-row.ts";
import { bodiesOf } from "../protocol/rows/directory-row.ts";
import type { LiveRows } from "./engine/api.ts";

/** A folder as somebody may ask for it: its rule, read. */
export interface Asked {
  readonly rule: Rule;
  readonly holds: Predicate<Interaction>;
  readonly idOf: IdOf;
}

/** Rules about interactions, over what the engine holds: names for ids, warning marks, teams. */
export function readFolder(live: LiveRows, text: string): Asked {
  const rows = Array.from(live.rows("DIRECTORY"), ({ row }) => row);
  const vocabulary = vocabularyOver(live, rows);
  const idOf = namesIn(live, rows);
  const read = parseRule(text);
  const rule = read.ok ? read.rule : never;
  return { rule, idOf, holds: predicateOf(rule, vocabulary, idOf) };
}

/** The rule of a folder, by its id: one of everybody's, or one that was made. */
export function ruleOf(id: string, made: Folder | undefined): string | null {
  const known = defaultFolders.find((each) => each.id === id);
  if (known !== undefined) return known.rule;
  return made === undefined || made.archived ? null : made.rule;
}

function vocabularyOver(live: LiveRows, rows: readonly DirectoryRow[]): Vocabulary<Interaction> {
  const warnPct = new Map(
    bodiesOf(rows, "QUEUE").map(({ id, serviceLevel }) => [id, serviceLevel.warnPct]),
  );
  return interactionWords({
    warnPctOf: (queueId) => warnPct.get(queueId) ?? 50,
    teamsOf: (agentId) => live.row("AGENT", agentId)?.row.teamIds ?? [],
  });
}

/** By id first, then by name, whatever its case. */
function namesIn(live: LiveRows, rows: readonly DirectoryRow[]): IdOf {
  const names = new Map<string, string>();
  const kinds = [
    ["QUEUE", "QUEUE"],
    ["SOURCE", "SOURCE"],
    ["LIST", "LIST"],
    ["TEAM", "TEAM"],
    ["PERSON", "USER"],
  ] as const;
  const add = (named: Named, id: string, name: string) => {
    const key = `${named}:${name.toLowerCase()}`;
    if (!names.has(key)) names.set(key, id);
    names.set(`${named}:${id.toLowerCase()}`, id);
  };
  for (const [kind, named] of kinds)
    for (const { id, name } of bodiesOf(rows, kind)) add(named, id, name);
  for (const { row } of live.rows("AGENT")) add("AGENT", row.id, row.name);
  return (named, text) => names.get(`${named}:${text.toLowerCase()}`) ?? text;
}
