import { type Token, lex } from "./lex.ts";
import {
  type Item,
  type Operand,
  type Operator,
  RULE_MAX_DEPTH,
  RULE_MAX_LENGTH,
  type Rule,
  type RuleProblem,
  type Scalar,
  always,
  never,
} from "./rule.ts";
import { compare } from "./compare.ts";

export type Parsed =
  | { readonly ok: true; readonly rule: Rule }
  | { readonly ok: false; readonly problem: RuleProblem };

/**
 * A rule from its text: `queue == 'billing' AND waiting > 5m AND skills.french >= 3`. An empty text holds always.
 * A field alone means that it is true. Bare words on the right are text, dotted ones are fields.
 */
export function parseRule(source: string): Parsed {
  if (source.length > RULE_MAX_LENGTH)
    return failed("TOO_LONG", `a rule has at most ${RULE_MAX_LENGTH} characters`, RULE_MAX_LENGTH);
  const tokens = lex(source);
  if ("code" in tokens) return { ok: false, problem: tokens };
  try {
    return { ok: true, rule: new Parser(tokens).whole() };
  } catch (error) {
    if (error instanceof Misread) return { ok: false, problem: error.problem };
    throw error;
  }
}

function failed(code: RuleProblem["code"], message: string, at: number): Parsed {
  return { ok: false, problem: { code, message, at, suggestion: null } };
}

/** Leaves the descent from any depth; parseRule turns it into a value. */
class Misread extends Error {
  readonly problem: RuleProblem;

  constructor(message: string, at: number, suggestion: string | null = null) {
    super(message);
    this.problem = { code: "SYNTAX", message, at, suggestion };
  }
}

type Side = { readonly value: Operand; readonly at: number };

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Rule {
    if (this.#peek().is === "END") return always;
    const rule = this.#any();
    const rest = this.#peek();
    if (rest.is !== "END")
      throw new Misread("here should be AND, OR or the end of the rule", rest.at);
    return rule;
  }

  #any(): Rule {
    return this.#joined("OR", "ANY", () => this.#all());
  }

  #all(): Rule {
    return this.#joined("AND", "ALL", () => this.#not());
  }

  #joined(joint: string, kind: "ANY" | "ALL", each: () => Rule): Rule {
    const rules = [each()];
    while (this.#takeWord(joint)) rules.push(each());
    const [only] = rules;
    return rules.length === 1 && only !== undefined ? only : { kind, rules };
  }

  #not(): Rule {
    this.#depth += 1;
    if (this.#depth > RULE_MAX_DEPTH)
      throw new Misread(`a rule is at most ${RULE_MAX_DEPTH} deep`, this.#peek().at);
    const rule: Rule = this.#takeWord("NOT") ? { kind: "NOT", rule: this.#not() } : this.#part();
    this.#depth -= 1;
    return rule;
  }

  #part(): Rule {
    if (this.#takeSign("(")) {
      const inside = this.#any();
      this.#expect(")");
      return inside;
    }
    return this.#comparison();
  }

  #comparison(): Rule {
    const left = this.#side("LEFT");
    const op = this.#operator();
    if (op === null) return alone(left);
    // A value first, and the field follows: `3 < level`.
    const right = this.#side(left.value.is === "FIELD" ? "RIGHT" : "LEFT");
    return compared(left, op, right);
  }

  #operator(): Operator | null {
    const token = this.#peek();
    if (token.is === "SIGN") {
      const op = signs[token.sign];
      if (op !== undefined) this.#at += 1;
      return op ?? null;
    }
    if (this.#takeWord("IN")) return "IN";
    if (this.#takeWord("HAS")) return "HAS";
    if (this.#takeWord("CONTAINS")) return "CONTAINS";
    if (this.#isWord("NOT")) {
      this.#at += 1;
      if (!this.#takeWord("IN")) throw new Misread("NOT is followed by IN here", this.#peek().at);
      return "NOT IN";
    }
    return null;
  }

  #side(side: "LEFT" | "RIGHT"): Side {
    const { at } = this.#peek();
    if (this.#takeSign("[")) return { value: this.#list(), at };
    return { value: this.#scalar(side), at };
  }

  #list(): Operand {
    const items: Item[] = [];
    while (!this.#takeSign("]")) {
      if (items.length > 0) this.#expect(",");
      const { at } = this.#peek();
      const item = this.#scalar("RIGHT");
      if (item.is === "FIELD" || item.is === "NOTHING")
        throw new Misread("a list holds texts, numbers, true, false or me", at);
      items.push(item);
    }
    return { is: "LIST", items };
  }

  #scalar(side: "LEFT" | "RIGHT"): Scalar {
    const token = this.#peek();
    switch (token.is) {
      case "TEXT":
        this.#at += 1;
        return { is: "TEXT", text: token.text };
      case "NUMBER":
        this.#at += 1;
        return { is: "NUMBER", number: token.number };
      case "DURATION":
        this.#at += 1;
        return { is: "DURATION", ms: token.ms };
      case "WORD":
        if (joints.has(token.word.toUpperCase()))
          throw new Misread(`${token.word} cannot stand here: something is missing`, token.at);
        this.#at += 1;
        return wordOf(token.word, side);
      default: {
        const what = side === "LEFT" ? "a field" : "a value";
        const found = token.is === "SIGN" ? `, not "${token.sign}"` : "";
        throw new Misread(`here should be ${what}${found}`, token.at);
      }
    }
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { is: "END", at: 0 };
  }

  #isWord(word: string): boolean {
    const token = this.#peek();
    return token.is === "WORD" && token.word.toUpperCase() === word;
  }

  #takeWord(word: string): boolean {
    const found = this.#isWord(word);
    if (found) this.#at += 1;
    return found;
  }

  #takeSign(sign: string): boolean {
    const token = this.#peek();
    const found = token.is === "SIGN" && token.sign === sign;
    if (found) this.#at += 1;
    return found;
  }

  #expect(sign: string): void {
    if (!this.#takeSign(sign)) throw new Misread(`here should be "${sign}"`, this.#peek().at);
  }
}

