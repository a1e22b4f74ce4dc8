import type { ServiceLevelRule } from "./queue.ts";
import { type Instant, NEVER } from "./time.ts";

/** Where a live promise stands; computed from stored instants, the same on the node and on every screen. */
export const slaBands = ["NONE", "ON_TRACK", "SOON", "CRITICAL", "BREACHED"] as const;
export type SlaBand = (typeof slaBands)[number];

const CRITICAL_PCT = 80;

/** The band and the share of the time that is used, 0..1 and above once breached. */
export function slaAt(
  clock: { startedAt: Instant; dueAt: Instant },
  now: Instant,
  warnPct = 50,
): { band: SlaBand; used: number } {
  if (clock.dueAt === NEVER) return { band: "NONE", used: 0 };
  const used = (now - clock.startedAt) / Math.max(1, clock.dueAt - clock.startedAt);
  return { band: slaBand(used, warnPct), used: Math.max(0, used) };
}

/** The band of a promise of which this share is used, 0..1 and above. */
function slaBand(used: number, warnPct: number): SlaBand {
  if (used >= 1) return "BREACHED";
  if (used * 100 >= Math.max(CRITICAL_PCT, warnPct)) return "CRITICAL";
  return used * 100 >= warnPct ? "SOON" : "ON_TRACK";
}

export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** What the service level is computed from; counters of intervals and queues may be added before. */
export interface LevelCounters {
  readonly answered: number;
  readonly answeredWithin: number;
  readonly abandoned: number;
  readonly abandonedWithin: number;
  /** Gave up before the short-abandon time. Left out: that time is 0, and nobody did. */
  readonly abandonedShort?: number;
  /** Gave up within the threshold or before the short-abandon time. Left out: within the threshold. */
  readonly abandonedEarly?: number;
  readonly noAgent: number;
  readonly flowedOut: number;
}

export interface LevelRule {
  readonly type: ServiceLevelRule["type"];
  /** True: who left for another queue, a voicemail or a callback was offered and not answered. */
  readonly includeFlowOuts?: boolean;
}

/** The service level by the queue's type; null when nothing has been decided, never a flattering 100 %. */
export function serviceLevel(
  counters: LevelCounters,
  rule: ServiceLevelRule["type"] | LevelRule,
): Ratio | null {
  const { type, includeFlowOuts = false } = typeof rule === "number" ? { type: rule } : rule;
  const { answered, abandoned, noAgent, flowedOut } = counters;
  const offered = answered + abandoned + noAgent + (includeFlowOuts ? flowedOut : 0);
  const ratio = ratioFor(counters, type, offered);
  return ratio.denominator === 0 ? null : ratio;
}

/**
 * Who gives up before the short-abandon time never counts against us: type 1 leaves them out with the other early
 * ones, types 2 and 3 credit them (ICMI's fifth formula is type 2 with a short-abandon time).
 */
function ratioFor(counters: LevelCounters, type: ServiceLevelRule["type"], offered: number): Ratio {
  const { answeredWithin, abandonedWithin } = counters;
  const { abandonedShort = 0, abandonedEarly = abandonedWithin } = counters;
  switch (type) {
    case 1:
      return { numerator: answeredWithin, denominator: offered - abandonedEarly };
    case 2:
      return { numerator: answeredWithin + abandonedShort, denominator: offered };
    case 3:
      return { numerator: answeredWithin + abandonedEarly, denominator: offered };
  }
}
