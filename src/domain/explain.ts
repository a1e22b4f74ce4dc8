import type { Agent } from "./agent.ts";
import type { AgentId } from "./id.ts";
import { type Need, needOf } from "./need.ts";
import type { RoutingFilter } from "./offer.ts";
import type { Queue } from "./queue.ts";
import {
  type RoutingFacts,
  compareWork,
  hasHadItsShare,
  isRouted,
  lacking,
  obstacle,
} from "./routing.ts";
import type { QueuedTask } from "./task.ts";
import { type Instant, NEVER, SECOND_MS } from "./time.ts";
import { isHeldForLastAgent } from "./wait.ts";

/** Where one agent stands towards one waiting task. */
export interface Standing {
  readonly agentId: AgentId;
  /** The first filter that takes them out; null where the router would offer it to them. */
  readonly obstacle: RoutingFilter | null;
  /** When time alone ends that obstacle; null where something has to happen. */
  readonly endsAt: Instant | null;
  /** Where skills or tags are the obstacle: which, how much of each there is, and how much is asked for. */
  readonly lacks: readonly Lack[];
}

/** A skill below the level asked for (0 to 10, 0 for none), or a tag that is not there (has 0, needs 1). */
export interface Lack {
  readonly kind: "SKILL" | "TAG";
  readonly id: string;
  readonly has: number;
  readonly needs: number;
}

/** What time alone will do to a waiting task. */
export const comings = [
  "AGENT_RETURNS",
  "BACK_OFF_ENDS",
  "LAST_AGENT_HOLD_ENDS",
  "MAX_WAIT",
  "NEXT_TARGET",
  "REQUEST_EXPIRES",
  "SHARE_FREES",
  "STALE",
  "STEP_OPENS",
] as const;
export type Coming = (typeof comings)[number];

/** Why a task waits, and what changes by itself. */
export interface WaitExplained {
  /** QUEUED: it would be offered if somebody could take it. The others: only a claim takes it. */
  readonly routing: "QUEUED" | "ROUTING_OFF" | "STALE" | "OVERDUE";
  /** 1 is next in its queue. */
  readonly position: number;
  readonly step: { readonly open: number; readonly of: number };
  readonly heldFor: AgentId | null;
  /** How many could be offered it now; above zero only for the moment until the match. */
  readonly able: number;
  readonly considered: number;
  readonly filteredOut: Readonly<Partial<Record<RoutingFilter, number>>>;
  /** All who could take it have declined or missed it: how many, else 0. */
  readonly declinedByAll: number;
  /** The soonest first; the first is the next instant at which something changes by itself. */
  readonly next: readonly { readonly at: Instant; readonly what: Coming }[];
}

/** "Who could take it?": everybody, those nearest to it first. */
export function standingsFor(
  task: QueuedTask,
  agents: Iterable<Agent>,
  facts: RoutingFacts,
): readonly Standing[] {
  const need = needOf(task, facts.queue);
  const later = needOfNextStep(task, facts.queue);
  const standings = Array.from(agents, (agent): Standing => {
    const found = obstacle(task, agent, facts, need);
    const lacks = lacksOf(found, agent, need);
    const opensFor =
      later !== null && isStepsOwn(found) && lacking(agent, later, facts.meetsRule) === null;
    const endsAt = opensFor ? task.wait.stepDueAt : endOf(found, task, agent, facts);
    return { agentId: agent.id, obstacle: found, endsAt, lacks };
  });
  return standings.sort((left, right) => nearness(left) - nearness(right));
}

/** What the task will ask for once its next step opens; null where none will. */
function needOfNextStep(task: QueuedTask, queue: Queue): Need | null {
  const { wait } = task;
  if (wait.stepDueAt === NEVER) return null;
  return needOf({ ...task, wait: { ...wait, step: wait.step + 1 } }, queue);
}

/** A step may ask for skills and for a rule; the next one may ask for less. */
function isStepsOwn(found: RoutingFilter | null): boolean {
  return found === "MISSING_SKILL" || found === "RULE_NOT_MET";
}

function lacksOf(found: RoutingFilter | null, agent: Agent, need: Need): readonly Lack[] {
  if (found === "MISSING_SKILL") {
    return need.skills.flatMap(({ skill: id, atLeast: needs }) => {
      const has = agent.skills[id] ?? 0;
      return has < needs ? [{ kind: "SKILL" as const, id, has, needs }] : [];
    });
  }
  if (found !== "MISSING_TAG") return [];
  const missing = need.tags.filter((tag) => !agent.tags.includes(tag));
  return missing.map((id) => ({ kind: "TAG", id, has: 0, needs: 1 }));
}

