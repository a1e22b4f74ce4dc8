import { nearest } from "./nearest.ts";
import {
  type IsRule,
  type Operand,
  type Operator,
  type Rule,
  type RuleProblem,
  type Scalar,
  leavesOf,
} from "./rule.ts";
import { type Field, type FieldType, type Vocabulary, fieldOf, plainName } from "./vocabulary.ts";
import { instantOf } from "./predicate.ts";

/** Everything in a rule that this purpose does not know or that cannot be meant; empty where the rule may be used. */
export function checkRule<S>(rule: Rule, vocabulary: Vocabulary<S>): readonly RuleProblem[] {
  return Array.from(leavesOf(rule)).flatMap((leaf) => problemOf(leaf, vocabulary) ?? []);
}

function problemOf<S>(leaf: IsRule, vocabulary: Vocabulary<S>): RuleProblem | null {
  const field = fieldOf(vocabulary, leaf.field);
  const near = nearest(plainName(vocabulary, leaf.field), Object.keys(vocabulary.fields));
  const isAttribute = vocabulary.bareAttributes === true && !leaf.field.includes(".");
  const isMisspelt = near !== null && near !== plainName(vocabulary, leaf.field);
  if (field === null) return unknownField(leaf.field, near);
  if (isAttribute && isMisspelt)
    return unknownField(leaf.field, `${near}, or attributes.${leaf.field}`);
  if (leaf.value.is === "FIELD") return wrongOtherField(leaf, leaf.value.field, vocabulary);
  return (
    wrongOperator(leaf, field.type) ??
    items(leaf.value).reduce<RuleProblem | null>(
      (found, item) => found ?? wrongValue(leaf, field, item),
      null,
    )
  );
}

function wrongOtherField<S>(
  { op }: IsRule,
  other: string,
  vocabulary: Vocabulary<S>,
): RuleProblem | null {
  if (fieldOf(vocabulary, other) === null)
    return unknownField(other, nearest(other, Object.keys(vocabulary.fields)));
  if (op !== "CONTAINS") return null;
  const message = "CONTAINS is followed by a text, not by another field";
  return { code: "WRONG_VALUE", message, at: null, suggestion: null };
}

function unknownField(field: string, near: string | null): RuleProblem {
  return {
    code: "UNKNOWN_FIELD",
    message: `there is no field ${field}`,
    at: null,
    suggestion: near === null ? null : `did you mean ${near}?`,
  };
}

const equality: readonly Operator[] = ["==", "!=", "IN", "NOT IN"];
const order: readonly Operator[] = [">", ">=", "<", "<="];
const operatorsOf: Readonly<Record<FieldType, readonly Operator[]>> = {
  TEXT: [...equality, "CONTAINS"],
  NUMBER: [...equality, ...order],
  FLAG: ["==", "!="],
  DURATION: order,
  INSTANT: order,
  WORDS: ["HAS"],
  ANY: [...equality, ...order, "HAS", "CONTAINS"],
};

const wants: Readonly<Record<FieldType, string>> = {
  TEXT: "text: == != IN NOT IN CONTAINS",
  NUMBER: "a number: == != > >= < <= IN NOT IN",
  FLAG: "true or false",
  DURATION: "a length of time: > >= < <=",
  INSTANT: "an instant: > >= < <=",
  WORDS: "a list: HAS",
  ANY: "an attribute",
};

function wrongOperator({ field, op, value }: IsRule, type: FieldType): RuleProblem | null {
  const asksForNothing = value.is === "NOTHING" && (op === "==" || op === "!=");
  if (asksForNothing || operatorsOf[type].includes(op)) return null;
  const suggestion = type === "WORDS" ? `write ${field} HAS 'word'` : null;
  const message = `${field} is ${wants[type]}; ${op} does not fit`;
  return { code: "WRONG_OPERATOR", message, at: null, suggestion };
}

function items(value: Operand): readonly Scalar[] {
  return value.is === "LIST" ? value.items : [value];
}

function wrongValue<S>(
  { field: name, op, value }: IsRule,
  field: Field<S>,
  item: Scalar,
): RuleProblem | null {
  const wrong = (message: string, suggestion: string | null = null): RuleProblem => ({
    code: "WRONG_VALUE",
    message,
    at: null,
    suggestion,
  });
  const wantsList = op === "IN" || op === "NOT IN";
  if (wantsList !== (value.is === "LIST"))
    return wantsList
      ? wrong(`${op} is followed by a list`, `write ${name} ${op} ['one', 'other']`)
      : wrong(`${op} is followed by one value, not a list`, `write ${name} IN […]`);
  if (item.is === "NOTHING" || item.is === "FIELD") return null;
  if (item.is === "ME")
    return field.named === "AGENT" || field.named === "USER"
      ? null
      : wrong(`${name} is no person: me does not fit`);
  const expected = kindOf(field.type);
  if (expected !== null && item.is !== expected) return wrong(mismatch(name, field.type, item));
  if (field.type === "INSTANT" && item.is === "TEXT" && instantOf(item.text) === null)
    return wrong(`'${item.text}' is no date`, "write '2026-11-21' or '2026-11-21T10:00Z'");
  if (field.choices !== undefined && item.is === "TEXT") {
    const said = item.text.toUpperCase();
    if (!field.choices.includes(said)) {
      const near = nearest(said, field.choices);
      return wrong(
        `${name} is never '${item.text}'`,
        near === null ? `it is one of ${field.choices.join(", ")}` : `did you mean ${near}?`,
      );
    }
  }
  return null;
}

function kindOf(type: FieldType): Scalar["is"] | null {
  switch (type) {
    case "TEXT":
    case "WORDS":
    case "INSTANT":
      return "TEXT";
    case "NUMBER":
      return "NUMBER";
    case "FLAG":
      return "FLAG";
    case "DURATION":
      return "DURATION";
    case "ANY":
      return null;
  }
}

function mismatch(name: string, type: FieldType, item: Scalar): string {
  if (type === "DURATION" && item.is === "NUMBER")
    return `${name} is a length of time: write ${item.number}s, ${item.number}m or ${item.number}h`;
  return `${name} is compared with ${expectedWords[type]}`;
}

const expectedWords: Readonly<Record<FieldType, string>> = {
  TEXT: "a text, such as 'billing'",
  NUMBER: "a number",
  FLAG: "true or false",
  DURATION: "a length of time, such as 5m",
  INSTANT: "a date, such as '2026-11-21'",
  WORDS: "a word, such as 'vip'",
  ANY: "any value",
};
