import type { QueueId, WorkspaceId } from "./id.ts";

export type RonaPolicy = "MRD_NOT_READY" | "AGENT_TIMEOUT_ACTIVITY" | "KEEP_READY";
/** What follows a transfer that nobody took (domain.md 9, T18). */
export type TransferRonaFallback = "REQUEUE" | "RETURN_TO_SENDER" | "NONE";

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
  readonly transferRonaFallback: TransferRonaFallback;
  /** A customer who writes within this long after completion opens the same interaction again; 0 never does. */
  readonly reopenWindowSec: number;
  /** After a missed offer an agent's MRD is switched on again by itself; null never. */
  readonly ronaAutoReturnSec: number | null;
  /** Where work goes that no route takes: nothing a source delivered is dropped. */
  readonly defaultQueueId: QueueId | null;
}

export const workspaceDefaults = {
  timezone: "UTC",
  ronaPolicy: "MRD_NOT_READY",
  offerGraceMs: 1500,
  agentSilenceSec: 12,
  agentDisconnectSec: 60,
  ronaBackOffSec: 60,
  declineBackOffSec: 30,
  transferRonaFallback: "REQUEUE",
  reopenWindowSec: 86_400,
  ronaAutoReturnSec: null,
  defaultQueueId: null,
} as const satisfies Omit<Workspace, "id" | "name">;