const joints = new Set(["AND", "OR", "NOT", "IN", "HAS", "CONTAINS"]);

const signs: Readonly<Record<string, Operator>> = {
  "==": "==",
  "=": "==",
  "!=": "!=",
  "<>": "!=",
  ">": ">",
  ">=": ">=",
  "<": "<",
  "<=": "<=",
};

function wordOf(word: string, side: "LEFT" | "RIGHT"): Scalar {
  switch (word.toLowerCase()) {
    case "true":
      return { is: "FLAG", flag: true };
    case "false":
      return { is: "FLAG", flag: false };
    case "null":
      return { is: "NOTHING" };
    case "me":
      return { is: "ME" };
    default:
      return side === "LEFT" || word.includes(".")
        ? { is: "FIELD", field: word }
        : { is: "TEXT", text: word };
  }
}

/** A field by itself: it is true. */
function alone({ value, at }: Side): Rule {
  if (value.is === "FIELD")
    return { kind: "IS", field: value.field, op: "==", value: { is: "FLAG", flag: true } };
  if (value.is === "FLAG") return value.flag ? always : never;
  throw new Misread("here should be a comparison, such as queue == 'billing'", at);
}

/** The field comes first in the tree, whichever side it was written on; two values are compared at once. */
function compared(left: Side, op: Operator, right: Side): Rule {
  if (left.value.is === "FIELD")
    return { kind: "IS", field: left.value.field, op, value: right.value };
  if (right.value.is === "FIELD") {
    const turned = turn(op);
    if (turned === null || left.value.is === "LIST")
      throw new Misread(`${op} wants the field on its left`, left.at);
    const rule: Rule = { kind: "IS", field: right.value.field, op: turned, value: left.value };
    return op === "NOT IN" ? { kind: "NOT", rule } : rule;
  }
  const holds = compare(constant(left.value), op, constant(right.value));
  return holds ? always : never;
}

/** The operator with its sides exchanged; of NOT IN, what has to be denied. */
function turn(op: Operator): Operator | null {
  const turned: Readonly<Record<Operator, Operator | null>> = {
    "==": "==",
    "!=": "!=",
    ">": "<",
    ">=": "<=",
    "<": ">",
    "<=": ">=",
    IN: "HAS",
    "NOT IN": "HAS",
    HAS: null,
    CONTAINS: null,
  };
  return turned[op];
}

function constant(value: Operand): string | number | boolean | null | readonly string[] {
  switch (value.is) {
    case "TEXT":
      return value.text;
    case "NUMBER":
      return value.number;
    case "DURATION":
      return value.ms;
    case "FLAG":
      return value.flag;
    case "LIST":
      return value.items.map((item) => String(constant(item)));
    default:
      return null;
  }
}
