import { dayNumber } from "../calendar/timetable.ts";
import { compare } from "./compare.ts";
import type { IsRule, Moment, Operand, Rule, Scalar, Value } from "./rule.ts";
import { type Field, type IdOf, type Vocabulary, asWritten, fieldOf } from "./vocabulary.ts";

export type Predicate<S> = (subject: S, moment: Moment) => boolean;

/** What a rule says, as a function. A rule that was not checked holds for nobody where it asks for what does not exist. */
export function predicateOf<S>(
  rule: Rule,
  vocabulary: Vocabulary<S>,
  idOf: IdOf = asWritten,
): Predicate<S> {
  switch (rule.kind) {
    case "ALL": {
      const parts = rule.rules.map((part) => predicateOf(part, vocabulary, idOf));
      return (subject, moment) => parts.every((holds) => holds(subject, moment));
    }
    case "ANY": {
      const parts = rule.rules.map((part) => predicateOf(part, vocabulary, idOf));
      return (subject, moment) => parts.some((holds) => holds(subject, moment));
    }
    case "NOT": {
      const holds = predicateOf(rule.rule, vocabulary, idOf);
      return (subject, moment) => !holds(subject, moment);
    }
    case "IS":
      return comparisonOf(rule, vocabulary, idOf);
  }
}

function comparisonOf<S>(rule: IsRule, vocabulary: Vocabulary<S>, idOf: IdOf): Predicate<S> {
  const field = fieldOf(vocabulary, rule.field);
  if (field === null) return () => false;
  const value = valueReader(rule.value, field, vocabulary, idOf);
  const { op } = rule;
  return (subject, moment) => compare(field.read(subject, moment), op, value(subject, moment));
}

function valueReader<S>(
  value: Operand,
  field: Field<S>,
  vocabulary: Vocabulary<S>,
  idOf: IdOf,
): (subject: S, moment: Moment) => Value {
  if (value.is === "FIELD") {
    const other = fieldOf(vocabulary, value.field);
    return (subject, moment) => other?.read(subject, moment) ?? null;
  }
  if (value.is === "ME") return (_subject, { me }) => me;
  if (value.is !== "LIST") {
    const fixed = fixedValue(value, field, idOf);
    return () => fixed;
  }
  const hasMe = value.items.some((item) => item.is === "ME");
  const fixed = value.items.flatMap((item) => {
    const each = fixedValue(item, field, idOf);
    return each === null ? [] : [String(each)];
  });
  return hasMe ? (_subject, { me }) => (me === null ? fixed : [...fixed, me]) : () => fixed;
}

/** A written value as the field holds it: choices in upper case, names as ids, dates as instants. */
function fixedValue<S>(
  value: Scalar,
  field: Field<S>,
  idOf: IdOf,
): string | number | boolean | null {
  switch (value.is) {
    case "TEXT":
      if (field.choices !== undefined) return value.text.toUpperCase();
      if (field.named !== undefined) return idOf(field.named, value.text);
      return field.type === "INSTANT" ? instantOf(value.text) : value.text;
    case "NUMBER":
      return value.number;
    case "DURATION":
      return value.ms;
    case "FLAG":
      return value.flag;
    default:
      return null;
  }
}

const dated = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** A date as `2026-11-21` or `2026-11-21T10:00Z`; without a zone it is UTC. Null where it is none. */
export function instantOf(text: string): number | null {
  // Date.parse takes the 31st of February for the 3rd of March.
  if (!dated.test(text) || Number.isNaN(dayNumber(text.slice(0, 10)))) return null;
  const hasTime = text.includes("T");
  const hasZone = /(?:Z|[+-]\d{2}:\d{2})$/.test(text) && hasTime;
  const instant = Date.parse(hasTime && !hasZone ? `${text}Z` : text);
  return Number.isNaN(instant) ? null : instant;
}
