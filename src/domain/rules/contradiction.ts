import type { IsRule, Rule } from "./rule.ts";

/**
 * Why nobody can ever match, or null where somebody may: fields that would have to hold two values at once, an empty
 * range, an empty list. It sees what stands side by side, not every contradiction there can be.
 */
export function contradictionIn(rule: Rule): string | null {
  switch (rule.kind) {
    case "IS":
      return rule.op === "IN" && rule.value.is === "LIST" && rule.value.items.length === 0
        ? `${rule.field} is in no list that is empty`
        : null;
    case "NOT":
      return null;
    case "ANY": {
      if (rule.rules.length === 0) return "the rule is never true";
      const all = rule.rules.map(contradictionIn);
      return all.every((each) => each !== null) ? (all[0] ?? null) : null;
    }
    case "ALL": {
      for (const part of rule.rules) {
        const inside = contradictionIn(part);
        if (inside !== null) return inside;
      }
      return clash(rule.rules.filter((part) => part.kind === "IS"));
    }
  }
}

function clash(leaves: readonly IsRule[]): string | null {
  const byField = Map.groupBy(leaves, (leaf) => leaf.field);
  for (const [field, own] of byField) {
    const equals = new Set(own.flatMap((leaf) => (leaf.op === "==" ? [textOf(leaf)] : [])));
    if (equals.size > 1) return `${field} cannot be ${[...equals].join(" and ")} at once`;
    const numbers = own.flatMap((leaf) => range(leaf));
    const low = Math.max(-Infinity, ...numbers.map((each) => each.low));
    const high = Math.min(Infinity, ...numbers.map((each) => each.high));
    const isOpen = numbers.some((each) => each.open && (each.low === low || each.high === high));
    if (low > high || (low === high && isOpen)) return `${field} has nothing between its limits`;
  }
  return null;
}

function textOf({ value }: IsRule): string {
  return "text" in value ? value.text.toLowerCase() : JSON.stringify(value);
}

function range({ op, value }: IsRule): { low: number; high: number; open: boolean }[] {
  const number = "ms" in value ? value.ms : "number" in value ? value.number : null;
  if (number === null) return [];
  switch (op) {
    case ">":
    case ">=":
      return [{ low: number, high: Infinity, open: op === ">" }];
    case "<":
    case "<=":
      return [{ low: -Infinity, high: number, open: op === "<" }];
    case "==":
      return [{ low: number, high: number, open: false }];
    default:
      return [];
  }
}
