import type { MrdId, QueueId } from "./id.ts";
import type { SkillNeed } from "./skill.ts";
import type { RonaPolicy } from "./workspace.ts";

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
}

export interface ServiceLevelRule {
  readonly thresholdSec: number;
  readonly targetPct: number;
  /** How abandoned entries count: 1 ignored, 2 against us, 3 for us (domain.md 1.8). */
  readonly type: 1 | 2 | 3;
  /** From this share of the threshold on, a waiting entry is "soon". */
  readonly warnPct: number;
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
}

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
