import fc from "fast-check";
import { expect, test } from "vitest";
import { agentWords } from "../../src/domain/rules/agent-words.ts";
import { bind, isAlways, isNever } from "../../src/domain/rules/bind.ts";
import { parseRule } from "../../src/domain/rules/parse.ts";
import { predicateOf } from "../../src/domain/rules/predicate.ts";
import { printRule } from "../../src/domain/rules/print.ts";
import {
  type Item,
  type Rule,
  type Scalar,
  type Value,
  operators,
} from "../../src/domain/rules/rule.ts";
import { anAgent } from "../domain/sample.ts";

const items: readonly fc.Arbitrary<Item>[] = [
  fc.record({ is: fc.constant("TEXT" as const), text: fc.string({ maxLength: 8 }) }),
  fc.record({ is: fc.constant("NUMBER" as const), number: fc.integer({ min: -50, max: 50 }) }),
  fc.record({ is: fc.constant("FLAG" as const), flag: fc.boolean() }),
  fc.record({ is: fc.constant("DURATION" as const), ms: fc.nat(1_000_000_000) }),
  fc.constant({ is: "ME" as const }),
];
const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  ...items,
  fc.constant({ is: "NOTHING" as const }),
  fc.record({ is: fc.constant("FIELD" as const), field: fc.constantFrom("worker.a", "task.b") }),
);
const field = fc.constantFrom("a", "b", "worker.a", "task.a", "task.b", "skills.french");
const op = fc.constantFrom(...operators);

const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ kind: fc.constant("IS" as const), field, op, value: scalar }),
    fc.record({
      kind: fc.constant("IS" as const),
      field,
      op,
      value: fc.record({
        is: fc.constant("LIST" as const),
        items: fc.array(fc.oneof(...items), { maxLength: 3 }),
      }),
    }),
    fc.record({ kind: fc.constant("NOT" as const), rule: tie("rule") }),
    fc.record({
      kind: fc.constantFrom("ALL" as const, "ANY" as const),
      rules: fc.array(tie("rule"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom("x", "y", "true", "3"),
  fc.integer({ min: -3, max: 3 }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.constantFrom("x", "y", "3"), { maxLength: 2 }),
);

test("what is printed is read again as the same rule", () => {
  fc.assert(
    fc.property(rule, (one) => {
      const text = printRule(one);
      fc.pre(text.length <= 1000);
      expect(parseRule(text)).toEqual({ ok: true, rule: one });
    }),
    { numRuns: 2_000 },
  );
});

test("no text whatever does more than be refused", () => {
  const parts = fc.constantFrom(
    "a",
    "AND",
    "NOT",
    "(",
    ")",
    "==",
    "'x'",
    "[",
    "]",
    ",",
    "5m",
    "me",
    "IN",
    " ",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(parts).map((all) => all.join(" ")),
      ),
      (text) => {
        const read = parseRule(text);
        if (read.ok) expect(parseRule(printRule(read.rule))).toEqual(read);
        else expect(read.problem.message).not.toBe("");
      },
    ),
    { numRuns: 3_000 },
  );
});

test("a rule bound to a task says of every agent what the whole rule says of both", () => {
  const plain = fc.record({
    task: fc.record({ a: value, b: value }),
    agent: fc.record({ a: value, b: value }),
  });
  fc.assert(
    fc.property(rule, plain, (whole, { task, agent }) => {
      // Nobody asks when work arrives: me is for folders.
      fc.pre(!JSON.stringify(whole).includes('"ME"'));
      // No checked rule looks for one field's text within another's.
      const inFields = /"CONTAINS","value":\{"is":"FIELD"/;
      fc.pre(!inFields.test(JSON.stringify(whole)));
      const read = (name: string): Value | undefined =>
        name === "task.a" ? task.a : name === "task.b" ? task.b : undefined;
      const everything = {
        ...agentWords,
        open: (name: string) =>
          name.startsWith("task.")
            ? { type: "ANY" as const, said: name, read: () => read(name) ?? null }
            : (agentWords.open?.(name) ?? null),
      };
      const ann = anAgent({ attributes: agent });
      const moment = { now: 0, me: "ann" };
      const left = bind(whole, read);
      const says = predicateOf(left, agentWords)(ann, moment);
      expect(says).toBe(predicateOf(whole, everything)(ann, moment));
      if (isAlways(left)) expect(says).toBe(true);
      if (isNever(left)) expect(says).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
