import { AGENT_UNITS, type Agent, type AgentMrd, loadOf } from "./agent.ts";
import type { AgentId, MrdId } from "./id.ts";
import { type Need, needOf } from "./need.ts";
import type { Assignment, RoutingFilter } from "./offer.ts";
import type { Mrd, Queue } from "./queue.ts";
import type { OrderBy } from "./selection.ts";
import { hasSkills } from "./skill.ts";
import type { QueuedTask } from "./task.ts";
import { type Instant, SECOND_MS } from "./time.ts";
import type { Wait } from "./wait.ts";

export interface Candidate {
  readonly agent: Agent;
  readonly mrd: AgentMrd;
}

/** What routing reads beside the task and the agent. */
export interface RoutingFacts {
  readonly now: Instant;
  readonly queue: Queue;
  readonly mrd: Mrd;
  readonly mrdOf: (id: MrdId) => Mrd;
  /** Whether a rule about agents, in the rule language, holds for this one. */
  readonly meetsRule: (rule: string, agent: Agent) => boolean;
}

/** False where only a claim takes the work: routing is off, it is stale, overdue, or waits behind an offer (T12). */
export function isRouted(task: QueuedTask, queue: Queue, now: Instant): boolean {
  if (task.wait.behind !== undefined) return false;
  return queue.routing.enabled && now < task.requestExpiresAt && now < task.wait.staleAt;
}

/** The first filter that takes this agent out for this task, or null when the agent may be offered it. */
export function obstacle(
  task: QueuedTask,
  agent: Agent,
  facts: RoutingFacts,
  need: Need = needOf(task, facts.queue),
): RoutingFilter | null {
  const lacks = lacking(agent, need, facts.meetsRule);
  if (lacks !== null) return lacks;
  const busy = occupied(agent, need.mrdId, facts.mrdOf);
  if (busy !== null) return busy;
  if (isBackingOff(task, agent.id, facts.now)) return "BACKING_OFF";
  return hasHadItsShare(agent, facts.queue, facts.now) ? "OVER_FAIR_SHARE" : null;
}

/** What somebody is not, or does not have, whatever they are doing: it changes only with settings. */
export function lacking(
  agent: Agent,
  need: Need,
  meetsRule: RoutingFacts["meetsRule"],
): RoutingFilter | null {
  if (!agent.queueIds.includes(need.queueId)) return "NOT_IN_QUEUE";
  if (need.agentId !== null && need.agentId !== agent.id) return "NOT_THE_NAMED_AGENT";
  if (!hasSkills(agent.skills, need.skills)) return "MISSING_SKILL";
  if (!need.tags.every((tag) => agent.tags.includes(tag))) return "MISSING_TAG";
  return need.rules.every((rule) => meetsRule(rule, agent)) ? null : "RULE_NOT_MET";
}

/** Why somebody cannot be offered any work of this MRD at this moment. */
export function occupied(
  agent: Agent,
  mrdId: MrdId,
  mrdOf: RoutingFacts["mrdOf"],
): RoutingFilter | null {
  if (agent.state === "LOGOUT" || agent.state === "LOGIN") return "NOT_SIGNED_IN";
  if (!agent.reachable || agent.state === "UNKNOWN") return "UNREACHABLE";
  if (agent.state !== "READY") return "NOT_READY";
  const own = agent.mrds.find((each) => each.mrdId === mrdId);
  if (own === undefined || !own.toggle) return "MRD_NOT_READY";
  if (own.interrupted) return "INTERRUPTED";
  if (agent.mrds.some((each) => each.reserved > 0)) return "OFFER_PENDING";
  return hasRoom(agent, own, { mrd: mrdOf(mrdId), mrdOf }) ? null : "AT_CAPACITY";
}

export function isBackingOff(task: QueuedTask, agentId: AgentId, now: Instant): boolean {
  return task.exclusions.some((each) => each.agentId === agentId && each.until > now);
}

/** Whether a named agent can be offered work of this MRD now: READY, reachable, nothing on offer, and room (T6). */
export function isAvailable(agent: Agent, facts: Pick<RoutingFacts, "mrd" | "mrdOf">): boolean {
  if (agent.state !== "READY" || !agent.reachable) return false;
  const own = agent.mrds.find((each) => each.mrdId === facts.mrd.id);
  if (own === undefined || !own.toggle || own.interrupted) return false;
  return agent.mrds.every((each) => each.reserved === 0) && hasRoom(agent, own, facts);
}

