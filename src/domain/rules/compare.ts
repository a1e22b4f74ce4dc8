import { isFoundIn } from "../search/question.ts";
import type { Operator, Value } from "./rule.ts";

/**
 * How two values compare. What is missing is null: it equals null alone, is in no list and is neither more nor less
 * than anything; `!=` and `NOT IN` are the exact opposites of `==` and `IN`. CONTAINS asks as the search does: every word
 * of it, in any order.
 */
export function compare(left: Value, op: Operator, right: Value): boolean {
  switch (op) {
    case "==":
      return same(left, right);
    case "!=":
      return !same(left, right);
    case ">":
      return ordered(left, right, (order) => order > 0);
    case ">=":
      return ordered(left, right, (order) => order >= 0);
    case "<":
      return ordered(left, right, (order) => order < 0);
    case "<=":
      return ordered(left, right, (order) => order <= 0);
    case "IN":
      return has(right, left);
    case "NOT IN":
      return !has(right, left);
    case "HAS":
      return has(left, right);
    case "CONTAINS":
      return contains(left, right);
  }
}

function same(left: Value, right: Value): boolean {
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
  if (typeof left === "object" || typeof right === "object") return false;
  return left === right;
}

function isNothing(value: Value): boolean {
  return value === null || (typeof value === "object" && value.length === 0);
}

function ordered(left: Value, right: Value, holds: (order: number) => boolean): boolean {
  if (typeof left === "number" && typeof right === "number") return holds(left - right);
  if (typeof left !== "string" || typeof right !== "string") return false;
  if (left === right) return holds(0);
  return holds(left < right ? -1 : 1);
}

/** Numbers and flags stand in a list as their text. */
function has(list: Value, item: Value): boolean {
  if (list === null || typeof list !== "object" || item === null || typeof item === "object")
    return false;
  return list.includes(typeof item === "string" ? item : String(item));
}

function contains(left: Value, right: Value): boolean {
  if (typeof left !== "string" || typeof right !== "string") return false;
  return isFoundIn(right, left);
}
