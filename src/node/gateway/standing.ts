import type { AgentMrd, MrdState } from "../../domain/agent.ts";
import { estimatedWaitMs } from "../../domain/measures/estimated-wait.ts";
import { longestWaitMs } from "../../domain/measures/measure.ts";
import type { Queue } from "../../domain/queue.ts";
import {
  type LevelRule,
  type SlaBand,
  promisesOf,
  serviceLevel,
  slaAt,
  slaBands,
} from "../../domain/service-level.ts";
import { addCounters, noEntries } from "../../domain/measures/entry-counters.ts";
import { bodiesOf } from "../../protocol/rows/directory-row.ts";
import type { QueueCounters } from "../../protocol/frames.ts";
import type { QueueStanding, QueuesStanding } from "../../protocol/http-statistics.ts";
import type { Engine } from "../engine/api.ts";
import type { Mirror } from "../feed/mirror.ts";
import { handleMsOf } from "./handle-time.ts";
import { queueCounters, staffOfAll } from "./queue-counters.ts";

export interface StandingParts {
  readonly engine: Engine;
  readonly mirror: Mirror;
}

type MrdStates = Record<string, Partial<Record<MrdState, number>>>;
type Bands = Record<SlaBand, number>;
const noBands: Readonly<Bands> = { NONE: 0, ON_TRACK: 0, SOON: 0, CRITICAL: 0, BREACHED: 0 };

/** How each of these queues stands at this moment, all from one moment. */
export function standingsOf(parts: StandingParts, queues: readonly Queue[]): QueueStanding[] {
  const { engine, mirror } = parts;
  const byId = new Map<string, Queue>(queues.map((queue) => [queue.id, queue]));
  const counted = queueCounters(engine, mirror, new Set(byId.keys()));
  const bands = bandsOf(parts, byId);
  const mrdStates = mrdStatesByQueue(engine, byId);
  return counted.flatMap((counters) => {
    const queue = byId.get(counters.queueId);
    if (queue === undefined) return [];
    return {
      ...counters,
      oldestWaitMs: longestWaitMs(counters.oldestEnqueuedAt, engine.now()),
      estimatedWaitMs: waitOfTheNext(engine, counters),
      bands: bands.get(queue.id) ?? noBands,
      mrdStates: mrdStates.get(queue.id) ?? {},
      serviceLevel: { ...queue.serviceLevel, ...levelsOf(counters, queue.serviceLevel) },
    };
  });
}

/** Several queues together, and each of them; agents who serve several are counted once. */
export function standingOfAll(
  parts: StandingParts,
  queues: readonly Queue[],
  rule: LevelRule,
): QueuesStanding {
  const { engine } = parts;
  const standings = standingsOf(parts, queues);
  const sum = (of: (standing: QueueStanding) => number): number =>
    standings.reduce((total, standing) => total + of(standing), 0);
  const oldest = standings.flatMap(({ oldestEnqueuedAt }) => oldestEnqueuedAt ?? []);
  const oldestEnqueuedAt = oldest.length === 0 ? null : Math.min(...oldest);
  const last30Min = standings.reduce((all, each) => addCounters(all, each.last30Min), noEntries);
  const today = standings.reduce((all, each) => addCounters(all, each.today), noEntries);
  return {
    waiting: sum(({ waiting }) => waiting),
    oldestEnqueuedAt,
    oldestWaitMs: longestWaitMs(oldestEnqueuedAt, engine.now()),
    active: sum(({ active }) => active),
    bands: standings.reduce((all, { bands }) => addBands(all, bands), noBands),
    agents: staffOfAll(engine, new Set(queues.map(({ id }) => id))),
    mrdStates: mrdStatesOf(engine, queues),
    last30Min,
    today,
    serviceLevel: levelsOf({ last30Min, today }, rule),
    queues: standings,
  };
}

/** The promise that runs on everything that waits, by its band. */
function bandsOf({ engine, mirror }: StandingParts, queues: ReadonlyMap<string, Queue>) {
  const now = engine.now();
  const directory = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
  const promiseOf = promisesOf(queues.values(), bodiesOf(directory, "CALENDAR"));
  const found = new Map<string, Bands>();
  for (const { facts } of mirror.tasks()) {
    const queue = queues.get(facts.queueId);
    const isWaiting = facts.mediaState === "QUEUED" || facts.mediaState === "RESERVED";
    if (queue === undefined || !isWaiting) continue;
    const clock = { startedAt: facts.firstEnqueuedAt, dueAt: facts.slaDueAt };
    const { band } = slaAt(clock, now, promiseOf(queue.id));
    const bands = found.get(queue.id) ?? { ...noBands };
    found.set(queue.id, bands);
    bands[band] += 1;
  }
  return found;
}

function addBands(left: Readonly<Bands>, right: Readonly<Bands>): Readonly<Bands> {
  const sum = { ...left };
  for (const band of slaBands) sum[band] += right[band];
  return sum;
}

/** What whoever comes now may expect, as the queue lately was: for those who lead, without the bounds of what is told. */
function waitOfTheNext(engine: Engine, { queueId, waiting, agents }: QueueCounters): number | null {
  return estimatedWaitMs({
    position: waiting + 1,
    readyAgents: agents.free,
    staffedAgents: agents.on,
    ahtMs: handleMsOf(engine, queueId),
    min: 0,
    max: Number.POSITIVE_INFINITY,
  });
}

/** Of those who serve one of these queues: how many stand how on each of the queues' media. */
function mrdStatesOf(engine: Engine, queues: readonly Queue[]): MrdStates {
  const mrds = new Map<string, string>(queues.map(({ id, mrdId }) => [id, mrdId]));
  const found: MrdStates = Object.fromEntries(queues.map(({ mrdId }) => [mrdId, {}]));
  for (const { row } of engine.live.rows("AGENT")) {
    const media = new Set(row.queueIds.flatMap((id) => mrds.get(id) ?? []));
    for (const each of row.mrds) if (media.has(each.mrdId)) countState(found, each);
  }
  return found;
}

/** The same for each queue by itself. */
function mrdStatesByQueue(engine: Engine, queues: ReadonlyMap<string, Queue>) {
  const found = new Map<string, MrdStates>();
  for (const [id, { mrdId }] of queues) found.set(id, { [mrdId]: {} });
  for (const { row } of engine.live.rows("AGENT")) {
    for (const queueId of row.queueIds) {
      const states = found.get(queueId);
      if (states === undefined) continue;
      for (const each of row.mrds) if (each.mrdId in states) countState(states, each);
    }
  }
  return found;
}

function countState(states: MrdStates, { mrdId, state }: Pick<AgentMrd, "mrdId" | "state">): void {
  const counts = states[mrdId];
  if (counts !== undefined) counts[state] = (counts[state] ?? 0) + 1;
}

function levelsOf(
  { last30Min, today }: Pick<QueueCounters, "last30Min" | "today">,
  rule: LevelRule,
) {
  return { last30Min: serviceLevel(last30Min, rule), today: serviceLevel(today, rule) };
}