/** Whether a named agent is being rung and will have room for one more, also when they accept (T6, T8, T9). */
export function isRungWithRoom(agent: Agent, facts: Pick<RoutingFacts, "mrd" | "mrdOf">): boolean {
  if (agent.state !== "READY" || !agent.reachable) return false;
  const own = agent.mrds.find((each) => each.mrdId === facts.mrd.id);
  if (own === undefined || !own.toggle || own.interrupted) return false;
  return agent.mrds.some((each) => each.reserved > 0) && hasRoom(agent, own, facts);
}

/** Offers stop at the soft limit, and where the agent's units would not hold one more task of this medium. */
function hasRoom(agent: Agent, own: AgentMrd, facts: Pick<RoutingFacts, "mrd" | "mrdOf">): boolean {
  if (loadOf(own, facts.mrd.wrapUpConsumesCapacity) >= Math.min(own.softTasks, own.maxTasks))
    return false;
  const { units } = facts.mrd.conduct;
  return units === 0 || unitsUsed(agent, facts.mrdOf) + units <= AGENT_UNITS;
}

function unitsUsed(agent: Agent, mrdOf: RoutingFacts["mrdOf"]): number {
  let used = 0;
  for (const each of agent.mrds) {
    const load = each.active + each.reserved + each.wrapUp;
    if (load === 0) continue;
    const mrd = mrdOf(each.mrdId);
    used += loadOf(each, mrd.wrapUpConsumesCapacity) * mrd.conduct.units;
  }
  return used;
}

/** True once this agent has had as many routed assignments of the queue as its window allows. */
export function hasHadItsShare(agent: Agent, queue: Queue, now: Instant): boolean {
  const share = queue.routing.fairShare;
  if (share === null) return false;
  const from = now - share.windowSec * SECOND_MS;
  let had = 0;
  for (const each of agent.recentAssignments)
    if (each.queueId === queue.id && each.at > from) had += 1;
  return had >= share.max;
}

/**
 * Who comes first among those who may: whoever has more of the preferred tags' weight, then the target's order or the
 * queue's policy; whatever is equal goes by longest available, least in hand, and id: the same facts choose the same agent.
 */
export function compareCandidates(
  task: QueuedTask,
  facts: Pick<RoutingFacts, "queue">,
  need: Need,
): (left: Candidate, right: Candidate) => number {
  const preferred = task.wait.tags.filter((each) => !each.required && each.weight > 0);
  const orderBy = task.wait.route?.orderBy ?? [];
  const { policy } = facts.queue.routing;
  return (left, right) =>
    tagWeight(right.agent, preferred) - tagWeight(left.agent, preferred) ||
    compareByFields(left.agent, right.agent, orderBy) ||
    comparePolicy[policy](left, right, need) ||
    left.mrd.lastReadyAt - right.mrd.lastReadyAt ||
    left.mrd.active - right.mrd.active ||
    compareText(left.agent.id, right.agent.id);
}

type Comparison = (left: Candidate, right: Candidate, need: Need) => number;

const comparePolicy: Readonly<Record<Queue["routing"]["policy"], Comparison>> = {
  LONGEST_AVAILABLE: () => 0,
  // left.load / left.max against right.load / right.max, without a fraction.
  LEAST_LOADED: ({ mrd: left }, { mrd: right }) =>
    (left.active + left.wrapUp) * right.maxTasks - (right.active + right.wrapUp) * left.maxTasks,
  ROTATION: ({ mrd: left }, { mrd: right }) => left.lastAssignedAt - right.lastAssignedAt,
  MOST_SKILLED: (left, right, need) => skillSum(right.agent, need) - skillSum(left.agent, need),
  LEAST_SKILLED: (left, right, need) => skillSum(left.agent, need) - skillSum(right.agent, need),
};

/** Over the skills that are asked for; over all the agent has where none is. */
function skillSum(agent: Agent, need: Need): number {
  const names =
    need.skills.length > 0 ? need.skills.map((each) => each.skill) : Object.keys(agent.skills);
  return names.reduce((sum, name) => sum + (agent.skills[name] ?? 0), 0);
}

