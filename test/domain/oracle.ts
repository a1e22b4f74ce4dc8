import type { Agent } from "../../src/domain/agent.ts";
import type { Mrd, Queue } from "../../src/domain/queue.ts";
import type { QueuedTask } from "../../src/domain/task.ts";
import { NEVER } from "../../src/domain/time.ts";

/**
 * The naive oracle: who is offered what next, written from the words of the specification (7.7) and from nothing
 * of the code it judges. No indexes, no early exits: it asks every agent about every request, and ranks everybody.
 */
export interface Scene {
  readonly agents: readonly Agent[];
  readonly tasks: readonly QueuedTask[];
  readonly queues: readonly Queue[];
  readonly mrds: readonly Mrd[];
  readonly now: number;
}
export interface Verdict {
  readonly taskId: string;
  readonly agentId: string;
  readonly runnersUp: readonly string[];
}
type Keys = readonly (number | string)[];
const find = <T extends { id: string }>(all: readonly T[], id: string): T =>
  all.filter((each) => each.id === id)[0] as T;
const held = (mrd: Agent["mrds"][number], rule: Mrd) =>
  mrd.active + mrd.reserved + (rule.wrapUpConsumesCapacity ? mrd.wrapUp : 0);

/** READY, in earshot, serving, switched on, skilled, tagged, not held back, not being asked, with room, not over its share. */
function mayBeAsked({ queues, mrds, now }: Scene, task: QueuedTask, agent: Agent): boolean {
  const { routing } = find(queues, task.queueId);
  const mine = agent.mrds.filter(
    (mrd) => mrd.mrdId === task.mrdId && mrd.toggle && !mrd.interrupted,
  );
  const levels = new Map(Object.entries(agent.skills));
  const asks = [...task.skills, ...(routing.steps.at(task.wait.step)?.skills ?? [])];
  const { units } = find(mrds, task.mrdId).conduct;
  const used = agent.mrds.reduce(
    (sum, each) => sum + held(each, find(mrds, each.mrdId)) * find(mrds, each.mrdId).conduct.units,
    0,
  );
  const waited =
    task.wait.lastAgent?.heldUntil === NEVER ? undefined : task.wait.lastAgent?.agentId;
  const share = routing.fairShare;
  const had = agent.recentAssignments.filter(
    (each) => each.queueId === task.queueId && each.at > now - (share?.windowSec ?? 0) * 1000,
  );
  return [
    agent.state === "READY" && agent.reachable && agent.queueIds.some((id) => id === task.queueId),
    waited === undefined || waited === agent.id,
    mine.some((mrd) => held(mrd, find(mrds, mrd.mrdId)) < Math.min(mrd.softTasks, mrd.maxTasks)),
    units === 0 || used + units <= 100,
    asks.every((need) => (levels.get(need.skill) ?? 0) >= need.atLeast),
    task.wait.tags
      .filter((each) => each.required)
      .every((each) => new Set(agent.tags).has(each.tag)),
    task.exclusions.filter((each) => each.agentId === agent.id).every((each) => each.until <= now),
    agent.mrds.every((mrd) => mrd.reserved === 0),
    share === null || had.length < share.max,
  ].every(Boolean);
}

function stands(first: Keys, second: Keys): boolean {
  const at = first.findIndex((key, place) => key !== second[place]);
  const [left, right] = [first[at], second[at]];
  return left !== undefined && right !== undefined && left < right;
}

function ranked<T>(list: readonly T[], keys: (item: T) => Keys): T[] {
  const keyed = list.map((item) => ({ item, keys: keys(item) }));
  return keyed
    .sort(
      (one, other) => Number(stands(other.keys, one.keys)) - Number(stands(one.keys, other.keys)),
    )
    .map(({ item }) => item);
}

/** The last agent, the preferred tags' weight, the policy; then longest available, who holds least, the id. */
function agentKeys({ queues }: Scene, task: QueuedTask, agent: Agent): Keys {
  const own = agent.mrds.filter((mrd) => mrd.mrdId === task.mrdId)[0] as Agent["mrds"][number];
  const { routing } = find(queues, task.queueId);
  const names = [...task.skills, ...(routing.steps.at(task.wait.step)?.skills ?? [])].map(
    (need) => need.skill,
  );
  const skilled = (names.length > 0 ? [...new Set(names)] : Object.keys(agent.skills)).reduce(
    (sum, name) => sum + (agent.skills[name] ?? 0),
    0,
  );
  const liked = task.wait.tags
    .filter((each) => !each.required && agent.tags.includes(each.tag))
    .reduce((sum, each) => sum + each.weight, 0);
  const policy = {
    LONGEST_AVAILABLE: 0,
    LEAST_LOADED: (own.active + own.wrapUp) / own.maxTasks,
    ROTATION: own.lastAssignedAt,
    MOST_SKILLED: -skilled,
    LEAST_SKILLED: skilled,
  };
  const isLast = task.wait.step === 0 && task.wait.lastAgent?.agentId === agent.id;
  return [isLast ? 0 : 1, -liked, policy[routing.policy], own.lastReadyAt, own.active, agent.id];
}

export function verdict(scene: Scene): Verdict | null {
  const open = (task: QueuedTask) =>
    scene.now < Math.min(task.requestExpiresAt, task.wait.staleAt) &&
    find(scene.queues, task.queueId).routing.enabled;
  const taskKeys = ({ queueId, priority, wait, id }: QueuedTask) => [
    -find(scene.queues, queueId).queuePriority,
    -wait.weight,
    -priority,
    wait.orderAt,
    id,
  ];
  for (const task of ranked(scene.tasks.filter(open), taskKeys)) {
    const able = scene.agents.filter((agent) => mayBeAsked(scene, task, agent));
    const [first, ...others] = ranked(able, (agent) => agentKeys(scene, task, agent));
    if (first !== undefined)
      return {
        taskId: task.id,
        agentId: first.id,
        runnersUp: others.slice(0, 5).map((each) => each.id),
      };
  }
  return null;
}
