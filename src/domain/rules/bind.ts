import { compare } from "./compare.ts";
import {
  type IsRule,
  type Item,
  type Operand,
  type Rule,
  type Scalar,
  type Value,
  always,
  never,
} from "./rule.ts";

/** Reads a field that is known already; undefined where it is not, and the rule goes on asking. */
export type Known = (field: string) => Value | undefined;

/**
 * What is left of a rule once some of its fields are known: `task.language IN worker.languages` of a French task is
 * `worker.languages HAS 'french'`. What no longer depends on anything is true or false, and left away.
 */
export function bind(rule: Rule, known: Known): Rule {
  switch (rule.kind) {
    case "IS":
      return bindLeaf(rule, known);
    case "NOT": {
      const inside = bind(rule.rule, known);
      if (isAlways(inside)) return never;
      return isNever(inside) ? always : { kind: "NOT", rule: inside };
    }
    case "ALL": {
      const parts = rule.rules.map((part) => bind(part, known)).filter((part) => !isAlways(part));
      if (parts.some(isNever)) return never;
      return joined("ALL", parts);
    }
    case "ANY": {
      const parts = rule.rules.map((part) => bind(part, known)).filter((part) => !isNever(part));
      if (parts.some(isAlways)) return always;
      return joined("ANY", parts);
    }
  }
}

export function isAlways(rule: Rule): boolean {
  return rule.kind === "ALL" && rule.rules.length === 0;
}

export function isNever(rule: Rule): boolean {
  return rule.kind === "ANY" && rule.rules.length === 0;
}

function joined(kind: "ALL" | "ANY", rules: readonly Rule[]): Rule {
  const [only] = rules;
  return rules.length === 1 && only !== undefined ? only : { kind, rules };
}

function bindLeaf(rule: IsRule, known: Known): Rule {
  const left = known(rule.field);
  const right = rule.value.is === "FIELD" ? known(rule.value.field) : undefined;
  if (left === undefined) return right === undefined ? rule : { ...rule, value: operandOf(right) };
  if (right !== undefined) return compare(left, rule.op, right) ? always : never;
  if (rule.value.is === "FIELD") return turned(left, rule, rule.value.field);
  const value = valueOf(rule.value);
  if (value === undefined) return rule;
  return compare(left, rule.op, value) ? always : never;
}

/** The field that is left comes first, and the operator looks the other way. */
function turned(left: Value, rule: IsRule, field: string): Rule {
  const is = (op: IsRule["op"], value: Operand): Rule => ({ kind: "IS", field, op, value });
  const value = operandOf(left);
  switch (rule.op) {
    case "IN":
      return left === null || typeof left === "object" ? never : is("HAS", value);
    case "NOT IN":
      return left === null || typeof left === "object"
        ? always
        : { kind: "NOT", rule: is("HAS", value) };
    case "HAS":
      return typeof left === "object" && left !== null ? is("IN", value) : never;
    case "CONTAINS":
      return never;
    case ">":
      return is("<", value);
    case ">=":
      return is("<=", value);
    case "<":
      return is(">", value);
    case "<=":
      return is(">=", value);
    default:
      return is(rule.op, value);
  }
}

function operandOf(value: Value): Operand {
  return typeof value === "object" && value !== null
    ? { is: "LIST", items: value.map(itemOf) }
    : scalarOf(value);
}

function scalarOf(value: string | number | boolean | null): Scalar {
  return value === null ? { is: "NOTHING" } : itemOf(value);
}

function itemOf(value: string | number | boolean): Item {
  if (typeof value === "string") return { is: "TEXT", text: value };
  return typeof value === "number" ? { is: "NUMBER", number: value } : { is: "FLAG", flag: value };
}

function valueOf(value: Operand): Value | undefined {
  switch (value.is) {
    case "TEXT":
      return value.text;
    case "NUMBER":
      return value.number;
    case "DURATION":
      return value.ms;
    case "FLAG":
      return value.flag;
    case "NOTHING":
      return null;
    case "LIST":
      return value.items.some((item) => item.is === "ME")
        ? undefined
        : value.items.map((item) => String(valueOf(item)));
    default:
      return undefined;
  }
}
