import { DAY_MS } from "../../domain/time.ts";
import type { QueueCounters } from "../../protocol/frames.ts";
import { bodiesOf } from "../../protocol/rows/directory-row.ts";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import type { Engine } from "../engine/api.ts";
import type { Mirror } from "../feed/mirror.ts";
import { dayStart } from "./day-start.ts";

const HALF_HOUR_MS = 1_800_000;

interface Work {
  waiting: number;
  oldestEnqueuedAt: number | null;
  active: number;
}
interface Staff {
  free: number;
  busy: number;
  notReady: number;
  on: number;
}

/** The figures of these queues as they are now, all from one moment. */
export function queueCounters(
  engine: Engine,
  mirror: Mirror,
  queueIds: ReadonlySet<string>,
): QueueCounters[] {
  const work = workOf(mirror, queueIds);
  const staff = staffOf(engine, queueIds);
  const now = engine.now();
  const today = startOfToday(engine, now);
  return Array.from(queueIds, (queueId) => ({
    queueId,
    ...(work.get(queueId) ?? { waiting: 0, oldestEnqueuedAt: null, active: 0 }),
    agents: staff.get(queueId) ?? nobody(),
    last30Min: engine.counters(queueId, now - HALF_HOUR_MS),
    today: engine.counters(queueId, today),
  }));
}

function workOf(mirror: Mirror, queueIds: ReadonlySet<string>): Map<string, Work> {
  const found = new Map<string, Work>();
  for (const { facts } of mirror.tasks()) {
    if (facts.taskState === "CLOSED" || !queueIds.has(facts.queueId)) continue;
    const work = found.get(facts.queueId) ?? { waiting: 0, oldestEnqueuedAt: null, active: 0 };
    found.set(facts.queueId, work);
    if (facts.mediaState === "QUEUED" || facts.mediaState === "RESERVED") {
      work.waiting += 1;
      work.oldestEnqueuedAt = Math.min(
        work.oldestEnqueuedAt ?? facts.firstEnqueuedAt,
        facts.firstEnqueuedAt,
      );
    } else work.active += 1;
  }
  return found;
}

function staffOf(engine: Engine, queueIds: ReadonlySet<string>): Map<string, Staff> {
  const mrds = mrdByQueue(engine);
  const found = new Map<string, Staff>();
  for (const { row } of engine.live.rows("AGENT")) {
    for (const queueId of row.queueIds) {
      if (!queueIds.has(queueId)) continue;
      const staff = found.get(queueId) ?? nobody();
      found.set(queueId, staff);
      countIn(staff, availabilityIn(row, mrds.get(queueId)));
    }
  }
  return found;
}

/** Those who serve any of these queues, each counted once: free where they are free for one of them. */
export function staffOfAll(engine: Engine, queueIds: ReadonlySet<string>): Staff {
  const mrds = mrdByQueue(engine);
  const staff = nobody();
  for (const { row } of engine.live.rows("AGENT")) {
    const own = row.queueIds.filter((id) => queueIds.has(id));
    const found = own.map((id) => availabilityIn(row, mrds.get(id)));
    countIn(staff, best.find((each) => found.includes(each)) ?? null);
  }
  return staff;
}

type Availability = Exclude<keyof Staff, "on">;
const best: readonly Availability[] = ["free", "busy", "notReady"];
const nobody = (): Staff => ({ free: 0, busy: 0, notReady: 0, on: 0 });

function countIn(staff: Staff, availability: Availability | null): void {
  if (availability === null) return;
  staff.on += 1;
  staff[availability] += 1;
}

/** Null where somebody is not signed in. Free for a queue is who could be offered its kind of work at this moment. */
function availabilityIn(agent: AgentRow, mrdId: string | undefined): Availability | null {
  if (agent.state !== "READY" && agent.state !== "NOT_READY") return null;
  if (agent.state === "NOT_READY" || !agent.reachable) return "notReady";
  const mrd = agent.mrds.find((each) => each.mrdId === mrdId);
  if (mrd === undefined || !mrd.toggle) return "notReady";
  return mrd.state === "READY" || mrd.state === "ACTIVE" ? "free" : "busy";
}

function mrdByQueue(engine: Engine): Map<string, string> {
  const rows = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
  return new Map(bodiesOf(rows, "QUEUE").map(({ id, mrdId }) => [id, mrdId]));
}

/** When the day began in the workspace's zone, as far back as the figures in memory go. */
export function startOfToday(engine: Engine, now: number): number {
  const rows = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
  const [workspace] = bodiesOf(rows, "WORKSPACE");
  return Math.max(dayStart(workspace?.timezone ?? "UTC", now), now - DAY_MS - HALF_HOUR_MS * 2);
}
