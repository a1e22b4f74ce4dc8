import { describe, expect, test } from "vitest";
import { agentWords } from "../../../src/domain/rules/agent-words.ts";
import { bind } from "../../../src/domain/rules/bind.ts";
import { contradictionIn } from "../../../src/domain/rules/contradiction.ts";
import { parseRule } from "../../../src/domain/rules/parse.ts";
import { predicateOf } from "../../../src/domain/rules/predicate.ts";
import { printRule } from "../../../src/domain/rules/print.ts";
import { problemText, readRule } from "../../../src/domain/rules/read.ts";
import type { Rule, Value } from "../../../src/domain/rules/rule.ts";
import { sentenceOf } from "../../../src/domain/rules/sentence.ts";
import { workWords, workforceWords } from "../../../src/domain/rules/work-words.ts";
import { anAgent } from "../sample.ts";

function parsed(text: string): Rule {
  const read = parseRule(text);
  if (!read.ok) throw new Error(problemText(read.problem));
  return read.rule;
}

const moment = { now: 0, me: "ann" };
const meets = (text: string, agent = anAgent()) =>
  predicateOf(parsed(text), agentWords)(agent, moment);

describe("a rule's text", () => {
  test.each([
    ["queue == 'billing' AND waiting > 5m", "queue == 'billing' AND waiting > 5m"],
    ["queue = billing", "queue == 'billing'"],
    ["waiting > 90m", "waiting > 1h30m"],
    ["a==1 or b==2 and c==3", "a == 1 OR b == 2 AND c == 3"],
    ["(a==1 or b==2) and c==3", "(a == 1 OR b == 2) AND c == 3"],
    ["not a", "NOT a"],
    ["not (a == 1 and b)", "NOT (a == 1 AND b)"],
    ["a NOT IN ['x', \"y\", 3]", "a NOT IN ['x', 'y', 3]"],
    ["name == 'O''Brien'", "name == 'O''Brien'"],
    ["'french' IN worker.languages", "worker.languages HAS 'french'"],
    ["3 < level", "level > 3"],
    ["owner == me", "owner == me"],
    ["", ""],
    ["1==1", ""],
  ])("%s is read, and printed as %s", (text, printed) => {
    expect(printRule(parsed(text))).toBe(printed);
    expect(parsed(printed)).toEqual(parsed(text));
  });

  test.each([
    ["queue ==", "here should be a value (at character 9)"],
    ["AND a == 1", "AND cannot stand here: something is missing (at character 1)"],
    ["a == 'x", "this text is not closed by a quotation mark (at character 6)"],
    ["a == 1 b == 2", "here should be AND, OR or the end of the rule (at character 8)"],
    ["(a == 1", 'here should be ")" (at character 8)'],
    ["first-name == 'x'", '"-" cannot stand here (at character 6); names have no hyphens; write _'],
    ["a NOT 3", "NOT is followed by IN here (at character 7)"],
    [`${"NOT ".repeat(30)}a`, "a rule is at most 20 deep (at character 81)"],
    [`a == '${"x".repeat(1000)}'`, "a rule has at most 1000 characters (at character 1001)"],
  ])("%s is refused and says where", (text, said) => {
    const read = parseRule(text);
    expect(read.ok ? null : problemText(read.problem)).toBe(said);
  });
});

describe("what a purpose does not know is an error with a suggestion", () => {
  test.each([
    ["skill.french >= 3", "there is no field skill.french"],
    ["tag HAS 'vip'", "there is no field tag; did you mean tags, or attributes.tag?"],
    ["tags == 'vip'", "tags is a list: HAS; == does not fit; write tags HAS 'word'"],
    ["skills.french >= 'three'", "skills.french is compared with a number"],
    ["name IN 'Ann'", "IN is followed by a list; write name IN ['one', 'other']"],
    ["name == ['Ann']", "== is followed by one value, not a list; write name IN […]"],
    ["activity_name == 'Online'", "there is no field activity_name"],
  ])("%s", (text, said) => {
    const read = readRule(text, agentWords);
    expect(read.ok ? null : problemText(read.problem)).toBe(said);
  });

  test("choices are checked in any case", () => {
    expect(readRule("communication_type == email", workWords).ok).toBe(true);
    const read = readRule("communication_type == emial", workWords);
    expect(read.ok ? null : problemText(read.problem)).toBe(
      "communication_type is never 'emial'; did you mean EMAIL?",
    );
  });

  test("a name that is nearly a field is not taken for an attribute, and may be one when said so", () => {
    const read = readRule("prioriti > 3", workWords);
    expect(read.ok ? null : problemText(read.problem)).toBe(
      "there is no field prioriti; did you mean priority, or attributes.prioriti?",
    );
    expect(readRule("attributes.prioriti > 3", workWords).ok).toBe(true);
    expect(readRule("product == 'loan'", workWords).ok).toBe(true);
    expect(readRule("workers.available == 0", workforceWords).ok).toBe(true);
    expect(readRule("workers.idle == 0", workforceWords).ok).toBe(false);
  });
});

