import type { AgentId, MrdId, QueueId, TeamId, WorkspaceId } from "./id.ts";
import type { WithdrawalReason } from "./offer.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { SkillLevels } from "./skill.ts";
import { type Instant, NEVER } from "./time.ts";
import type { RonaPolicy } from "./workspace.ts";

export type AgentState = "LOGIN" | "NOT_READY" | "READY" | "LOGOUT" | "UNKNOWN";
export type MrdState =
  | "LOGOUT"
  | "NOT_READY"
  | "PENDING_NOT_READY"
  | "READY"
  | "RESERVED"
  | "ACTIVE"
  | "BUSY"
  | "INTERRUPTED"
  | "UNKNOWN";

/** Reasons the system itself gives; workspaces add their own beside them. */
export const systemReasons = [
  "RONA",
  "LOCKED",
  "SUSPENDED",
  "NETWORK",
  "FORCED",
  "SIGNED_IN",
  "BARGE_IN",
] as const;

/** What an agent holds on one MRD, counted from the tasks and never set freely. */
export interface Load {
  readonly active: number;
  readonly reserved: number;
  readonly wrapUp: number;
}

export interface AgentMrd extends Load {
  readonly mrdId: MrdId;
  /** The agent's wish; what follows from it is `state`. */
  readonly toggle: boolean;
  /** Why the system switched it off, or null. */
  readonly reason: string | null;
  readonly state: MrdState;
  readonly since: Instant;
  /** Phase: since when there is room here, it rings, it is full, or nothing but wrap-up fills it. */
  readonly phaseSince?: Instant;
  /** When this MRD last became READY or took a task on: the start of "longest available". */
  readonly lastReadyAt: Instant;
  /** The hard limit: nothing is routed or requested beyond it. */
  readonly maxTasks: number;
  /** The soft limit: offers stop here; the agent may still ask for more, up to `maxTasks`. */
  readonly softTasks: number;
  /** When an offer on this MRD was last made to the agent: the order of ROTATION. */
  readonly lastAssignedAt: Instant;
  /** True while a non-interruptible medium has the agent (domain.md 1.2). */
  readonly interrupted: boolean;
}

