import {
  type TaskRouterConfiguration,
  TaskRouterConfiguration as Shape,
  fromTaskRouter,
} from "../../protocol/task-router.ts";
import type { WorkflowFilter } from "../../domain/workflow.ts";
import { faultsIn } from "../faults.ts";
import { type SettingProblem, asProblem } from "./check.ts";

const faultsOf = faultsIn(Shape);

/** A workflow as it was sent, with `task_routing` turned into our filters and targets; what is wrong with it otherwise. */
export function inOurWords(
  sent: object,
  present: readonly WorkflowFilter[],
): { readonly body: object } | { readonly problems: readonly SettingProblem[] } {
  if (!("task_routing" in sent)) return { body: sent };
  const { task_routing, ...rest } = sent;
  const problems = faultsOf({ task_routing }).map(asProblem);
  if (problems.length > 0) return { problems };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its schema has just checked it
  const theirs = { task_routing } as TaskRouterConfiguration;
  return { body: { ...rest, ...fromTaskRouter(theirs, present) } };
}
