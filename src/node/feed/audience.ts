import { isForCustomer } from "../../domain/message.ts";
import { type Actor, queuesSeenBy } from "../access/actor.ts";
import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import { type DirectoryRow, bodiesOf } from "../../protocol/rows/directory-row.ts";
import type { KeptRow } from "../store/store.ts";

/** `queue:3`, `agent:7`, `team:1`, `visitor:9`, `ws:1`, and `admin:1` for the workspace's administrators. */
export type AudienceKey = `${"queue" | "agent" | "team" | "visitor" | "ws" | "admin"}:${string}`;

/** Of an interaction, what decides who may see it and all that belongs to it. */
export type InteractionHome = Pick<
  InteractionRow,
  "queueId" | "agentId" | "ownerId" | "customerId"
>;

/**
 * Whom a row is for. What is for nobody (threads, customers, completions, statistics: the node's own rows)
 * has no key, and so reaches nobody.
 */
export function audienceOf(
  kept: KeptRow,
  workspaceId: string,
  interactionOf: (id: string) => InteractionHome | null,
): readonly AudienceKey[] {
  switch (kept.kind) {
    case "TASK":
      return withAgent([`queue:${kept.row.queueId}`], kept.row.agentId);
    case "INTERACTION":
      return keysOfInteraction(kept.row);
    case "INTERVENTION":
      return keysOfTalk(interactionOf(kept.row.interactionId), false);
    case "MESSAGE": {
      return keysOfTalk(interactionOf(kept.row.interactionId), isForCustomer(kept.row));
    }
    case "AGENT":
      return [
        `agent:${kept.row.id}`,
        `admin:${workspaceId}`,
        ...kept.row.teamIds.map((id) => `team:${id}` as const),
      ];
    case "DIRECTORY":
      return keysOfSetting(kept.row, workspaceId);
    case "THREAD":
    case "CUSTOMER":
    case "COMPLETION":
    case "STATISTIC":
      return [];
  }
}

/** Settings are for everybody of the workspace; a queue's for those who serve it, a private folder for whoever made it. */
function keysOfSetting(row: DirectoryRow, workspaceId: string): AudienceKey[] {
  const [queue] = bodiesOf([row], "QUEUE");
  if (queue !== undefined) return [`queue:${queue.id}`];
  const [folder] = bodiesOf([row], "FOLDER");
  const ownerId = folder?.ownerId ?? null;
  return ownerId === null ? [`ws:${workspaceId}`] : [`agent:${ownerId}`];
}

function keysOfInteraction(home: InteractionHome): AudienceKey[] {
  const keys = withAgent([`queue:${home.queueId}`], home.agentId);
  return home.ownerId === home.agentId ? keys : withAgent(keys, home.ownerId);
}

/** Messages and interventions take their interaction's keys; the customer's stands on what is for the customer alone. */
function keysOfTalk(home: InteractionHome | null, isPublic: boolean): AudienceKey[] {
  if (home === null) return [];
  const keys = keysOfInteraction(home);
  return isPublic ? [...keys, `visitor:${home.customerId}`] : keys;
}

function withAgent(keys: AudienceKey[], agentId: string): AudienceKey[] {
  return agentId === "" ? keys : [...keys, `agent:${agentId}`];
}

/** The keys a person holds. */
export function keysOf(actor: Actor): ReadonlySet<AudienceKey> {
  switch (actor.kind) {
    case "VISITOR":
      return new Set<AudienceKey>([`visitor:${actor.customerId}`]);
    case "CONNECTOR":
      return new Set();
    case "USER": {
      return new Set<AudienceKey>([
        `ws:${actor.workspaceId}`,
        `agent:${actor.userId}`,
        ...queuesSeenBy(actor).map((id) => `queue:${id}` as const),
        ...(actor.roles.includes("admin") ? [`admin:${actor.workspaceId}` as const] : []),
        ...(actor.roles.includes("supervisor")
          ? actor.teamIds.map((id) => `team:${id}` as const)
          : []),
      ]);
    }
  }
}

/** The one function that says whether somebody may be shown a row: for push, pull, search and counts alike. */
export function maySee(held: ReadonlySet<AudienceKey>, audience: readonly AudienceKey[]): boolean {
  return audience.some((key) => held.has(key));
}