/** Names to values that a workspace gives its agents and its work; at most 4 KiB as JSON. */
export type AttributeValue = string | number | boolean | null | readonly string[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** A routed assignment that still counts against a queue's fair share. */
export interface RecentAssignment {
  readonly queueId: QueueId;
  readonly at: Instant;
}

/** An agent's presence and skills. Intent is `state`; what the router may use is derived from it. */
export interface Agent {
  readonly id: AgentId;
  readonly workspaceId: WorkspaceId;
  readonly name: string;
  readonly teamIds: readonly TeamId[];
  /** All the queues served: those they were named for, and those whose rule takes them in. */
  readonly queueIds: readonly QueueId[];
  /** Of these, the ones a membership rule gave. */
  readonly memberOf: readonly QueueId[];
  readonly skills: SkillLevels;
  readonly state: AgentState;
  /** Since when they have been doing with their time what they are doing; until then it is counted. */
  readonly occupiedSince: Instant;
  /** Why NOT_READY or LOGOUT; null otherwise. */
  readonly reason: string | null;
  readonly since: Instant;
  readonly loginAt: Instant | null;
  /** False from the first 12 s of silence, a lock or a suspend until the agent is heard of again. */
  readonly reachable: boolean;
  /** What the state returns to when an UNKNOWN agent is heard of again. */
  readonly stateBefore: "READY" | "NOT_READY" | null;
  readonly mrds: readonly AgentMrd[];
  readonly tags: readonly string[];
  readonly attributes: Attributes;
  /** Offers shown and missed since the last one accepted. */
  readonly missesInRow: number;
  /** When MRDs that a missed offer switched off come back by themselves; NEVER if not. */
  readonly returnAt: Instant;
  /** Oldest first; only of queues with a fair share. */
  readonly recentAssignments: readonly RecentAssignment[];
}

/** What an agent has to give; every MRD's `units` are a share of it. */
export const AGENT_UNITS = 100;

/** What a new agent begins with, besides a name, a place and skills. */
export const freshAgent = {
  state: "LOGOUT",
  reason: null,
  loginAt: null,
  reachable: false,
  stateBefore: null,
  memberOf: [],
  occupiedSince: 0,
  tags: [],
  attributes: {},
  missesInRow: 0,
  returnAt: NEVER,
  recentAssignments: [],
} as const satisfies Partial<Agent>;

/** An MRD of an agent who is not signed in. */
export function idleMrd(mrdId: MrdId, maxTasks: number, now: Instant): AgentMrd {
  const load = { active: 0, reserved: 0, wrapUp: 0, interrupted: false };
  const standing = { toggle: false, reason: null, state: "LOGOUT", since: now } as const;
  const since = { lastReadyAt: now, lastAssignedAt: 0 };
  return { mrdId, ...load, ...standing, ...since, maxTasks, softTasks: maxTasks };
}

export function isSignedIn(agent: Agent): boolean {
  return agent.state === "READY" || agent.state === "NOT_READY";
}

/** Signed in, but not heard of for so long that offers have stopped. */
export function isSilenced(agent: Agent): boolean {
  return isSignedIn(agent) && !agent.reachable;
}

/** The MRD state as domain.md 7.3 derives it; load is what is active, reserved and, where it counts, in wrap-up. */
export function mrdStateOf(
  agent: Pick<Agent, "state">,
  mrd: AgentMrd,
  wrapUpCounts: boolean,
): MrdState {
  if (agent.state === "UNKNOWN") return "UNKNOWN";
  if (agent.state === "LOGOUT" || agent.state === "LOGIN") return "LOGOUT";
  if (!mrd.toggle) return mrd.active + mrd.reserved > 0 ? "PENDING_NOT_READY" : "NOT_READY";
  if (mrd.interrupted) return "INTERRUPTED";
  const load = loadOf(mrd, wrapUpCounts);
  if (load === 0) return "READY";
  if (load >= mrd.maxTasks) return mrd.active > 0 || mrd.wrapUp > 0 ? "BUSY" : "RESERVED";
  return mrd.active === 0 && mrd.wrapUp === 0 ? "RESERVED" : "ACTIVE";
}

export function loadOf(mrd: Load, wrapUpCounts: boolean): number {
  return mrd.active + mrd.reserved + (wrapUpCounts ? mrd.wrapUp : 0);
}

/** The agent with every MRD's state derived anew; unchanged MRDs keep their instants. */
export function deriveMrds(
  agent: Agent,
  facts: {
    loads: ReadonlyMap<MrdId, Load>;
    wrapUpCounts: (mrdId: MrdId) => boolean;
    interrupted: (mrdId: MrdId) => boolean;
  },
  now: Instant,
): Agent {
  const mrds = agent.mrds.map((mrd) => {
    const load = facts.loads.get(mrd.mrdId) ?? { active: 0, reserved: 0, wrapUp: 0 };
    const loaded: AgentMrd = {
      ...mrd,
      active: load.active,
      reserved: load.reserved,
      wrapUp: load.wrapUp,
      interrupted: facts.interrupted(mrd.mrdId),
    };
    const state = mrdStateOf(agent, loaded, facts.wrapUpCounts(mrd.mrdId));
    const lastReadyAt = availableSince(mrd, loaded, state, now);
    const after = { ...loaded, state };
    // One task more or less is no other phase as long as there is room.
    const isSamePhase = phaseOf(mrd) === phaseOf(after);
    if (isSamePhase && state === mrd.state) return { ...loaded, lastReadyAt };
    const phaseSince = isSamePhase ? (mrd.phaseSince ?? mrd.since) : now;
    const since = state === mrd.state ? mrd.since : now;
    return { ...after, since, lastReadyAt, phaseSince };
  });
  return { ...agent, mrds };
}

function phaseOf({ state, active, wrapUp }: AgentMrd): MrdState | "ROOM" | "WRAP_UP" {
  if (state === "READY" || state === "ACTIVE") return "ROOM";
  return state === "BUSY" && active === 0 && wrapUp > 0 ? "WRAP_UP" : state;
}

/**
 * Where an agent stands in the line of the longest available: at its end with every task taken on and on
 * becoming READY. An offer that came to nothing costs no place.
 */
function availableSince(before: AgentMrd, after: AgentMrd, state: MrdState, now: Instant): Instant {
  if (after.active > before.active) return now;
  const becameReady = state === "READY" && before.state !== "READY" && before.state !== "RESERVED";
  return becameReady ? now : before.lastReadyAt;
}

/** LOGOUT -> LOGIN -> NOT_READY in one step: nobody is given work merely for having signed in. */
export function signIn(agent: Agent, now: Instant): Agent {
  const mrds = agent.mrds.map((mrd) => ({ ...mrd, toggle: false, reason: null }));
  const fresh = {
    reason: "SIGNED_IN",
    since: now,
    loginAt: now,
    reachable: true,
    stateBefore: null,
    mrds,
  };
  return { ...agent, state: "NOT_READY", ...fresh };
}

/** READY switches every MRD on; from then on each may be switched by itself. */
export function setReady(agent: Agent, now: Instant): Agent | Refusal {
  if (!isSignedIn(agent)) return refuse("DESK_NOT_OPEN");
  const mrds = agent.mrds.map((mrd) => ({ ...mrd, toggle: true, reason: null }));
  const since = agent.state === "READY" ? agent.since : now;
  return { ...agent, state: "READY", reason: null, since, reachable: true, mrds };
}

export function setNotReady(agent: Agent, reason: string, now: Instant): Agent | Refusal {
  if (!isSignedIn(agent)) return refuse("DESK_NOT_OPEN");
  const mrds = agent.mrds.map((mrd) => ({ ...mrd, toggle: false, reason: null }));
  return { ...agent, state: "NOT_READY", reason, since: now, mrds };
}

/** One MRD on or off. The first one on makes the agent READY, the last one off NOT_READY. */
export function toggleMrd(
  agent: Agent,
  change: { mrdId: MrdId; on: boolean; reason: string | null },
  now: Instant,
): Agent | Refusal {
  if (!isSignedIn(agent)) return refuse("DESK_NOT_OPEN");
  if (!agent.mrds.some((mrd) => mrd.mrdId === change.mrdId))
    return refuse("MRD_NOT_FOUND", change.mrdId);
  const mrds = agent.mrds.map((mrd) =>
    mrd.mrdId === change.mrdId
      ? { ...mrd, toggle: change.on, reason: change.on ? null : change.reason }
      : mrd,
  );
  const state = mrds.some((mrd) => mrd.toggle) ? "READY" : "NOT_READY";
  const moved = state !== agent.state;
  const reason = state === "READY" ? null : (change.reason ?? agent.reason);
  return { ...agent, mrds, state, reason, since: moved ? now : agent.since };
}

/** What a missed offer does to the agent who was shown it (domain.md 7.3). */
export function afterMiss(agent: Agent, policy: RonaPolicy, mrdId: MrdId, now: Instant): Agent {
  if (!isSignedIn(agent) || policy === "KEEP_READY") return agent;
  const changed =
    policy === "MRD_NOT_READY"
      ? toggleMrd(agent, { mrdId, on: false, reason: "RONA" }, now)
      : setNotReady(agent, "RONA", now);
  return "refused" in changed ? agent : changed;
}

export function signOut(agent: Agent, reason: string | null, now: Instant): Agent {
  const mrds = agent.mrds.map((mrd) => ({ ...mrd, toggle: false, reason: null }));
  const gone = { reason, since: now, loginAt: null, reachable: false, stateBefore: null, mrds };
  return { ...agent, state: "LOGOUT", ...gone };
}

/** After a restart nobody's presence is known, and nobody is offered work, until the desk is heard of. */
export function forget(agent: Agent, now: Instant): Agent {
  if (agent.state !== "READY" && agent.state !== "NOT_READY") return agent;
  return { ...agent, state: "UNKNOWN", stateBefore: agent.state, since: now, reachable: false };
}

/** Heard of again: an UNKNOWN agent is as before, a silent one is reachable. */
export function hearFrom(agent: Agent, now: Instant): Agent {
  if (agent.state === "LOGOUT" || agent.state === "LOGIN") return signIn(agent, now);
  if (agent.state === "UNKNOWN") {
    const state = agent.stateBefore ?? "NOT_READY";
    return { ...agent, state, stateBefore: null, since: now, reachable: true };
  }
  return agent.reachable ? agent : { ...agent, reachable: true };
}

/** Silence is no state change; a locked or sleeping computer is: the person comes back to it knowingly. */
export function loseTouch(agent: Agent, why: WithdrawalReason, now: Instant): Agent {
  if (why !== "LOCKED" && why !== "SUSPENDED") return { ...agent, reachable: false };
  const stopped = setNotReady(agent, why, now);
  return "refused" in stopped ? { ...agent, reachable: false } : stopped;
}
