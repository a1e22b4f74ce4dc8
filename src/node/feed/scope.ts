import type { UserActor } from "../access/actor.ts";
import { agentIdOf, queuesSeenBy } from "../access/actor.ts";
import { DAY_MS, type Instant } from "../../domain/time.ts";
import { type AudienceKey, keysOf, maySee } from "./audience.ts";
import type { InteractionPlace, OtherPlace, TaskPlace } from "./place.ts";

/** How long work that is over stays in the views of those it was for. */
export const RECENT_MS = DAY_MS;

/** A person as the views look at them. */
export interface Scope {
  readonly keys: ReadonlySet<AudienceKey>;
  readonly agentId: string | null;
  readonly supervises: boolean;
  readonly queueIds: ReadonlySet<string>;
  /** Interactions open on the screen beyond the person's own work. */
  readonly watched: ReadonlySet<string>;
}

export function scopeOf(actor: UserActor, watched: ReadonlySet<string> = new Set()): Scope {
  const agentId = agentIdOf(actor);
  return {
    keys: keysOf(actor),
    agentId,
    supervises: actor.roles.includes("supervisor") || actor.roles.includes("admin"),
    queueIds: new Set(queuesSeenBy(actor)),
    watched,
  };
}

/** Open work of their own, what waits where they serve, and what they closed less than a day ago. */
export function ownsTask(scope: Scope, { keys, facts }: TaskPlace, now: Instant): boolean {
  if (!maySee(scope.keys, keys)) return false;
  if (facts.taskState === "CLOSED" && facts.closedAt <= now - RECENT_MS) return false;
  if (isOwn(scope, facts.agentId)) return true;
  if (!scope.queueIds.has(facts.queueId)) return false;
  return scope.supervises || facts.mediaState === "QUEUED" || facts.mediaState === "RESERVED";
}

/** An answered or open task brings its conversation; one that merely rang does not. */
export function bringsInteraction({ facts }: TaskPlace): boolean {
  return facts.taskState !== "CLOSED" || facts.answeredAt !== null;
}

/** What belongs in the view by itself, without a task that brings it. */
function ownsInteraction(scope: Scope, place: InteractionPlace, now: Instant): boolean {
  if (!maySee(scope.keys, place.keys)) return false;
  if (scope.watched.has(place.id)) return true;
  const { facts } = place;
  if (facts.state === "COMPLETED") {
    const isRecent = facts.completedAt > now - RECENT_MS;
    return isRecent && (scope.supervises || isOwn(scope, facts.ownerId));
  }
  if (isOwn(scope, facts.agentId)) return true;
  const waits = facts.status === "OPEN" || facts.status === "PENDING";
  return scope.queueIds.has(facts.queueId) && (scope.supervises || waits);
}

/** "" is nobody, and so is null. */
function isOwn({ agentId }: Scope, id: string): boolean {
  return id !== "" && id === agentId;
}

/** Work in hand of a queue that the person does not serve brings how the queue is set: its wrap-up asks for it. */
export function bringsQueue(scope: Scope, { facts }: TaskPlace): boolean {
  const isOpen = facts.taskState !== "CLOSED";
  return isOpen && isOwn(scope, facts.agentId) && !scope.queueIds.has(facts.queueId);
}

export function belongsInteraction(
  scope: Scope,
  place: InteractionPlace,
  facts: { now: Instant; brought: boolean },
): boolean {
  if (facts.brought && maySee(scope.keys, place.keys)) return true;
  return ownsInteraction(scope, place, facts.now);
}

/** The own agent row and, for those who lead a team, the team's; the directory for everybody of the workspace. */
export function ownsOther(scope: Scope, place: OtherPlace): boolean {
  return maySee(scope.keys, place.keys);
}

/** Lower comes first when a view has to be cut: own work, then what is watched, then by deadline, then the past. */
export function urgencyOf(scope: Scope, place: TaskPlace | InteractionPlace): number {
  const { facts } = place;
  const isOver = "taskState" in facts ? facts.taskState === "CLOSED" : facts.state === "COMPLETED";
  if (isOver) {
    const endedAt = "taskState" in facts ? facts.closedAt : facts.completedAt;
    return 3 * DEEP - endedAt;
  }
  if (isOwn(scope, facts.agentId)) return 0;
  if (scope.watched.has(place.id)) return 1;
  return Math.min(facts.slaDueAt, DEEP);
}

/** Beyond every instant that is ever compared with it, and small enough that sums stay exact. */
const DEEP = 1e14;
