import type {
  AgentId,
  CustomerId,
  QueueId,
  SourceId,
  TeamId,
  ThreadId,
  UserId,
  WorkspaceId,
} from "../../domain/id.ts";
import type { AccountRole } from "../store/store.ts";

export interface UserActor {
  readonly kind: "USER";
  readonly userId: UserId;
  readonly workspaceId: WorkspaceId;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly AccountRole[];
  readonly teamIds: readonly TeamId[];
  readonly queueIds: readonly QueueId[];
}

/** A customer with a token for one thread. */
export interface VisitorActor {
  readonly kind: "VISITOR";
  readonly workspaceId: WorkspaceId;
  readonly customerId: CustomerId;
  readonly threadId: ThreadId;
  readonly sourceId: SourceId;
  readonly name: string;
}

/** A machine that brings customers' messages in for one source. */
export interface ConnectorActor {
  readonly kind: "CONNECTOR";
  readonly workspaceId: WorkspaceId;
  readonly sourceId: SourceId;
}

export type Actor = UserActor | VisitorActor | ConnectorActor;

/** Everybody with an agent's or a supervisor's role may hold work, and so has an agent row. */
export function takesWork({ roles }: { readonly roles: readonly AccountRole[] }): boolean {
  return roles.includes("agent") || roles.includes("supervisor");
}

export function agentIdOf(actor: Actor): AgentId | null {
  return actor.kind === "USER" && takesWork(actor) ? actor.userId : null;
}
