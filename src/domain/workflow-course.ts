import { bind } from "./rules/bind.ts";
import { parseRule } from "./rules/parse.ts";
import { type Predicate, predicateOf } from "./rules/predicate.ts";
import { printRule } from "./rules/print.ts";
import { type Rule, never } from "./rules/rule.ts";
import { fieldOf } from "./rules/vocabulary.ts";
import { type WorkTraits, type Workforce, workWords, workforceWords } from "./rules/work-words.ts";
import type { Instant } from "./time.ts";
import type { TagChange, Workflow, WorkflowTarget } from "./workflow.ts";
import type { TagNeed } from "./wait.ts";

/** The filter that took the work, or -1 for the default filter. */
export const DEFAULT_FILTER = -1;

/** From the top down, the first filter that matches; null where none does and there is no default. */
export function filterFor(workflow: Workflow, work: WorkTraits, now: Instant): number | null {
  const at = coursesOf(workflow).findIndex((course) => course.matches(work, { now, me: null }));
  if (at >= 0) return at;
  return workflow.defaultTarget === null ? null : DEFAULT_FILTER;
}

/** The targets of a filter, in the order in which they are tried. */
export function targetsOf(workflow: Workflow, filter: number): readonly WorkflowTarget[] {
  if (filter !== DEFAULT_FILTER) return workflow.filters[filter]?.targets ?? [];
  return workflow.defaultTarget === null ? [] : [workflow.defaultTarget];
}

/** What a target asks of an agent once the work is known, as a rule about the agent alone; null asks for nothing. */
export function ruleOf(target: WorkflowTarget, work: WorkTraits): string | null {
  if (target.expression === null) return null;
  const rule = bind(parsed(target.expression), (name) => readWork(name, work));
  const text = printRule(rule);
  return text === "" ? null : text;
}

/** Whom a target names: an agent's id or name, read from the work where it says `task.…`; null where it names nobody. */
export function namedBy(target: WorkflowTarget, work: WorkTraits): string | null {
  const { knownAgent } = target;
  if (knownAgent === null || !knownAgent.startsWith("task.")) return knownAgent;
  const value = readWork(knownAgent, work);
  return typeof value === "string" && value !== "" ? value : null;
}

/** Whether a target is left out, asked only where nobody of it is free. */
export function skips({ skipIf }: WorkflowTarget, workforce: Workforce): boolean {
  if (skipIf === null) return false;
  return predicateOf(parsed(skipIf), workforceWords)(workforce, { now: 0, me: null });
}

/** An interaction's tags after a filter: the names, and what the filter says of those it gave. */
export function tagsAfter(
  tags: readonly string[],
  { set, add, remove }: TagChange,
): { readonly names: readonly string[]; readonly given: readonly TagNeed[] } {
  const given = [...(set ?? []), ...add];
  const kept = (set === null ? tags : []).filter((tag) => !remove.includes(tag));
  return { names: [...new Set([...kept, ...given.map(({ tag }) => tag)])], given };
}

interface Course {
  readonly matches: Predicate<WorkTraits>;
}

/** A workflow's filters are read once, and again when the workflow is another. */
const known = new WeakMap<Workflow, readonly Course[]>();

function coursesOf(workflow: Workflow): readonly Course[] {
  const present = known.get(workflow);
  if (present !== undefined) return present;
  const courses = workflow.filters.map(({ expression }) => ({
    matches: predicateOf(parsed(expression), workWords),
  }));
  known.set(workflow, courses);
  return courses;
}

/** Settings are checked when they are written; what cannot be read all the same holds for nothing. */
function parsed(text: string): Rule {
  const read = parseRule(text);
  return read.ok ? read.rule : never;
}

function readWork(name: string, work: WorkTraits) {
  if (!name.startsWith("task.")) return undefined;
  return fieldOf(workWords, name)?.read(work, { now: 0, me: null }) ?? null;
}
