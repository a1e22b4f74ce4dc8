import { compare } from "../../domain/rules/compare.ts";
import type { IsRule, Item, Rule } from "../../domain/rules/rule.ts";
import { type IdOf, asWritten } from "../../domain/rules/vocabulary.ts";

/** A condition over the columns of completed interactions, and its values in the order of its question marks. */
export interface Prefilter {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

export interface AskedBy {
  readonly now: number;
  readonly me: string | null;
  readonly idOf?: IdOf;
}

/**
 * What SQL can tell of a rule about interactions: it lets through all that the rule finds among those completed, and
 * more, which the rule itself then takes out. Null where it would let everything through.
 */
export function prefilterOf(rule: Rule, by: AskedBy): Prefilter | null {
  return translate(rule, true, by);
}

/** `wanted` false asks for what the rule does not find: what cannot be told then lets everything through as well. */
function translate(rule: Rule, wanted: boolean, by: AskedBy): Prefilter | null {
  switch (rule.kind) {
    case "NOT":
      return translate(rule.rule, !wanted, by);
    case "ALL":
    case "ANY": {
      const parts = rule.rules.map((part) => translate(part, wanted, by));
      return (rule.kind === "ALL") === wanted ? allOf(parts) : anyOf(parts);
    }
    case "IS":
      return comparison(rule, wanted, by);
  }
}

function allOf(parts: readonly (Prefilter | null)[]): Prefilter | null {
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : joined(known, " AND ");
}

function anyOf(parts: readonly (Prefilter | null)[]): Prefilter | null {
  const known = parts.filter((part) => part !== null);
  if (known.length < parts.length) return null;
  return known.length === 0 ? { sql: "0", values: [] } : joined(known, " OR ");
}

function joined(parts: readonly Prefilter[], word: string): Prefilter {
  return {
    sql: `(${parts.map(({ sql }) => sql).join(word)})`,
    values: parts.flatMap(({ values }) => values),
  };
}

/** What holds for everything that is completed: nothing waits, is due or owes a reply. */
const always: Readonly<Record<string, string | boolean | null>> = {
  state: "COMPLETED",
  status: "COMPLETED",
  needs_reply: false,
  undelivered: false,
  waiting: null,
  unanswered: null,
  due: null,
};

/** The fields that are columns; none of them is ever null in a completed row. */
const columns: Readonly<Record<string, string>> = {
  queue: "queue_id",
  completed_by: "completed_by",
  resolution: "resolution",
};

function comparison(rule: IsRule, wanted: boolean, by: AskedBy): Prefilter | null {
  if (rule.field === "completed") return since(rule, wanted, by.now);
  const known = always[rule.field];
  if (known !== undefined) return said(holdsAlways(known, rule), wanted);
  const column = columns[rule.field];
  const texts = textsOf(rule, by);
  if (column === undefined || texts === null) return null;
  const isIn = rule.op === "==" || rule.op === "IN";
  if (!isIn && rule.op !== "!=" && rule.op !== "NOT IN") return null;
  const not = isIn === wanted ? "" : "NOT ";
  return { sql: `${column} ${not}IN (${texts.map(() => "?").join(", ")})`, values: texts };
}

function said(holds: boolean | null, wanted: boolean): Prefilter | null {
  return holds === null ? null : { sql: holds === wanted ? "1" : "0", values: [] };
}

/** Null where the rule compares it with something that is not known here. */
function holdsAlways(known: string | boolean | null, { op, value }: IsRule): boolean | null {
  if (value.is === "LIST")
    return compare(
      known,
      op,
      value.items.map((item) => (item.is === "TEXT" ? item.text.toUpperCase() : "")),
    );
  if (value.is === "TEXT") return compare(known, op, value.text.toUpperCase());
  if (value.is === "FLAG") return compare(known, op, value.flag);
  return value.is === "DURATION" ? compare(known, op, value.ms) : null;
}

/** The values as the column holds them; null where one of them is no text. */
function textsOf({ field, value }: IsRule, { me, idOf = asWritten }: AskedBy): string[] | null {
  const items: readonly Item[] | null =
    value.is === "LIST" ? value.items : value.is === "TEXT" || value.is === "ME" ? [value] : null;
  if (items === null) return null;
  const texts: string[] = [];
  for (const item of items) {
    if (item.is === "ME" && me !== null) texts.push(me);
    else if (item.is !== "TEXT") return null;
    else texts.push(asColumn(field, item.text, idOf));
  }
  return texts;
}

function asColumn(field: string, text: string, idOf: IdOf): string {
  if (field === "queue") return idOf("QUEUE", text);
  return field === "completed_by" ? idOf("USER", text) : text.toUpperCase();
}

/** `completed < 1d` is a range of instants. */
function since({ op, value }: IsRule, wanted: boolean, now: number): Prefilter | null {
  if (value.is !== "DURATION") return null;
  const mark = now - value.ms;
  const signs: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
  const sign = signs[op];
  if (sign === undefined) return null;
  const sql = `completed_at ${sign} ?`;
  return { sql: wanted ? sql : `NOT (${sql})`, values: [mark] };
}
