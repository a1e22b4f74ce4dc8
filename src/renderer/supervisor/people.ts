import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import type { TaskRow } from "../../protocol/rows/task-row.ts";
import { type Place, type Standing, placesTaken, standingOf } from "./standing.ts";

export interface PersonNow {
  readonly agent: AgentRow;
  readonly standing: Standing;
  readonly since: number;
  readonly places: readonly Place[];
  readonly holds: readonly TaskRow[];
}

/** Who missed an offer stands on top, because nothing reaches them; then who holds work; those who are away come last. */
export function peopleOf(
  agents: readonly AgentRow[],
  tasks: readonly TaskRow[],
  wrapUpCounts: (mrdId: string) => boolean,
): readonly PersonNow[] {
  const held = tasks.filter(isHeld);
  return agents
    .map((agent) => ({
      agent,
      ...standingOf(agent),
      places: placesTaken(agent, wrapUpCounts),
      holds: held.filter((task) => task.agentId === agent.id),
    }))
    .toSorted(byAttention);
}

function isHeld(task: TaskRow): boolean {
  return task.taskState !== "CLOSED" && task.mediaState !== "QUEUED";
}

const rank: Readonly<Record<Standing, number>> = {
  MISSED: 0,
  RINGING: 1,
  BUSY: 2,
  WRAP_UP: 3,
  AVAILABLE: 4,
  NOT_READY: 5,
  SILENT: 6,
  OFFLINE: 7,
};

function byAttention(a: PersonNow, b: PersonNow): number {
  return (
    Number(b.standing === "MISSED") - Number(a.standing === "MISSED") ||
    Number(b.holds.length > 0) - Number(a.holds.length > 0) ||
    rank[a.standing] - rank[b.standing] ||
    a.agent.name.localeCompare(b.agent.name)
  );
}