/** "Why is this waiting?" over the present state; `line` is all that waits in its queue, it among them. */
export function explainWait(
  task: QueuedTask,
  agents: Iterable<Agent>,
  facts: RoutingFacts & { readonly line: Iterable<QueuedTask> },
): WaitExplained {
  const { queue, now, line } = facts;
  const standings = standingsFor(task, agents, facts);
  const filteredOut: Partial<Record<RoutingFilter, number>> = {};
  let able = 0;
  for (const { obstacle: found } of standings) {
    if (found === null) able += 1;
    else filteredOut[found] = (filteredOut[found] ?? 0) + 1;
  }
  // Whoever is not asked for stands in nobody's way.
  const ahead = Array.from(line).filter(
    (other) =>
      isRouted(other, queue, now) && compareWork({ task: other, queue }, { task, queue }) < 0,
  );
  const backingOff = filteredOut.BACKING_OFF ?? 0;
  const { wait } = task;
  return {
    routing: routingOf(task, queue, now),
    position: ahead.length + 1,
    step: { open: wait.step, of: Math.max(1, queue.routing.steps.length) },
    heldFor: isHeldForLastAgent(wait) ? (wait.lastAgent?.agentId ?? null) : null,
    able,
    considered: standings.length,
    filteredOut,
    declinedByAll: able === 0 && isOnlyHeldBack(filteredOut) ? backingOff : 0,
    next: comingFor(task, standings, now),
  };
}

function routingOf(task: QueuedTask, queue: Queue, now: Instant): WaitExplained["routing"] {
  if (!queue.routing.enabled) return "ROUTING_OFF";
  if (now >= task.requestExpiresAt) return "OVERDUE";
  return now >= task.wait.staleAt ? "STALE" : "QUEUED";
}

/** Everybody who is not out for what they are is held back after a decline or a miss. */
function isOnlyHeldBack(out: WaitExplained["filteredOut"]): boolean {
  const busy = [
    "NOT_READY",
    "MRD_NOT_READY",
    "INTERRUPTED",
    "OFFER_PENDING",
    "AT_CAPACITY",
  ] as const;
  return busy.every((filter) => out[filter] === undefined) && out.BACKING_OFF !== undefined;
}

function endOf(
  found: RoutingFilter | null,
  task: QueuedTask,
  agent: Agent,
  { queue, now }: RoutingFacts,
): Instant | null {
  switch (found) {
    case "BACKING_OFF":
      return Math.max(
        ...task.exclusions.flatMap((each) =>
          each.agentId === agent.id && each.until > now ? [each.until] : [],
        ),
      );
    case "OVER_FAIR_SHARE":
      return shareFreesAt(agent, queue, now);
    case "MRD_NOT_READY":
      return agent.returnAt === NEVER ? null : agent.returnAt;
    case "NOT_THE_NAMED_AGENT":
      return isHeldForLastAgent(task.wait) ? (task.wait.lastAgent?.heldUntil ?? null) : null;
    default:
      return null;
  }
}

/** When so many of the assignments that count have left the window that one more fits. */
function shareFreesAt(agent: Agent, queue: Queue, now: Instant): Instant | null {
  const share = queue.routing.fairShare;
  if (share === null || !hasHadItsShare(agent, queue, now)) return null;
  const own = agent.recentAssignments.filter((each) => each.queueId === queue.id);
  const over = own.at(-share.max);
  return over === undefined ? null : over.at + share.windowSec * SECOND_MS;
}

const comingOf: Readonly<Partial<Record<RoutingFilter, Coming>>> = {
  BACKING_OFF: "BACK_OFF_ENDS",
  OVER_FAIR_SHARE: "SHARE_FREES",
  MRD_NOT_READY: "AGENT_RETURNS",
};

function comingFor(
  task: QueuedTask,
  standings: readonly Standing[],
  now: Instant,
): WaitExplained["next"] {
  const { wait } = task;
  const held = isHeldForLastAgent(wait) ? (wait.lastAgent?.heldUntil ?? NEVER) : NEVER;
  const found: { at: Instant; what: Coming }[] = [
    { at: wait.stepDueAt, what: "STEP_OPENS" },
    { at: held, what: "LAST_AGENT_HOLD_ENDS" },
    { at: wait.route?.targetDueAt ?? NEVER, what: "NEXT_TARGET" },
    { at: wait.maxWaitAt, what: "MAX_WAIT" },
    { at: wait.staleAt, what: "STALE" },
    { at: task.requestExpiresAt, what: "REQUEST_EXPIRES" },
  ];
  for (const what of ["BACKING_OFF", "OVER_FAIR_SHARE", "MRD_NOT_READY"] as const) {
    const ends = standings.flatMap((each) =>
      each.obstacle === what && each.endsAt !== null ? [each.endsAt] : [],
    );
    const coming = comingOf[what];
    if (ends.length > 0 && coming !== undefined)
      found.push({ at: Math.min(...ends), what: coming });
  }
  return found
    .filter(({ at }) => at > now && at !== NEVER)
    .sort((left, right) => left.at - right.at || (left.what < right.what ? -1 : 1));
}

const order: readonly (RoutingFilter | null)[] = [
  null,
  "BACKING_OFF",
  "OVER_FAIR_SHARE",
  "OFFER_PENDING",
  "AT_CAPACITY",
  "INTERRUPTED",
  "MRD_NOT_READY",
  "NOT_READY",
  "UNREACHABLE",
  "NOT_SIGNED_IN",
  "RULE_NOT_MET",
  "MISSING_TAG",
  "MISSING_SKILL",
  "NOT_THE_NAMED_AGENT",
  "NOT_IN_QUEUE",
];

function nearness({ obstacle: found }: Standing): number {
  return order.indexOf(found);
}
