import type { CalendarId, MrdId, QueueId, WorkflowId } from "./id.ts";
import type { SelectionPolicy } from "./selection.ts";
import type { SkillNeed } from "./skill.ts";
import type { RonaPolicy, TransferRonaFallback } from "./workspace.ts";

export type MrdType = "CHAT" | "CX_VOICE" | "EMAIL" | "TASK";

export interface WrapUpRule {
  readonly enabled: boolean;
  readonly seconds: number;
}

/** Media routing domain: the class of work that shares a capacity (domain.md 1.2). */
export interface Mrd {
  readonly id: MrdId;
  readonly name: string;
  readonly type: MrdType;
  /** How many an agent may hold at once unless the agent's own limit says otherwise. */
  readonly maxRequests: number;
  readonly wrapUpConsumesCapacity: boolean;
  readonly offerSec: number;
  readonly requestTtlSec: number;
  readonly wrapUp: WrapUpRule;
  readonly ronaPolicy: RonaPolicy | null;
  readonly conduct: MrdConduct;
}

/** How work of one medium gets on with an agent's other work. */
export interface MrdConduct {
  /** True: a non-interruptible medium that reserves the agent interrupts this one. */
  readonly interruptible: boolean;
  /** What becomes of the work in hand on an interrupted medium. */
  readonly onInterrupted: "REMOVE_ALL_AGENTS" | "HOLD";
  /** True: a second request for an agent who has a task on the conversation returns that task (T3), else adds a medium (T4). */
  readonly autoJoin: boolean;
  /** True: an offer is accepted for the agent as soon as the agent's screen has shown it. */
  readonly autoAccept: boolean;
  /** What one task costs of an agent's 100 units; 0 costs nothing. */
  readonly units: number;
}

export const plainConduct: MrdConduct = {
  interruptible: false,
  onInterrupted: "REMOVE_ALL_AGENTS",
  autoJoin: true,
  autoAccept: false,
  units: 0,
};

export interface ServiceLevelRule {
  readonly thresholdSec: number;
  readonly targetPct: number;
  /** How abandoned entries count: 1 ignored, 2 against us, 3 for us (domain.md 1.8). */
  readonly type: 1 | 2 | 3;
  /** From this share of the threshold on, a waiting entry is "soon". */
  readonly warnPct: number;
  /** Who gives up sooner does not count against us; left out, nobody does. */
  readonly shortAbandonSec?: number;
  /** True: who went on to another queue was offered here and not answered. */
  readonly includeFlowOuts?: boolean;
}

export interface Disposition {
  readonly id: string;
  readonly label: string;
}

/** A queue's settings; null means the MRD's value. */
export interface Queue {
  readonly id: QueueId;
  readonly name: string;
  readonly mrdId: MrdId;
  /** 1..10, 10 first. */
  readonly queuePriority: number;
  readonly skills: readonly SkillNeed[];
  readonly serviceLevel: ServiceLevelRule;
  readonly offerSec: number | null;
  readonly requestTtlSec: number | null;
  readonly wrapUp: WrapUpRule | null;
  readonly dispositions: readonly Disposition[];
  readonly dispositionRequired: boolean;
  readonly ronaPolicy: RonaPolicy | null;
  readonly archived: boolean;
  readonly routing: QueueRouting;
}

/** What an agent must have while this step is open, besides what the task itself asks for. */
export interface RoutingStep {
  /** After this long the next step opens; the last step's has no effect. */
  readonly timeoutSec: number;
  readonly skills: readonly SkillNeed[];
  /** A rule about the agent, in the rule language; null asks for nothing more. */
  readonly rule: string | null;
}

/** What is done with a request that may not or can not be served where it is. */
export type WayOut =
  | { readonly action: "NO_AGENT_AVAILABLE" }
  | { readonly action: "OVERFLOW_QUEUE"; readonly queueId: QueueId }
  | { readonly action: "VOICEMAIL" | "CALLBACK"; readonly queueId: QueueId | null }
  | { readonly action: "WORKFLOW"; readonly workflowId: WorkflowId };

/** How a queue finds its agents and keeps its promises (domain.md 7.1 and 9). Null switches a rule off. */
export interface QueueRouting {
  /** Off: work waits, and only a claim takes it. */
  readonly enabled: boolean;
  readonly policy: SelectionPolicy;
  readonly order: "OLDEST" | "LONGEST_SINCE_CUSTOMER";
  readonly steps: readonly RoutingStep[];
  /** Agents who match it are members beside those who were named. */
  readonly membership: string | null;
  readonly tagRouting: boolean;
  /** The customer's last agent first; for `holdSec` nobody else is asked while that agent is signed in. */
  readonly lastAgent: { readonly holdSec: number } | null;
  /** At most `max` routed assignments of one agent in a sliding window. */
  readonly fairShare: { readonly max: number; readonly windowSec: number } | null;
  readonly staleAfterSec: number | null;
  readonly declineBackOffSec: number | null;
  /** After this many offers missed in a row the agent is NOT_READY whatever the RONA policy says. */
  readonly maxMisses: number | null;
  readonly transferRonaFallback: TransferRonaFallback | null;
  readonly maxWait: { readonly sec: number; readonly wayOut: WayOut } | null;
  readonly calendarId: CalendarId | null;
  /** What a request meets that comes while the calendar is closed. */
  readonly closedHours:
    | WayOut
    | { readonly action: "QUEUE" }
    | { readonly action: "REFUSE"; readonly message: string };
  readonly nobodySignedIn: "PARK" | "REFUSE";
  readonly unresolved: "REQUEUE" | "COMPLETE";
  /** The agent's answer to a customer who waits: taken away or warned about after `sec`. */
  readonly responseSla: { readonly sec: number; readonly action: "REROUTE" | "WARN" } | null;
  /** Reminds, up to `times`, an agent who accepted and has not replied. */
  readonly firstReply: { readonly sec: number; readonly times: number } | null;
  /** A conversation the customer has left alone this long is completed; null never. */
  readonly inactivitySec: number | null;
  readonly reopenWindowSec: number | null;
  /** What a customer may be told at most and at least of the wait, in seconds. */
  readonly estimatedWait: { readonly minSec: number; readonly maxSec: number } | null;
  readonly greeting: string | null;
  /** True: the customer is asked, at the end, how it was. */
  readonly askRating: boolean;
}

export const plainRouting: QueueRouting = {
  enabled: true,
  policy: "LONGEST_AVAILABLE",
  order: "OLDEST",
  steps: [],
  membership: null,
  tagRouting: false,
  lastAgent: null,
  fairShare: null,
  staleAfterSec: null,
  declineBackOffSec: null,
  maxMisses: null,
  transferRonaFallback: null,
  maxWait: null,
  calendarId: null,
  closedHours: { action: "QUEUE" },
  nobodySignedIn: "PARK",
  unresolved: "REQUEUE",
  responseSla: null,
  firstReply: null,
  inactivitySec: null,
  reopenWindowSec: null,
  estimatedWait: null,
  greeting: null,
  askRating: false,
};

/** The rules that hold for one queue once the MRD has filled what the queue leaves open. */
export function rulesOf(
  queue: Queue,
  mrd: Mrd,
): { offerSec: number; requestTtlSec: number; wrapUp: WrapUpRule } {
  return {
    offerSec: queue.offerSec ?? mrd.offerSec,
    requestTtlSec: queue.requestTtlSec ?? mrd.requestTtlSec,
    wrapUp: queue.wrapUp ?? mrd.wrapUp,
  };
}