describe("what a rule says of an agent", () => {
  const ann = anAgent({
    skills: { french: 4 },
    tags: ["vip"],
    attributes: { level: 3, languages: ["fr", "de"], site: "Lyon", senior: true },
  });
  test.each<[string, boolean]>([
    ["skills.french >= 4", true],
    ["skills.french > 4", false],
    ["skills.german >= 1", false],
    ["skills.german < 1", true],
    ["tags HAS 'vip' AND NOT tags HAS 'night'", true],
    ["worker.level >= 3", true],
    ["attributes.level IN [1, 3]", true],
    ["languages HAS 'fr'", true],
    ["languages HAS 'en'", false],
    ["site CONTAINS 'ly'", true],
    ["site == 'lyon'", false],
    ["senior", true],
    ["NOT senior", false],
    ["missing == null", true],
    ["missing > 3", false],
    ["missing != 'x'", true],
    ["missing == 'x' OR level == 3", true],
    ["id == me", false],
    ["", true],
    ["1 == 2", false],
  ])("%s: %s", (text, holds) => {
    expect(meets(text, ann)).toBe(holds);
  });
});

describe("what is known already is bound", () => {
  const task: Record<string, Value> = {
    "task.language": "fr",
    "task.level": 3,
    "task.sites": ["Lyon", "Paris"],
    "task.nothing": null,
  };
  const known = (field: string) => (field.startsWith("task.") ? (task[field] ?? null) : undefined);
  test.each([
    ["task.language IN worker.languages", "worker.languages HAS 'fr'"],
    ["task.language NOT IN worker.languages", "NOT worker.languages HAS 'fr'"],
    ["worker.level >= task.level", "worker.level >= 3"],
    ["task.level <= worker.level", "worker.level >= 3"],
    ["worker.site IN task.sites", "worker.site IN ['Lyon', 'Paris']"],
    ["task.language == 'fr' AND worker.level > 2", "worker.level > 2"],
    ["task.language == 'en' AND worker.level > 2", "1 == 2"],
    ["task.language == 'en' OR worker.level > 2", "worker.level > 2"],
    ["NOT task.language == 'en'", ""],
    ["task.nothing IN worker.languages", "1 == 2"],
  ])("%s leaves %s", (text, left) => {
    expect(bind(parsed(text), known)).toEqual(parsed(left));
  });
});

describe("a rule nobody can match is found out", () => {
  test.each<[string, string | null]>([
    ["queue == 'a' AND queue == 'b'", "queue cannot be a and b at once"],
    ["queue == 'A' AND queue == 'a'", null],
    ["age > 5m AND age < 2m", "age has nothing between its limits"],
    ["level > 3 AND level <= 3", "level has nothing between its limits"],
    ["level >= 3 AND level <= 3", null],
    ["queue IN []", "queue is in no list that is empty"],
    ["queue == 'a' OR queue == 'b'", null],
    ["queue == 'a' AND queue != 'a'", "queue has no value left that fits everything"],
    ["queue == 'A' AND queue != 'a'", null],
    ["undelivered AND NOT undelivered", "undelivered has no value left that fits everything"],
    ["queue IN ['a', 'b'] AND queue IN ['c']", "queue has no value left that fits everything"],
    [
      "queue IN ['a', 'b'] AND queue NOT IN ['a', 'b']",
      "queue has no value left that fits everything",
    ],
    ["queue IN ['a', 'b'] AND queue != 'a'", null],
    ["level == 5 AND level IN ['5']", null],
    ["owner == me AND owner != 'ana'", null],
    ["(queue == 'a' AND age > 5m) AND age < 2m", "age has nothing between its limits"],
    ["1 == 2", "the rule is never true"],
  ])("%s: %s", (text, said) => {
    expect(contradictionIn(parsed(text))).toBe(said);
  });
});

test.each([
  ["skills.french >= 3 AND tags HAS 'vip'", "French is at least 3 and their tags include “vip”."],
  ["NOT tags HAS 'vip'", "Their tags do not include “vip”."],
  ["level IN [1, 2, 3]", "Level is one of 1, 2 or 3."],
  [
    "(level == 1 OR senior) AND NOT (site == 'x' AND name == 'y')",
    "(Level is 1 or senior) and not (site is “x” and the agent's name is “y”).",
  ],
  ["", "Everything."],
])("%s as a sentence: %s", (text, said) => {
  expect(sentenceOf(parsed(text), agentWords)).toBe(said);
});
