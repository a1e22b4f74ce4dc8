import type { Instant } from "../time.ts";

/** The one rule language: a closed syntax tree, one text form, and what is made of it (architecture.md, section 9). */
export type Rule = AllRule | AnyRule | NotRule | IsRule;

/** True where all hold; of none, always. */
export interface AllRule {
  readonly kind: "ALL";
  readonly rules: readonly Rule[];
}
/** True where one holds; of none, never. */
export interface AnyRule {
  readonly kind: "ANY";
  readonly rules: readonly Rule[];
}
export interface NotRule {
  readonly kind: "NOT";
  readonly rule: Rule;
}
export interface IsRule {
  readonly kind: "IS";
  readonly field: string;
  readonly op: Operator;
  readonly value: Operand;
}

export const operators = [
  "==",
  "!=",
  ">",
  ">=",
  "<",
  "<=",
  "IN",
  "NOT IN",
  "HAS",
  "CONTAINS",
] as const;
export type Operator = (typeof operators)[number];

export type Operand = Scalar | { readonly is: "LIST"; readonly items: readonly Item[] };
/** What can stand in a list: values, and whoever asks. */
export type Item = Exclude<Scalar, { readonly is: "NOTHING" } | { readonly is: "FIELD" }>;
export type Scalar =
  | { readonly is: "TEXT"; readonly text: string }
  | { readonly is: "NUMBER"; readonly number: number }
  | { readonly is: "FLAG"; readonly flag: boolean }
  | { readonly is: "DURATION"; readonly ms: number }
  | { readonly is: "NOTHING" }
  /** Whoever asks. */
  | { readonly is: "ME" }
  /** Another field, such as `worker.languages`. */
  | { readonly is: "FIELD"; readonly field: string };

/** What a field holds; null where there is nothing. */
export type Value = string | number | boolean | null | readonly string[];

/** When and for whom a rule is asked. */
export interface Moment {
  readonly now: Instant;
  readonly me: string | null;
}

export const always: Rule = { kind: "ALL", rules: [] };
export const never: Rule = { kind: "ANY", rules: [] };

/** What is wrong with a rule's text, where, and what may have been meant. Positions count characters from 0. */
export interface RuleProblem {
  readonly code: "SYNTAX" | "UNKNOWN_FIELD" | "WRONG_OPERATOR" | "WRONG_VALUE" | "TOO_LONG";
  readonly message: string;
  readonly at: number | null;
  readonly suggestion: string | null;
}

export const RULE_MAX_LENGTH = 1000;
export const RULE_MAX_DEPTH = 20;

export function* leavesOf(rule: Rule): Generator<IsRule> {
  switch (rule.kind) {
    case "IS":
      yield rule;
      return;
    case "NOT":
      yield* leavesOf(rule.rule);
      return;
    default:
      for (const part of rule.rules) yield* leavesOf(part);
  }
}

/** Whether a field is asked for anywhere in a rule. */
export function asksFor(rule: Rule, field: string): boolean {
  switch (rule.kind) {
    case "ALL":
    case "ANY":
      return rule.rules.some((part) => asksFor(part, field));
    case "NOT":
      return asksFor(rule.rule, field);
    case "IS":
      return rule.field === field || (rule.value.is === "FIELD" && rule.value.field === field);
  }
}
