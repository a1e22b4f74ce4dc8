import { type Calendar, type OpenHours, addOpenMs, openMsBetween } from "./calendar.ts";
import type { Queue, ServiceLevelRule } from "./queue.ts";
import { type Instant, NEVER } from "./time.ts";

/** Where a live promise stands; computed from stored instants, the same on the node and on every screen. */
export const slaBands = ["NONE", "ON_TRACK", "SOON", "CRITICAL", "BREACHED"] as const;
export type SlaBand = (typeof slaBands)[number];

const CRITICAL_PCT = 80;

/** A queue's promise: from which share of its time on it is at risk (0..100), and the hours in which that time runs. */
export interface PromiseRule {
  readonly warnPct: number;
  readonly hours: OpenHours;
}

export const plainPromise: PromiseRule = { warnPct: 50, hours: null };

/** The promise of each queue by its id; a plain one for a queue that is not known here. */
export function promisesOf(
  queues: Iterable<Pick<Queue, "id" | "serviceLevel" | "routing">>,
  calendars: Iterable<Calendar>,
): (queueId: string) => PromiseRule {
  const hours = new Map<string, Calendar>(Array.from(calendars, (each) => [each.id, each]));
  const rules = new Map<string, PromiseRule>();
  for (const { id, serviceLevel, routing } of queues)
    rules.set(id, {
      warnPct: serviceLevel.warnPct,
      hours: hours.get(routing.calendarId ?? "") ?? null,
    });
  return (queueId) => rules.get(queueId) ?? plainPromise;
}

/** The band and the share of the open time that is used, 0..1 and above once breached. */
export function slaAt(
  { startedAt, dueAt }: { startedAt: Instant; dueAt: Instant },
  now: Instant,
  { warnPct, hours }: PromiseRule = plainPromise,
): { band: SlaBand; used: number } {
  if (dueAt === NEVER) return { band: "NONE", used: 0 };
  const whole = Math.max(1, openMsBetween(hours, startedAt, dueAt));
  const used =
    now < dueAt
      ? Math.min(openMsBetween(hours, startedAt, now) / whole, 1 - Number.EPSILON)
      : 1 + openMsBetween(hours, dueAt, now) / whole;
  return { band: slaBand(used, warnPct), used };
}

/** The instant from which on a promise is at risk, at the latest its deadline. */
export function warnedAt(
  { startedAt, dueAt }: { startedAt: Instant; dueAt: Instant },
  { warnPct, hours }: PromiseRule,
): Instant {
  const whole = Math.max(1, openMsBetween(hours, startedAt, dueAt));
  return Math.min(dueAt, addOpenMs(hours, startedAt, Math.ceil((whole * warnPct) / 100)));
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
