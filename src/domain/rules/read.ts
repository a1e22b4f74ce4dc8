import { checkRule } from "./check.ts";
import { type Parsed, parseRule } from "./parse.ts";
import type { RuleProblem } from "./rule.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A rule from its text, as one purpose understands it; or the first thing that is wrong with it. */
export function readRule<S>(text: string, vocabulary: Vocabulary<S>): Parsed {
  const parsed = parseRule(text);
  if (!parsed.ok) return parsed;
  const [problem] = checkRule(parsed.rule, vocabulary);
  return problem === undefined ? parsed : { ok: false, problem };
}

/** A problem in one line: what, where, and what may have been meant. */
export function problemText({ message, at, suggestion }: RuleProblem): string {
  const where = at === null ? "" : ` (at character ${at + 1})`;
  return `${message}${where}${suggestion === null ? "" : `; ${suggestion}`}`;
}
