import { type Agent, type AgentMrd, loadOf } from "./agent.ts";
import type { AgentId } from "./id.ts";
import type { Assignment, RoutingFilter } from "./offer.ts";
import type { Mrd, Queue } from "./queue.ts";
import { hasSkills } from "./skill.ts";
import type { QueuedTask } from "./task.ts";
import type { Instant } from "./time.ts";

export interface Candidate {
  readonly agent: Agent;
  readonly mrd: AgentMrd;
}

/** The first filter that takes this agent out for this task, or null when the agent may be offered it. */
export function obstacle(
  task: QueuedTask,
  agent: Agent,
  mrd: Mrd,
  now: Instant,
): RoutingFilter | null {
  if (agent.state === "LOGOUT" || agent.state === "LOGIN") return "NOT_SIGNED_IN";
  if (!agent.reachable || agent.state === "UNKNOWN") return "UNREACHABLE";
  if (agent.state !== "READY") return "NOT_READY";
  if (!agent.queueIds.includes(task.queueId)) return "NOT_IN_QUEUE";
  const own = agent.mrds.find((each) => each.mrdId === task.mrdId);
  if (own === undefined || !own.toggle) return "MRD_NOT_READY";
  if (!hasSkills(agent.skills, task.skills)) return "MISSING_SKILL";
  if (task.exclusions.some((each) => each.agentId === agent.id && each.until > now))
    return "BACKING_OFF";
  if (agent.mrds.some((each) => each.reserved > 0)) return "OFFER_PENDING";
  return loadOf(own, mrd.wrapUpConsumesCapacity) >= own.maxTasks ? "AT_CAPACITY" : null;
}

/** Longest available first; then who holds least; then by id, so that the same facts choose the same agent. */
function compareCandidates(left: Candidate, right: Candidate): number {
  return (
    left.mrd.lastReadyAt - right.mrd.lastReadyAt ||
    left.mrd.active - right.mrd.active ||
    compareText(left.agent.id, right.agent.id)
  );
}

/** Queue priority, then task priority (11 before 10), then who has waited longest since the first enqueue. */
export function compareWork(
  left: { task: QueuedTask; queue: Queue },
  right: { task: QueuedTask; queue: Queue },
): number {
  return (
    right.queue.queuePriority - left.queue.queuePriority ||
    right.task.priority - left.task.priority ||
    left.task.firstEnqueuedAt - right.task.firstEnqueuedAt ||
    compareText(left.task.id, right.task.id)
  );
}

/** By code unit: the same on every machine, whatever its locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

const RUNNERS_UP = 5;

export interface Choice {
  readonly agentId: AgentId;
  readonly assignment: Assignment;
}

/** Who is offered this task and why, or null when nobody can be. */
export function chooseAgent(
  task: QueuedTask,
  agents: Iterable<Agent>,
  mrd: Mrd,
  now: Instant,
): Choice | null {
  const filteredOut: Partial<Record<RoutingFilter, number>> = {};
  const candidates: Candidate[] = [];
  let considered = 0;
  for (const agent of agents) {
    considered += 1;
    const filter = obstacle(task, agent, mrd, now);
    const own = agent.mrds.find((each) => each.mrdId === task.mrdId);
    if (filter !== null) filteredOut[filter] = (filteredOut[filter] ?? 0) + 1;
    else if (own !== undefined) candidates.push({ agent, mrd: own });
  }
  const [first, ...others] = candidates.sort(compareCandidates);
  if (first === undefined) return null;
  const runnersUp = others.slice(0, RUNNERS_UP).map((each) => each.agent.id);
  const matchedSkills = task.skills.map((need) => need.skill);
  const assignment: Assignment = {
    policy: "LONGEST_AVAILABLE",
    step: 0,
    runnersUp,
    filteredOut,
    considered,
    matchedSkills,
  };
  return { agentId: first.agent.id, assignment };
}
