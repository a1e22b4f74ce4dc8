import type { WorkspaceId } from "./id.ts";

export type RonaPolicy = "MRD_NOT_READY" | "AGENT_TIMEOUT_ACTIVITY" | "KEEP_READY";

/** What a workspace decides for all its queues and people. Seconds and milliseconds as the names say. */
export interface Workspace {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly timezone: string;
  readonly ronaPolicy: RonaPolicy;
  /** An answer received up to this much after `expiresAt` still counts. */
  readonly offerGraceMs: number;
  /** Silence after which nobody is offered work and a pending offer is withdrawn. */
  readonly agentSilenceSec: number;
  /** Silence after which the agent is logged out and the work goes back. */
  readonly agentDisconnectSec: number;
  /** How long the same request is not offered again to somebody who let it ring out. */
  readonly ronaBackOffSec: number;
  readonly declineBackOffSec: number;
}

export const workspaceDefaults = {
  timezone: "UTC",
  ronaPolicy: "MRD_NOT_READY",
  offerGraceMs: 1500,
  agentSilenceSec: 12,
  agentDisconnectSec: 60,
  ronaBackOffSec: 60,
  declineBackOffSec: 30,
} as const satisfies Omit<Workspace, "id" | "name">;
