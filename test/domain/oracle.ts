import type { Agent } from "../../src/domain/agent.ts";
import type { Mrd, Queue } from "../../src/domain/queue.ts";
import type { QueuedTask } from "../../src/domain/task.ts";

/**
 * The naive oracle: who is offered what next, written from the words of the specification (7.7) and from nothing
 * of the code it judges. No indexes, no early exits: it asks every agent about every request, and ranks by counting.
 */
export interface Scene {
  readonly agents: readonly Agent[];
  readonly tasks: readonly QueuedTask[];
  readonly queues: readonly Queue[];
  readonly mrd: Mrd;
  readonly now: number;
}

export interface Verdict {
  readonly taskId: string;
  readonly agentId: string;
  readonly runnersUp: readonly string[];
}

/** READY, in earshot, serving the queue, switched on, skilled, not held back, not being asked, with a place free. */
function mayBeAsked(scene: Scene, task: QueuedTask, agent: Agent): boolean {
  const mine = agent.mrds.filter((mrd) => mrd.mrdId === task.mrdId && mrd.toggle);
  const asked = agent.mrds.map((mrd) => mrd.reserved).reduce((sum, each) => sum + each, 0);
  const levels = new Map(Object.entries(agent.skills));
  const lacking = task.skills.filter((need) => (levels.get(need.skill) ?? 0) < need.atLeast);
  const heldBack = task.exclusions.filter((each) => each.agentId === agent.id);
  const held = (mrd: (typeof mine)[number]) =>
    mrd.active + mrd.reserved + (scene.mrd.wrapUpConsumesCapacity ? mrd.wrapUp : 0);
  return [
    agent.state === "READY",
    agent.reachable,
    new Set(agent.queueIds).has(task.queueId),
    mine.some((mrd) => held(mrd) < mrd.maxTasks),
    lacking.length === 0,
    heldBack.every((each) => each.until <= scene.now),
    asked === 0,
  ].every(Boolean);
}

/** True when every key of the first that differs from the second's comes before it. */
function stands(first: readonly (number | string)[], second: readonly (number | string)[]) {
  const at = first.findIndex((key, place) => key !== second[place]);
  const [left, right] = [first[at], second[at]];
  return left !== undefined && right !== undefined && left < right;
}

/** Each at the place that equals the number of those that stand before it. */
function ranked<T>(list: readonly T[], keys: (item: T) => readonly (number | string)[]): T[] {
  const placed: T[] = [];
  for (const item of list)
    placed[list.filter((other) => stands(keys(other), keys(item))).length] = item;
  return placed;
}

/** Longest available on the MRD, then who holds least there, then the id. */
function agentKeys(task: QueuedTask, agent: Agent) {
  const own = agent.mrds.find((mrd) => mrd.mrdId === task.mrdId);
  return [own?.lastReadyAt ?? Infinity, own?.active ?? Infinity, agent.id] as const;
}

/** The queue's priority, the request's, the longest wait since the first enqueue, the id. */
function taskKeys(scene: Scene, task: QueuedTask) {
  const queue = scene.queues.find((each) => each.id === task.queueId);
  return [-(queue?.queuePriority ?? 0), -task.priority, task.firstEnqueuedAt, task.id] as const;
}

export function verdict(scene: Scene): Verdict | null {
  const live = scene.tasks.filter((task) => scene.now < task.requestExpiresAt);
  const answers = ranked(live, (task) => taskKeys(scene, task)).map((task): Verdict | null => {
    const able = scene.agents.filter((agent) => mayBeAsked(scene, task, agent));
    const [first, ...others] = ranked(able, (agent) => agentKeys(task, agent));
    const runnersUp = others.slice(0, 5).map((agent) => agent.id);
    return first === undefined ? null : { taskId: task.id, agentId: first.id, runnersUp };
  });
  return answers.find((answer) => answer !== null) ?? null;
}
