import { isSignedIn, isSilenced, loadOf } from "../../domain/agent.ts";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import type { AgentStateShape } from "../parts/state-glyph.tsx";

/** How a supervisor looks at an agent: one word each, so that everybody is counted once. */
export type Standing =
  | "MISSED"
  | "RINGING"
  | "BUSY"
  | "WRAP_UP"
  | "AVAILABLE"
  | "NOT_READY"
  | "SILENT"
  | "OFFLINE";

export const shapeOf: Readonly<Record<Standing, AgentStateShape>> = {
  MISSED: "missed",
  RINGING: "reserved",
  BUSY: "busy",
  WRAP_UP: "wrap-up",
  AVAILABLE: "available",
  NOT_READY: "not-ready",
  SILENT: "offline",
  OFFLINE: "offline",
};

export interface StandingNow {
  readonly standing: Standing;
  readonly since: number;
}

export function standingOf(agent: AgentRow): StandingNow {
  if (!isSignedIn(agent)) {
    return { standing: agent.state === "UNKNOWN" ? "SILENT" : "OFFLINE", since: agent.since };
  }
  const missed = missedSince(agent);
  if (missed !== null) return { standing: "MISSED", since: missed };
  if (isSilenced(agent)) return { standing: "SILENT", since: agent.since };
  return readyStanding(agent) ?? { standing: "NOT_READY", since: agent.since };
}

/** Since when an offer let ring out keeps work away from them; null when none does. */
function missedSince(agent: AgentRow): number | null {
  const off = agent.mrds
    .filter((mrd) => !mrd.toggle && mrd.reason === "RONA")
    .map((mrd) => mrd.since);
  if (off.length > 0) return Math.max(...off);
  return agent.reason === "RONA" ? agent.since : null;
}

function readyStanding(agent: AgentRow): StandingNow | null {
  const { mrds } = agent;
  const ringing = mrds.find((mrd) => mrd.reserved > 0);
  if (ringing !== undefined) return { standing: "RINGING", since: ringing.since };
  if (agent.state !== "READY") return null;
  const open = mrds.filter((mrd) => mrd.state === "READY" || mrd.state === "ACTIVE");
  // Since the first place came free that still is, whatever was taken on or passed on since.
  if (open.length > 0)
    return { standing: "AVAILABLE", since: Math.max(agent.since, Math.min(...open.map(phaseOf))) };
  const full = mrds.filter((mrd) => mrd.toggle);
  const since = full.length === 0 ? agent.since : Math.max(...full.map(phaseOf));
  const isWrappingUp = full.some((mrd) => mrd.wrapUp > 0) && full.every((mrd) => mrd.active === 0);
  return { standing: isWrappingUp ? "WRAP_UP" : "BUSY", since };
}

const phaseOf = ({ phaseSince, since }: AgentRow["mrds"][number]): number => phaseSince ?? since;

export interface Place {
  readonly mrdId: string;
  readonly used: number;
  readonly total: number;
}

/** The places taken, per class of work; classes nothing is held in stay unsaid. */
export function placesTaken(
  agent: AgentRow,
  wrapUpCounts: (mrdId: string) => boolean,
): readonly Place[] {
  return agent.mrds
    .map((mrd) => ({
      mrdId: mrd.mrdId,
      used: loadOf(mrd, wrapUpCounts(mrd.mrdId)),
      total: mrd.maxTasks,
    }))
    .filter((place) => place.used > 0);
}
