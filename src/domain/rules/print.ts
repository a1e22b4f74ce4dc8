import { unitMs } from "./lex.ts";
import type { Operand, Rule } from "./rule.ts";

/** A rule in its one text form: parsed again, it is the same rule. */
export function printRule(rule: Rule): string {
  return rule.kind === "ALL" && rule.rules.length === 0 ? "" : print(rule, "ANY");
}

function print(rule: Rule, around: "ANY" | "ALL" | "NOT"): string {
  switch (rule.kind) {
    case "IS":
      return rule.op === "==" && rule.value.is === "FLAG" && rule.value.flag
        ? rule.field
        : `${rule.field} ${rule.op} ${printOperand(rule.value)}`;
    case "NOT":
      return `NOT ${print(rule.rule, "NOT")}`;
    case "ALL":
    case "ANY":
      return printJoined(rule, around);
  }
}

function printJoined(
  rule: Extract<Rule, { kind: "ALL" | "ANY" }>,
  around: "ANY" | "ALL" | "NOT",
): string {
  const [only] = rule.rules;
  if (only === undefined) return rule.kind === "ALL" ? "true" : "false";
  if (rule.rules.length === 1) return print(only, around);
  const text = rule.rules
    .map((part) => print(part, part.kind === rule.kind ? "NOT" : rule.kind))
    .join(rule.kind === "ALL" ? " AND " : " OR ");
  const isLoose = around === "NOT" || (around === "ALL" && rule.kind === "ANY");
  return isLoose ? `(${text})` : text;
}

function printOperand(value: Operand): string {
  switch (value.is) {
    case "TEXT":
      return `'${value.text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
    case "NUMBER":
      return String(value.number);
    case "FLAG":
      return String(value.flag);
    case "DURATION":
      return printDuration(value.ms);
    case "NOTHING":
      return "null";
    case "ME":
      return "me";
    case "FIELD":
      return value.field;
    case "LIST":
      return `[${value.items.map(printOperand).join(", ")}]`;
  }
}

/** `90m` reads `1h30m`. */
function printDuration(ms: number): string {
  if (ms === 0) return "0s";
  let left = ms;
  let text = "";
  for (const unit of ["d", "h", "m", "s", "ms"]) {
    const size = unitMs[unit] ?? 1;
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) text += `${count}${unit}`;
  }
  return text;
}
