import { brand } from "../../../domain/id.ts";
import { withMessage } from "../../../domain/interaction.ts";
import { compose } from "../../../domain/message.ts";
import { primariesOf } from "../../../domain/participation.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import { directoryRow } from "../../../protocol/rows/directory-row.ts";
import type { Actor, UserActor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { complete } from "../completing.ts";
import type { Draft } from "../draft.ts";
import { recordEntry } from "../statistics/entries.ts";
import { tellStory } from "../story.ts";
import { forceClosed } from "./supervising.ts";

function supervisor(draft: Draft, actor: Actor, queueId: string): UserActor | Refusal {
  const { workspaceId } = draft;
  if (draft.directory("QUEUE", queueId) === undefined) return refuse("QUEUE_NOT_FOUND");
  if (actor.kind !== "USER" || !can(actor, "queue.supervise", { workspaceId, queueId }))
    return refuse("NOT_PERMITTED");
  return actor;
}

/** T37: all that waits in the queue is closed, and the customers are told why. What is on offer runs to its end. */
export function flush(draft: Draft, actor: Actor, body: BodyOf<"queue.flush">): Refusal | object {
  const by = supervisor(draft, actor, body.queueId);
  if (isRefusal(by)) return by;
  const waiting = draft.waitingIn([body.queueId]);
  draft.tell("QUEUE_FLUSHED", body.queueId, { count: waiting.length, by: by.userId });
  for (const task of waiting) {
    const closed = forceClosed(draft, task);
    draft.put("TASK", closed, "TASK_STATE_CHANGED");
    const interaction = draft.get("INTERACTION", task.interactionId);
    if (interaction?.state !== "ACTIVE") continue;
    recordEntry(draft, closed, interaction, "FLUSHED");
    if (primariesOf(draft.openTasksOf(interaction.id)).length > 0) continue;
    if (body.message !== null) tellCustomer(draft, interaction.id, { by, text: body.message });
    tellStory(draft, interaction, "FLUSHED", by.name);
    const last = draft.get("INTERACTION", interaction.id) ?? interaction;
    complete(draft, last, { by: by.userId, byName: by.name, resolution: "FLUSHED" });
  }
  return { queueId: body.queueId, flushed: waiting.length };
}

function tellCustomer(draft: Draft, id: string, said: { by: UserActor; text: string }): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction === undefined) return;
  const message = compose({
    id: brand(draft.newId()),
    interactionId: interaction.id,
    threadId: interaction.threadId,
    kind: "AGENT",
    authorId: said.by.userId,
    authorName: said.by.name,
    body: said.text,
    createdAt: draft.now,
  });
  if (isRefusal(message)) return;
  draft.put("MESSAGE", message, "MESSAGE_ADDED");
  draft.put("INTERACTION", withMessage(interaction, message), "INTERACTION_CHANGED");
}

/** The queue stops offering its work by itself, or goes on; a claim takes it either way. */
export function setRouting(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"queue.setRouting">,
): Refusal | object {
  const by = supervisor(draft, actor, body.queueId);
  if (isRefusal(by)) return by;
  const queue = draft.queue(body.queueId);
  const routing = { ...queue.routing, enabled: body.on };
  if (queue.routing.enabled !== body.on)
    draft.put("DIRECTORY", directoryRow("QUEUE", { ...queue, routing }), "DIRECTORY_CHANGED");
  return { queueId: queue.id, on: body.on };
}