function tagWeight(agent: Agent, preferred: Wait["tags"]): number {
  return preferred.reduce(
    (sum, each) => (agent.tags.includes(each.tag) ? sum + each.weight : sum),
    0,
  );
}

function compareByFields(left: Agent, right: Agent, orderBy: readonly OrderBy[]): number {
  for (const { field, direction } of orderBy) {
    const [one, other] = [numberOf(left, field), numberOf(right, field)];
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    return direction === "ASC" ? one - other : other - one;
  }
  return 0;
}

function numberOf(agent: Agent, field: string): number | null {
  const dot = field.indexOf(".");
  const [group, name] = [field.slice(0, dot), field.slice(dot + 1)];
  const value = group === "skills" ? agent.skills[name] : agent.attributes[name];
  return typeof value === "number" ? value : null;
}

/**
 * Queue priority, then the heaviest tag, then task priority (11 before 10), then the place in the line: who has waited
 * longest since the first enqueue, or whose customer wrote longest ago, as each queue orders.
 */
export function compareWork(
  left: { task: QueuedTask; queue: Queue },
  right: { task: QueuedTask; queue: Queue },
): number {
  return (
    right.queue.queuePriority - left.queue.queuePriority ||
    right.task.wait.weight - left.task.wait.weight ||
    right.task.priority - left.task.priority ||
    left.task.wait.orderAt - right.task.wait.orderAt ||
    compareText(left.task.id, right.task.id)
  );
}

/** By code unit: the same on every machine, whatever its locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export const RUNNERS_UP = 5;

export interface Choice {
  readonly agentId: AgentId;
  readonly assignment: Assignment;
}

/** Who is offered this task and why, or null when nobody can be. */
export function chooseAgent(
  task: QueuedTask,
  agents: Iterable<Agent>,
  facts: RoutingFacts,
): Choice | null {
  const need = needOf(task, facts.queue);
  const filteredOut: Partial<Record<RoutingFilter, number>> = {};
  const candidates: Candidate[] = [];
  let considered = 0;
  for (const agent of agents) {
    considered += 1;
    const filter = obstacle(task, agent, facts, need);
    const own = agent.mrds.find((each) => each.mrdId === task.mrdId);
    if (filter !== null) filteredOut[filter] = (filteredOut[filter] ?? 0) + 1;
    else if (own !== undefined) candidates.push({ agent, mrd: own });
  }
  const ordered = lastAgentFirst(candidates.sort(compareCandidates(task, facts, need)), task);
  const [first, ...others] = ordered;
  if (first === undefined) return null;
  const runnersUp = others.slice(0, RUNNERS_UP).map((each) => each.agent.id);
  return {
    agentId: first.agent.id,
    assignment: {
      ...explained(task, first.agent, facts.queue, need),
      runnersUp,
      filteredOut,
      considered,
    },
  };
}

/** Whoever served the customer last comes before all others while the first step is open. */
function lastAgentFirst(ordered: readonly Candidate[], task: QueuedTask): readonly Candidate[] {
  const last = task.wait.step === 0 ? task.wait.lastAgent?.agentId : undefined;
  const preferred = ordered.find((each) => each.agent.id === last);
  return preferred === undefined
    ? ordered
    : [preferred, ...ordered.filter((each) => each !== preferred)];
}

/** What an assignment says of why this agent: the same whoever worked it out. */
export function explained(
  task: QueuedTask,
  agent: Agent,
  queue: Queue,
  need: Need,
): Pick<Assignment, "policy" | "step" | "matchedSkills" | "matchedTags"> {
  return {
    policy: policyOf(task, agent, queue, need),
    step: task.wait.step,
    matchedSkills: need.skills.map((each) => each.skill),
    matchedTags: task.wait.tags.flatMap((each) =>
      agent.tags.includes(each.tag) ? [each.tag] : [],
    ),
  };
}

function policyOf(task: QueuedTask, agent: Agent, queue: Queue, need: Need): Assignment["policy"] {
  const { lastAgent, route, step } = task.wait;
  if (step === 0 && lastAgent?.agentId === agent.id) return "LAST_AGENT";
  if (need.agentId !== null) return "NAMED";
  return route !== null && route.orderBy.length > 0 ? "ORDER_BY" : queue.routing.policy;
}
