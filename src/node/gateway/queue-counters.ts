import type { MrdId } from "../../domain/id.ts";
import { availabilityIn, bestAvailability, isStaff } from "../../domain/staffing.ts";
import type { Availability } from "../../domain/staffing.ts";
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
/** Staff of a queue by what they can do now; `on` is all of them who are signed in. */
type Staff = Record<Availability, number> & { on: number };

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
  for (const row of staffIn(engine)) {
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
  for (const row of staffIn(engine)) {
    const own = row.queueIds.filter((id) => queueIds.has(id));
    const found = bestAvailability(own.map((id) => availabilityIn(row, mrds.get(id))));
    if (found !== null) countIn(staff, found);
  }
  return staff;
}

/** All who count as staff: supervisors who only watch are left out. */
function* staffIn(engine: Engine): Iterable<AgentRow> {
  for (const { row } of engine.live.rows("AGENT")) {
    const person = engine.live.row("DIRECTORY", `PERSON:${row.id}`);
    const [known] = person === null ? [] : bodiesOf([person.row], "PERSON");
    if (isStaff(row, known?.roles ?? [])) yield row;
  }
}

const nobody = (): Staff => ({ free: 0, busy: 0, notReady: 0, offline: 0, on: 0 });

function countIn(staff: Staff, availability: Availability): void {
  staff[availability] += 1;
  if (availability !== "offline") staff.on += 1;
}

function mrdByQueue(engine: Engine): Map<string, MrdId> {
  const rows = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
  return new Map(bodiesOf(rows, "QUEUE").map(({ id, mrdId }) => [id, mrdId]));
}

/** When the day began in the workspace's zone, as far back as the figures in memory go. */
export function startOfToday(engine: Engine, now: number): number {
  return Math.max(dayStart(timezoneOf(engine), now), now - DAY_MS - HALF_HOUR_MS * 2);
}

/** Days are the workspace's, wherever its node and its people are. */
export function timezoneOf(engine: Engine): string {
  const rows = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
  return bodiesOf(rows, "WORKSPACE")[0]?.timezone ?? "UTC";
}
