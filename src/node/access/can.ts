import { unreachable } from "../../domain/assert.ts";
import type { Actor, UserActor } from "./actor.ts";

/** Everything anybody may ask to do; what is not here nobody may. */
export type Action =
  | "agent.self"
  | "customer.speak"
  | "interaction.clone"
  | "interaction.edit"
  | "interaction.engage"
  | "interaction.monitor"
  | "interaction.read"
  | "note.add"
  | "offer.answer"
  | "task.claim"
  | "task.create"
  | "task.supervise"
  | "task.work"
  | "agent.supervise"
  | "folder.share"
  | "queue.supervise"
  | "workspace.administer"
  | "workspace.read";

/** What of an object decides: where it stands and whose it is. Null where the object has none. */
export interface Guarded {
  readonly workspaceId: string;
  readonly queueId?: string | null;
  readonly ownerId?: string | null;
  readonly threadId?: string | null;
  readonly sourceId?: string | null;
  /** The teams of the agent it is about. */
  readonly teamIds?: readonly string[];
}

/** The one place that answers who may do what; deny by default, the workspace compared first. */
export function can(actor: Actor, action: Action, object: Guarded): boolean {
  if (actor.workspaceId !== object.workspaceId) return false;
  switch (actor.kind) {
    case "USER":
      return userCan(actor, action, object);
    case "VISITOR":
      return (
        action === "customer.speak" &&
        object.threadId === actor.threadId &&
        object.sourceId === actor.sourceId
      );
    case "CONNECTOR":
      return action === "customer.speak" && object.sourceId === actor.sourceId;
    default:
      return unreachable(actor);
  }
}

function userCan(user: UserActor, action: Action, object: Guarded): boolean {
  const works = user.roles.includes("agent") || user.roles.includes("supervisor");
  const supervises = user.roles.includes("supervisor") && inQueues(user, object);
  const owns = object.ownerId === user.userId;
  switch (action) {
    case "workspace.administer":
      return user.roles.includes("admin");
    case "workspace.read":
      return true;
    case "agent.self":
      return works;
    case "offer.answer":
    case "task.work":
      return works;
    case "interaction.read":
    case "note.add":
    case "interaction.clone":
      return works && (owns || inQueues(user, object));
    case "interaction.monitor":
    case "task.supervise":
    case "queue.supervise":
    case "agent.supervise":
      return user.roles.includes("supervisor") && (supervises || leads(user, object));
    case "task.claim":
    case "interaction.engage":
      return works && inQueues(user, object);
    case "task.create":
      return user.roles.includes("admin") || supervises || mayBringIn(user, object);
    case "folder.share":
      return user.roles.includes("supervisor") || user.roles.includes("admin");
    case "interaction.edit":
      return works && (owns || supervises);
    case "customer.speak":
      return false;
    default:
      return unreachable(action);
  }
}

function leads(user: UserActor, object: Guarded): boolean {
  return user.teamIds.some((teamId) => object.teamIds?.includes(teamId) === true);
}

function inQueues(user: UserActor, object: Guarded): boolean {
  return user.queueIds.some((queueId) => queueId === object.queueId);
}

/** A program brings work into the queues that its account names; one that names none, into any. */
function mayBringIn(user: UserActor, object: Guarded): boolean {
  if (!user.roles.includes("bot")) return false;
  return user.queueIds.length === 0 || inQueues(user, object);
}
