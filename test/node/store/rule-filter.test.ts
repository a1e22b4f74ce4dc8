import { describe, expect, test } from "vitest";
import { parseRule } from "../../../src/domain/rules/parse.ts";
import { prefilterOf } from "../../../src/node/store/rule-filter.ts";

const by = {
  now: 1_000_000,
  me: "ann",
  idOf: (_named: string, text: string) => (text === "Billing" ? "q1" : text),
};
function filter(text: string) {
  const read = parseRule(text);
  if (!read.ok) throw new Error(read.problem.message);
  return prefilterOf(read.rule, by);
}

describe("what SQL is told of a rule about completed work", () => {
  test.each<[string, string, readonly (string | number)[]]>([
    ["queue == 'Billing'", "queue_id IN (?)", ["q1"]],
    ["queue != 'Billing'", "queue_id NOT IN (?)", ["q1"]],
    ["NOT queue IN ['Billing', 'b']", "queue_id NOT IN (?, ?)", ["q1", "b"]],
    ["completed_by == me", "completed_by IN (?)", ["ann"]],
    ["resolution == resolved", "resolution IN (?)", ["RESOLVED"]],
    ["completed < 100s", "completed_at > ?", [900_000]],
    ["NOT completed < 100s", "NOT (completed_at > ?)", [900_000]],
    ["queue == 'a' AND subject CONTAINS 'x'", "(queue_id IN (?))", ["a"]],
    [
      "queue == 'a' OR resolution == FLUSHED",
      "(queue_id IN (?) OR resolution IN (?))",
      ["a", "FLUSHED"],
    ],
    ["NOT (queue == 'a' OR subject == 'x')", "(queue_id NOT IN (?))", ["a"]],
    ["state == ACTIVE", "0", []],
    ["NOT state == ACTIVE", "1", []],
    ["status IN ['OPEN', 'completed']", "1", []],
    ["waiting > 5m", "0", []],
    ["needs_reply", "0", []],
  ])("%s", (text, sql, values) => {
    expect(filter(text)).toEqual({ sql, values });
  });

  test.each([
    "subject CONTAINS 'x'",
    "queue == 'a' OR subject == 'x'",
    "NOT (queue == 'a' AND tags HAS 'x')",
    "",
  ])("what it cannot know lets everything through: %s", (text) => {
    expect(filter(text)).toBeNull();
  });
});
