import type { Queue } from "../../domain/queue.ts";
import { type Ratio, serviceLevel } from "../../domain/service-level.ts";
import {
  type EntryCounters,
  addCounters,
  noEntries,
} from "../../domain/measures/entry-counters.ts";
import { availabilityIn, bestAvailability, isStaff } from "../../domain/staffing.ts";
import type { QueueCounters } from "../../protocol/frames.ts";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { type Standing, standingOf } from "./standing.ts";
import { type Sla, type Waiting, bandRank, slaOf } from "./waiting.ts";

/** What the node counts and the replica cannot: decided entries, and who serves a queue. */
interface Counted {
  readonly last30Min: EntryCounters;
  readonly today: EntryCounters;
  readonly level30Min: Ratio | null;
  readonly levelToday: Ratio | null;
}

interface Line extends Counted {
  readonly active: number;
  readonly waiting: number;
  readonly longestSince: number | null;
  readonly worst: Sla;
  /** Null where that is not known: the node has not said, or others than the own teams serve these queues too. */
  readonly agents: { readonly free: number; readonly on: number } | null;
}

export interface QueueLine extends Line {
  readonly queue: Queue;
}

export interface Board {
  /** Worst first. */
  readonly lines: readonly QueueLine[];
  readonly total: Line;
  readonly atRisk: number;
  readonly breached: number;
  readonly worstAtRisk: Sla;
  readonly standings: Readonly<Record<Standing, number>>;
  /** True when people outside the own teams serve these queues: the standings leave them out. */
  readonly isTeamOnly: boolean;
  /** The lowest and the highest goal of the queues, as shares; null without queues. */
  readonly goal: { readonly from: number; readonly to: number } | null;
}

export interface BoardFacts {
  readonly queues: readonly Queue[];
  readonly tasks: readonly TaskRow[];
  readonly waiting: readonly Waiting[];
  readonly agents: readonly AgentRow[];
  /** Of the people known here, by id: a supervisor who only watches is no staff. */
  readonly roles: ReadonlyMap<string, readonly string[]>;
  readonly counters: readonly QueueCounters[];
}

const noSla: Sla = { band: "NONE", used: 0 };

export function boardOf(all: BoardFacts, now: number): Board {
  const isCounted = (agent: AgentRow): boolean => isStaff(agent, all.roles.get(agent.id) ?? []);
  const facts = { ...all, agents: all.agents.filter(isCounted) };
  const lines = facts.queues.map((queue) => lineOf(queue, facts, now)).toSorted(worstFirst);
  const standings = countStandings(facts.agents);
  const shown = new Set(facts.queues.map((queue) => queue.id));
  const slas = facts.waiting
    .filter((one) => shown.has(one.task.queueId))
    .map((one) => slaOf(one, now));
  const risky = slas.filter(({ band }) => band === "SOON" || band === "CRITICAL");
  const targets = facts.queues.map((queue) => queue.serviceLevel.targetPct / 100);
  return {
    lines,
    total: totalOf(lines, facts),
    isTeamOnly: servesOthers(lines, facts.agents.filter(isOn)),
    atRisk: risky.length,
    breached: slas.filter(({ band }) => band === "BREACHED").length,
    worstAtRisk: worstOf(risky),
    standings,
    goal: targets.length === 0 ? null : { from: Math.min(...targets), to: Math.max(...targets) },
  };
}

function lineOf(queue: Queue, facts: BoardFacts, now: number): QueueLine {
  const waiting = facts.waiting.filter((one) => one.task.queueId === queue.id);
  const counters = facts.counters.find((one) => one.queueId === queue.id);
  const { last30Min, today } = counters ?? { last30Min: noEntries, today: noEntries };
  return {
    queue,
    active: facts.tasks.filter((task) => task.queueId === queue.id && task.mediaState === "ACTIVE")
      .length,
    waiting: waiting.length,
    longestSince: earliest(waiting.map((one) => one.startedAt)),
    worst: worstOf(waiting.map((one) => slaOf(one, now))),
    last30Min,
    today,
    level30Min: serviceLevel(last30Min, queue.serviceLevel),
    levelToday: serviceLevel(today, queue.serviceLevel),
    agents: counters?.agents ?? null,
  };
}

