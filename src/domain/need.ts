import type { AgentId, MrdId, QueueId } from "./id.ts";
import type { Queue } from "./queue.ts";
import type { SkillNeed } from "./skill.ts";
import type { QueuedTask } from "./task.ts";
import { isHeldForLastAgent } from "./wait.ts";

/**
 * What a waiting task asks of an agent, as its row stands: no clock is read. Tasks with equal needs are served by
 * the same agents, which is what the matching indexes are built on.
 */
export interface Need {
  readonly queueId: QueueId;
  readonly mrdId: MrdId;
  /** The task's own and the open step's, each skill once at its highest level, in the order of their names. */
  readonly skills: readonly SkillNeed[];
  /** Tags without which nobody takes it, in order. */
  readonly tags: readonly string[];
  /** Rules about the agent, all of which hold; in order. */
  readonly rules: readonly string[];
  /** Nobody else. */
  readonly agentId: AgentId | null;
}

export function needOf(task: QueuedTask, queue: Queue): Need {
  const { wait } = task;
  const step = queue.routing.steps[wait.step];
  const rules = [step?.rule ?? null, wait.route?.rule ?? null].filter((rule) => rule !== null);
  return {
    queueId: task.queueId,
    mrdId: task.mrdId,
    skills: strongest(step === undefined ? task.skills : [...task.skills, ...step.skills]),
    tags: wait.tags.flatMap((each) => (each.required ? [each.tag] : [])).sort(),
    rules: [...new Set(rules)].sort(),
    agentId: namedIn(task),
  };
}

/** Whether the queue, its open step and the task's own skills say all there is of the need: it asks for nobody by name. */
export function isPlain(task: QueuedTask): boolean {
  return task.wait.tags.length === 0 && task.wait.route === null && namedIn(task) === null;
}

function namedIn({ wait }: QueuedTask): AgentId | null {
  if (wait.behind !== undefined) return wait.behind;
  if (isHeldForLastAgent(wait)) return wait.lastAgent?.agentId ?? null;
  return wait.route?.agentId ?? null;
}

function strongest(needs: readonly SkillNeed[]): readonly SkillNeed[] {
  const levels = new Map<string, number>();
  for (const { skill, atLeast } of needs)
    levels.set(skill, Math.max(levels.get(skill) ?? 0, atLeast));
  return [...levels]
    .map(([skill, atLeast]) => ({ skill, atLeast }))
    .sort((left, right) => (left.skill < right.skill ? -1 : 1));
}
