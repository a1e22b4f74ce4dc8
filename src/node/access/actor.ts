import { hash } from "node:crypto";
import {
  type AgentId,
  type CommandId,
  type CustomerId,
  type QueueId,
  type SourceId,
  type TeamId,
  type ThreadId,
  type UserId,
  type WorkspaceId,
  brand,
} from "../../domain/id.ts";
import type { Account, AccountRole } from "../store/store.ts";

export interface UserActor {
  readonly kind: "USER";
  readonly userId: UserId;
  readonly workspaceId: WorkspaceId;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly AccountRole[];
  readonly teamIds: readonly TeamId[];
  readonly queueIds: readonly QueueId[];
  /** Of administrators: every queue of the workspace, to look into and not to work in. */
  readonly sees?: readonly QueueId[];
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

/** What is kept of whoever writes: that it is a program, where it is one. */
export function writerOf(actor: Actor): { readonly byBot?: true } {
  return actor.kind === "USER" && actor.roles.includes("bot") ? { byBot: true } : {};
}

/** The queues whose work somebody may look at: those served, and for administrators all. */
export function queuesSeenBy(actor: UserActor): readonly QueueId[] {
  const served = takesWork(actor) ? actor.queueIds : [];
  return actor.sees === undefined ? served : [...new Set([...served, ...actor.sees])];
}

export function agentIdOf(actor: Actor): AgentId | null {
  return actor.kind === "USER" && takesWork(actor) ? actor.userId : null;
}

/** Who it is, in one text: a person, a customer, or the source that a connector speaks for. */
export function subjectOf(actor: Actor): string {
  switch (actor.kind) {
    case "USER":
      return actor.userId;
    case "VISITOR":
      return actor.customerId;
    case "CONNECTOR":
      return actor.sourceId;
  }
}

const SCOPE_LENGTH = 12;
const scopes = new WeakMap<Actor, string>();

/**
 * Idempotency key: the name under which the answer to an actor's command or request is kept. Everybody's keys are their own,
 * so that nobody takes an id away from somebody else. No id that a client sends can hold the slash.
 */
export function commandKey(actor: Actor, id: string): CommandId {
  let scope = scopes.get(actor);
  if (scope === undefined) {
    const who = `${actor.kind} ${subjectOf(actor)}`;
    scope = hash("sha256", who, "base64url").slice(0, SCOPE_LENGTH);
    scopes.set(actor, scope);
  }
  return brand<CommandId>(`${scope}/${id}`);
}

/** Somebody as their account says it. */
export function namedIn(account: Account): Omit<UserActor, "queueIds"> {
  return {
    kind: "USER",
    userId: brand<UserId>(account.userId),
    workspaceId: brand<WorkspaceId>(account.workspaceId),
    name: account.name,
    username: account.username,
    roles: account.roles,
    teamIds: account.teamIds.map((id) => brand<TeamId>(id)),
  };
}

/** The one form of user names: without blanks at the ends, in small letters, composed. */
export function usernameOf(typed: string): string {
  return typed.normalize("NFC").trim().toLowerCase().normalize("NFC");
}
