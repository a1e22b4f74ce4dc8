import type { AgentMrd } from "../../domain/agent.ts";
import type { AgentFace } from "../../protocol/desktop.ts";
import type { AgentRow } from "../../protocol/rows/other-rows.ts";
import type { AgentStateShape } from "../parts/state-glyph.tsx";

/** How an agent stands, in the one word and shape that everybody sees. */
export interface Standing {
  readonly shape: AgentStateShape;
  /** A workspace's reason, or one of the system's own; null when there is nothing to give. */
  readonly reason: string | null;
  readonly since: number;
  /** Whether any kind of work may come right now. */
  readonly isReceiving: boolean;
}

export function standingOf(agent: AgentRow): Standing {
  const missed = agent.mrds.find(isMissed);
  const isReceiving = agent.state === "READY" && agent.mrds.some((mrd) => mrd.toggle);
  if (agent.state === "LOGOUT" || agent.state === "LOGIN" || agent.state === "UNKNOWN")
    return { shape: "offline", reason: agent.reason, since: agent.since, isReceiving: false };
  // Said before anything else: the person thinks that work is coming, and it is not.
  if (missed !== undefined || agent.reason === "RONA")
    return { shape: "missed", reason: "RONA", since: missed?.since ?? agent.since, isReceiving };
  if (agent.state === "NOT_READY")
    return { shape: "not-ready", reason: agent.reason, since: agent.since, isReceiving };
  return { shape: "available", reason: null, since: agent.since, isReceiving };
}

function isMissed(mrd: AgentMrd): boolean {
  return !mrd.toggle && mrd.reason === "RONA";
}

/** When the misses that are still felt began; nothing before it is told again after a reload. */
export function missesSince(agent: AgentRow | null): number {
  if (agent === null) return Number.POSITIVE_INFINITY;
  const standing = standingOf(agent);
  return standing.shape === "missed" ? standing.since : Number.POSITIVE_INFINITY;
}

const faces: Readonly<Record<AgentStateShape, AgentFace>> = {
  available: "AVAILABLE",
  busy: "AVAILABLE",
  reserved: "AVAILABLE",
  "wrap-up": "WRAP_UP",
  "not-ready": "NOT_READY",
  missed: "MISSED_OFFER",
  offline: "OFFLINE",
};

export function faceOf(standing: Standing): AgentFace {
  return faces[standing.shape];
}
