import type { IsRule, Operand, Rule } from "./rule.ts";
import { type Field, type Named, type Vocabulary, fieldOf } from "./vocabulary.ts";

/** The name behind an id, for sentences; the id itself where it is not known. */
export type NameOf = (named: Named, id: string) => string;

/** A rule as an English sentence: "The queue is Billing and the wait is longer than 5 minutes." */
export function sentenceOf<S>(
  rule: Rule,
  vocabulary: Vocabulary<S>,
  nameOf: NameOf = (_named, id) => id,
): string {
  const text = say(rule, { vocabulary, nameOf, denied: false });
  return `${text.replace(/^\(*[a-z]/, (first) => first.toUpperCase())}.`;
}

interface Saying<S> {
  readonly vocabulary: Vocabulary<S>;
  readonly nameOf: NameOf;
  readonly denied: boolean;
}

function say<S>(rule: Rule, how: Saying<S>): string {
  switch (rule.kind) {
    case "IS":
      return sayComparison(rule, how);
    case "NOT":
      return rule.rule.kind === "IS"
        ? sayComparison(rule.rule, { ...how, denied: !how.denied })
        : `not (${say(rule.rule, how)})`;
    case "ALL":
      return rule.rules.length === 0 ? "everything" : joined(rule.rules, "and", how);
    case "ANY":
      return rule.rules.length === 0 ? "nothing" : joined(rule.rules, "or", how);
  }
}

function joined<S>(rules: readonly Rule[], word: "and" | "or", how: Saying<S>): string {
  const parts = rules.map((part) => {
    const isGroup = (part.kind === "ALL" || part.kind === "ANY") && part.rules.length > 1;
    return isGroup ? `(${say(part, how)})` : say(part, how);
  });
  return parts.join(` ${word} `);
}

function sayComparison<S>(rule: IsRule, how: Saying<S>): string {
  const field = fieldOf(how.vocabulary, rule.field);
  const subject = field?.said ?? rule.field;
  const isNot = how.denied ? "is not" : "is";
  const value = sayValue(rule.value, field, how.nameOf);
  switch (rule.op) {
    case "==":
    case "!=": {
      const denied = (rule.op === "!=") !== how.denied;
      if (rule.value.is === "FLAG") return flag(subject, rule.value.flag !== denied);
      if (rule.value.is === "NOTHING")
        return denied ? `there is ${subject}` : `${subject} is not there`;
      return `${subject} ${denied ? "is not" : "is"} ${value}`;
    }
    case ">":
      return `${subject} ${isNot} ${field?.type === "DURATION" ? "longer" : "more"} than ${value}`;
    case ">=":
      return `${subject} ${isNot} at least ${value}`;
    case "<":
      return `${subject} ${isNot} ${field?.type === "DURATION" ? "shorter" : "less"} than ${value}`;
    case "<=":
      return `${subject} ${isNot} at most ${value}`;
    case "IN":
      return `${subject} ${isNot} one of ${value}`;
    case "NOT IN":
      return `${subject} ${how.denied ? "is" : "is not"} one of ${value}`;
    case "HAS":
      return `${subject} ${how.denied ? "do not include" : "include"} ${value}`;
    case "CONTAINS":
      return `${subject} ${how.denied ? "does not contain" : "contains"} ${value}`;
  }
}

/** Flags are said as what is true: "it is deferred". */
function flag(subject: string, holds: boolean): string {
  if (holds) return subject;
  return subject.startsWith("it is ") ? `it is not ${subject.slice(6)}` : `not: ${subject}`;
}

function sayValue<S>(value: Operand, field: Field<S> | null, nameOf: NameOf): string {
  switch (value.is) {
    case "TEXT":
      if (field?.named !== undefined) return nameOf(field.named, value.text);
      return field?.choices === undefined
        ? `“${value.text}”`
        : value.text.toLowerCase().replaceAll("_", " ");
    case "NUMBER":
      return String(value.number);
    case "FLAG":
      return value.flag ? "true" : "false";
    case "DURATION":
      return sayDuration(value.ms);
    case "NOTHING":
      return "nothing";
    case "ME":
      return "you";
    case "FIELD":
      return value.field;
    case "LIST": {
      const items = value.items.map((item) => sayValue(item, field, nameOf));
      return items.length < 2
        ? items.join("")
        : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
    }
  }
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
  ["millisecond", 1],
] as const;

function sayDuration(ms: number): string {
  let left = ms;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  }
  return parts.length === 0 ? "0 seconds" : parts.join(" ");
}
