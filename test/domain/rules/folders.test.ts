import { describe, expect, test } from "vitest";
import { type AgentId, brand } from "../../../src/domain/id.ts";
import type { Interaction } from "../../../src/domain/interaction.ts";
import { interactionWords } from "../../../src/domain/rules/interaction-words.ts";
import { nextChangeOf } from "../../../src/domain/rules/next-change.ts";
import { predicateOf } from "../../../src/domain/rules/predicate.ts";
import { problemText, readRule } from "../../../src/domain/rules/read.ts";
import type { Rule } from "../../../src/domain/rules/rule.ts";
import { sentenceOf } from "../../../src/domain/rules/sentence.ts";
import { plainPromise } from "../../../src/domain/service-level.ts";
import { NEVER } from "../../../src/domain/time.ts";
import { after, anInteraction, noon } from "../sample.ts";

const words = interactionWords({ promiseOf: () => plainPromise, teamsOf: () => [] });

function read(text: string): Rule {
  const found = readRule(text, words);
  if (!found.ok) throw new Error(problemText(found.problem));
  return found.rule;
}

const holds = (text: string, interaction: Interaction, now = noon, me = "ann") =>
  predicateOf(read(text), words, (_named, name) => name.toLowerCase())(interaction, { now, me });

const waiting = anInteraction({
  status: "OPEN",
  agentId: null,
  createdAt: noon,
  firstEnqueuedAt: noon,
  slaDueAt: after(60_000),
});

describe("a rule that depends on time", () => {
  test.each<[string, number, boolean]>([
    ["waiting > 5m", 300_000, false],
    ["waiting > 5m", 300_001, true],
    ["waiting >= 5m", 300_000, true],
    ["waiting < 5m", 299_999, true],
    ["sla == OK", 29_999, true],
    ["sla == WARNING", 30_000, true],
    ["sla == BREACHED", 60_000, true],
    ["due < 10s", 50_000, false],
    ["due < 10s", 50_001, true],
  ])("%s after %i ms: %s", (text, ms, said) => {
    expect(holds(text, waiting, after(ms))).toBe(said);
  });

  test.each<[string, number, number]>([
    ["waiting > 5m", 0, 300_000],
    ["waiting > 5m", 300_000, 300_001],
    ["waiting > 5m", 300_001, NEVER],
    ["sla == BREACHED AND queue == 'x'", 0, 30_000],
    ["sla == BREACHED", 30_000, 60_000],
    ["due < 10s", 0, 50_000],
    ["queue == 'x'", 0, NEVER],
  ])("%s, asked after %i ms, can change %i ms after the beginning", (text, ms, at) => {
    const next = nextChangeOf(read(text), words)(waiting, { now: after(ms), me: null });
    expect(next).toBe(at === NEVER ? NEVER : after(at));
  });

  test("between now and the next change nothing changes, and what changes does so at such an instant", () => {
    const texts = [
      "waiting > 40s OR sla == WARNING",
      "NOT due <= 7s",
      "age >= 3s AND waiting < 61s",
    ];
    for (const text of texts) {
      const rule = read(text);
      const says = predicateOf(rule, words);
      const next = nextChangeOf(rule, words);
      const turns = new Set<number>();
      for (let now = noon; now !== NEVER; now = next(waiting, { now, me: null })) turns.add(now);
      for (let ms = 1; ms <= 70_000; ms += 1) {
        const at = (now: number) => says(waiting, { now, me: null });
        if (at(after(ms)) !== at(after(ms - 1))) expect(turns).toContain(after(ms));
      }
    }
  });
});

describe("whose work it is", () => {
  const mine = anInteraction({
    status: "CONNECTED",
    agentId: brand<AgentId>("ann"),
    interventionState: "OPENED",
  });
  test.each<[string, boolean]>([
    ["owner == me", true],
    ["owner == 'Ann'", true],
    ["owner == 'bob'", false],
    ["owner IN ['bob', me]", true],
    ["status IN [OPEN, connected]", true],
    ["state == completed", false],
  ])("%s: %s", (text, said) => {
    expect(holds(text, mine)).toBe(said);
  });

  test("what waits for my reply is what the customer wrote last in an open intervention", () => {
    expect(holds("needs_reply", { ...mine, lastLineBy: "CUSTOMER" })).toBe(true);
    expect(holds("needs_reply", { ...mine, lastLineBy: "AGENT" })).toBe(false);
  });
});

test("a folder's rule as a sentence names what ids stand for", () => {
  const said = sentenceOf(
    read("queue == 'q1' AND waiting > 5m AND owner == me"),
    words,
    (named, id) => (named === "QUEUE" && id === "q1" ? "Billing" : id),
  );
  expect(said).toBe(
    "The queue is Billing and the wait is longer than 5 minutes and the owner is you.",
  );
});

test.each([
  ["waiting > 300", "waiting is a length of time: write 300s, 300m or 300h"],
  ["waitng > 5m", "there is no field waitng; did you mean waiting?"],
  ["sla == late", "sla is never 'late'; it is one of OK, WARNING, BREACHED, NONE"],
  [
    "created_at > '21.11.2026'",
    "'21.11.2026' is no date; write '2026-11-21' or '2026-11-21T10:00Z'",
  ],
  ["subject == me", "subject is no person: me does not fit"],
])("%s is refused: %s", (text, said) => {
  const found = readRule(text, words);
  expect(found.ok ? null : problemText(found.problem)).toBe(said);
});
