import type { IsRule, Item, Rule, Scalar } from "./rule.ts";

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
      return clash([...asserted(rule)]);
    }
  }
}

/** What holds of single fields where the whole holds: also what stands deeper, and the opposite of what is denied. */
function* asserted(rule: Rule): Iterable<IsRule> {
  if (rule.kind === "ALL") for (const part of rule.rules) yield* asserted(part);
  if (rule.kind === "IS") yield rule;
  if (rule.kind !== "NOT" || rule.rule.kind !== "IS") return;
  const { rule: denied } = rule;
  const op = opposites[denied.op];
  if (op !== undefined) yield { ...denied, op };
}

/** Only of these: a comparison that does not hold says little where there may be nothing to compare. */
const opposites: Partial<Record<IsRule["op"], IsRule["op"]>> = {
  "==": "!=",
  "!=": "==",
  IN: "NOT IN",
  "NOT IN": "IN",
};

function clash(leaves: readonly IsRule[]): string | null {
  const byField = Map.groupBy(leaves, (leaf) => leaf.field);
  for (const [field, own] of byField) {
    const equals = new Set(own.flatMap((leaf) => (leaf.op === "==" ? [textOf(leaf.value)] : [])));
    if (equals.size > 1) return `${field} cannot be ${[...equals].join(" and ")} at once`;
    const left = possible(own);
    if (left?.size === 0) return `${field} has no value left that fits everything`;
    const numbers = own.flatMap((leaf) => range(leaf));
    const low = Math.max(-Infinity, ...numbers.map((each) => each.low));
    const high = Math.min(Infinity, ...numbers.map((each) => each.high));
    const isOpen = numbers.some((each) => each.open && (each.low === low || each.high === high));
    if (low > high || (low === high && isOpen)) return `${field} has nothing between its limits`;
  }
  return null;
}

/** The values that are left of those that are named; null where none is named, or where it depends on who asks. */
function possible(leaves: readonly IsRule[]): ReadonlySet<string> | null {
  const said = (isIn: boolean) =>
    leaves.flatMap(({ op, value }) => {
      const asked = isIn ? op === "==" || op === "IN" : op === "!=" || op === "NOT IN";
      const named: readonly (Item | Scalar)[] = value.is === "LIST" ? value.items : [value];
      const depends = named.some((each) => each.is === "ME" || each.is === "FIELD");
      return asked && !depends ? [named] : [];
    });
  const [first, ...rest] = said(true);
  if (first === undefined) return null;
  const out = new Set(
    said(false)
      .flat()
      .map((each) => JSON.stringify(each)),
  );
  const common = first.filter((each) =>
    rest.every((other) => other.some((one) => textOf(one) === textOf(each))),
  );
  return new Set(common.filter((each) => !out.has(JSON.stringify(each))).map(textOf));
}

/** As rules may compare: a number stands in a list as its digits, and names are found in any case. */
function textOf(value: IsRule["value"]): string {
  if ("text" in value) return value.text.toLowerCase();
  if (value.is === "NUMBER") return String(value.number);
  return value.is === "FLAG" ? String(value.flag) : JSON.stringify(value);
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