/** Agents stand in several queues; in the total each of them is counted once, or nobody is where not all are known. */
function totalOf(lines: readonly QueueLine[], facts: BoardFacts): Line {
  const present = facts.agents.filter((agent) => isOn(agent));
  return {
    active: sumOf(lines, (line) => line.active),
    waiting: sumOf(lines, (line) => line.waiting),
    longestSince: earliest(lines.flatMap((line) => line.longestSince ?? [])),
    worst: worstOf(lines.map((line) => line.worst)),
    last30Min: lines.reduce((sum, line) => addCounters(sum, line.last30Min), noEntries),
    today: lines.reduce((sum, line) => addCounters(sum, line.today), noEntries),
    level30Min: addRatios(lines.map((line) => line.level30Min)),
    levelToday: addRatios(lines.map((line) => line.levelToday)),
    agents: servesOthers(lines, present)
      ? null
      : {
          free: present.filter((agent) => isFree(agent, facts.queues)).length,
          on: present.length,
        },
  };
}

/** Free for one of the queues that they serve; the node counts in the same way for each. */
function isFree(agent: AgentRow, queues: readonly Queue[]): boolean {
  const own = queues.filter(({ id }) => agent.queueIds.includes(id));
  return bestAvailability(own.map(({ mrdId }) => availabilityIn(agent, mrdId))) === "free";
}

/** As the node counts who is on: signed in, heard of or not. */
function isOn(agent: AgentRow): boolean {
  return agent.state === "READY" || agent.state === "NOT_READY";
}

function servesOthers(lines: readonly QueueLine[], present: readonly AgentRow[]): boolean {
  return lines.some(({ queue, agents }) => {
    const known = present.filter((agent) => agent.queueIds.includes(queue.id)).length;
    return agents !== null && agents.on > known;
  });
}

function addRatios(ratios: readonly (Ratio | null)[]): Ratio | null {
  const known = ratios.filter((ratio) => ratio !== null);
  const denominator = sumOf(known, (ratio) => ratio.denominator);
  return denominator === 0
    ? null
    : { numerator: sumOf(known, (ratio) => ratio.numerator), denominator };
}

export function shareOf(ratio: Ratio | null): number | undefined {
  return ratio === null ? undefined : ratio.numerator / ratio.denominator;
}

/** Average speed of answer; null while nobody was answered. */
export function averageAnswerMs({ answered, answerWaitMs }: EntryCounters): number | null {
  return answered === 0 ? null : answerWaitMs / answered;
}

/** Abandoned among all decided entries; null while none was decided. */
export function abandonedShare({ offered, abandoned }: EntryCounters): number | null {
  return offered === 0 ? null : abandoned / offered;
}

function worstFirst(a: QueueLine, b: QueueLine): number {
  return (
    bandRank[b.worst.band] - bandRank[a.worst.band] ||
    shortfallOf(b) - shortfallOf(a) ||
    a.queue.name.localeCompare(b.queue.name)
  );
}

/** Whole points below the goal; a queue at its goal is not ranked by how far above it stands. */
function shortfallOf({ queue, level30Min }: QueueLine): number {
  const share = shareOf(level30Min);
  if (share === undefined) return 0;
  return Math.max(0, Math.round(queue.serviceLevel.targetPct - share * 100));
}

function worstOf(slas: readonly Sla[]): Sla {
  return slas.reduce(
    (worst, sla) =>
      bandRank[sla.band] > bandRank[worst.band] ||
      (sla.band === worst.band && sla.used > worst.used)
        ? sla
        : worst,
    noSla,
  );
}

function countStandings(agents: readonly AgentRow[]): Board["standings"] {
  const counts = {
    MISSED: 0,
    RINGING: 0,
    BUSY: 0,
    WRAP_UP: 0,
    AVAILABLE: 0,
    NOT_READY: 0,
    SILENT: 0,
    OFFLINE: 0,
  };
  for (const agent of agents) counts[standingOf(agent).standing] += 1;
  return counts;
}

function earliest(instants: readonly number[]): number | null {
  return instants.length === 0 ? null : Math.min(...instants);
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
