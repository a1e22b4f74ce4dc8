import type { AgentId, QueueId, WorkflowId } from "./id.ts";
import type { QueueRouting } from "./queue.ts";
import type { OrderBy } from "./selection.ts";
import { type Instant, NEVER } from "./time.ts";

/** A tag that an interaction carries into tag routing (source 004). */
export interface TagNeed {
  readonly tag: string;
  /** 0..100; work with a weight is served before work without, and a matching agent is preferred by it. */
  readonly weight: number;
  /** True: waits for an agent who has it. False: prefers one, and falls back to the queue's policy. */
  readonly required: boolean;
}

/** Which target of which workflow sent the request where it waits. */
export interface Route {
  readonly workflowId: WorkflowId;
  /** The filter that matched, or -1 for the default filter. */
  readonly filter: number;
  readonly target: number;
  /** When the next target is tried; NEVER where this is the last or waits without end. */
  readonly targetDueAt: Instant;
  /** A rule about the agent alone: what the target's expression left of it once the task was known. */
  readonly rule: string | null;
  readonly orderBy: readonly OrderBy[];
  /** Known worker: nobody else while this target lasts. */
  readonly agentId: AgentId | null;
}

/** The customer's last agent comes first; while it is held, nobody else is asked. */
export interface LastAgent {
  readonly agentId: AgentId;
  /** NEVER: not held, or no longer. */
  readonly heldUntil: Instant;
}

/** How a request waits: its place in the line, and what its waiting will open or end. */
export interface Wait {
  /** The entry into this queue, kept over re-routes within it: steps, maximum wait and ASA count from here. */
  readonly queueEnteredAt: Instant;
  /** The place in the line: the first enqueue, or when the customer last wrote, as the queue orders. */
  readonly orderAt: Instant;
  /** The heaviest tag; 0 where the queue does not route by tags. */
  readonly weight: number;
  readonly tags: readonly TagNeed[];
  /** Which of the queue's steps is open, from 0. */
  readonly step: number;
  readonly stepDueAt: Instant;
  readonly maxWaitAt: Instant;
  /** From here on it is not offered any more, only claimed. */
  readonly staleAt: Instant;
  readonly lastAgent: LastAgent | null;
  readonly route: Route | null;
  /** The queues that led this request on before it came here; left out where none did. None of them takes it again. */
  readonly passed?: readonly QueueId[];
  /** A named agent who was rung when they were asked: it waits for the end of that offer, and for nobody else. */
  readonly behind?: AgentId;
}

/** A request that waits for nothing but its turn. */
export function plainWait(now: Instant): Wait {
  return {
    queueEnteredAt: now,
    orderAt: now,
    weight: 0,
    tags: [],
    step: 0,
    stepDueAt: NEVER,
    maxWaitAt: NEVER,
    staleAt: NEVER,
    lastAgent: null,
    route: null,
  };
}

/** The instant `sec` open seconds after another: `deadlineIn` in the hours of one queue; null seconds never come. */
export type Reckon = (from: Instant, sec: number | null) => Instant;

export interface WaitFacts {
  readonly now: Instant;
  /** The place of the request as a whole: kept when it changes queues. */
  readonly firstEnqueuedAt: Instant;
  readonly lastCustomerAt: Instant;
  readonly tags: readonly TagNeed[];
  readonly lastAgentId: AgentId | null;
  /** Nobody is waited for who is not signed in. */
  readonly isLastAgentThere: boolean;
  readonly route: Route | null;
  readonly reckon: Reckon;
}

/** A request as it enters a queue: everything its waiting will open or end, by the queue's rules. */
export function beginWait(routing: QueueRouting, facts: WaitFacts): Wait {
  const { now, reckon } = facts;
  const tags = routing.tagRouting ? facts.tags : [];
  const hold = facts.isLastAgentThere ? (routing.lastAgent?.holdSec ?? 0) : 0;
  const lastAgent =
    routing.lastAgent === null || facts.lastAgentId === null
      ? null
      : { agentId: facts.lastAgentId, heldUntil: hold > 0 ? reckon(now, hold) : NEVER };
  return {
    queueEnteredAt: now,
    orderAt: routing.order === "OLDEST" ? facts.firstEnqueuedAt : facts.lastCustomerAt,
    weight: tags.reduce((most, each) => Math.max(most, each.weight), 0),
    tags,
    step: 0,
    stepDueAt: reckon(now, stepSec(routing, 0)),
    maxWaitAt: reckon(now, routing.maxWait?.sec ?? null),
    staleAt: reckon(facts.lastCustomerAt, routing.staleAfterSec),
    lastAgent,
    route: facts.route,
  };
}

/** How long this step is the last that is open; null where there is none after it. */
export function stepSec({ steps }: QueueRouting, step: number): number | null {
  return step + 1 >= steps.length ? null : (steps[step]?.timeoutSec ?? null);
}

/** T13: every step whose time has come by now is open, and a last agent who was waited for is no longer. */
export function openStep(
  routing: QueueRouting,
  wait: Wait,
  { now, reckon }: Pick<WaitFacts, "now" | "reckon">,
): Wait {
  let { step } = wait;
  let dueAt = wait.stepDueAt;
  while (dueAt <= now) {
    step += 1;
    dueAt = reckon(dueAt, stepSec(routing, step));
  }
  const isHeld = wait.lastAgent !== null && wait.lastAgent.heldUntil > now;
  const lastAgent =
    isHeld || wait.lastAgent === null ? wait.lastAgent : { ...wait.lastAgent, heldUntil: NEVER };
  const isSame = step === wait.step && lastAgent?.heldUntil === wait.lastAgent?.heldUntil;
  return isSame ? wait : { ...wait, step, stepDueAt: dueAt, lastAgent };
}

/** The same wait, no longer for somebody who is rung. */
export function notBehind(wait: Wait): Wait {
  if (wait.behind === undefined) return wait;
  const { behind: _behind, ...rest } = wait;
  return rest;
}

/** A customer who writes again is not stale, and waits anew where the line goes by who wrote longest ago. */
export function afterCustomerWrote(
  routing: QueueRouting,
  wait: Wait,
  { now, reckon }: Pick<WaitFacts, "now" | "reckon">,
): Wait {
  const orderAt = routing.order === "OLDEST" ? wait.orderAt : now;
  const staleAt = reckon(now, routing.staleAfterSec);
  return orderAt === wait.orderAt && staleAt === wait.staleAt
    ? wait
    : { ...wait, orderAt, staleAt };
}

/** True while nobody but the last agent may be asked. */
export function isHeldForLastAgent(wait: Wait): boolean {
  return wait.lastAgent !== null && wait.lastAgent.heldUntil !== NEVER;
}

/** The next instant at which waiting alone changes something; NEVER when nothing will. */
export function nextOfWait(wait: Wait): Instant {
  return Math.min(
    wait.stepDueAt,
    wait.maxWaitAt,
    wait.lastAgent?.heldUntil ?? NEVER,
    wait.route?.targetDueAt ?? NEVER,
  );
}
