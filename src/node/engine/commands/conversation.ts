import { type MessageId, brand } from "../../../domain/id.ts";
import { acknowledge } from "../../../domain/delivery.ts";
import { withMessage } from "../../../domain/interaction.ts";
import { countComment, countReply } from "../../../domain/intervention.ts";
import { compose, isForCustomer, writtenBefore } from "../../../domain/message.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { hasWayOut } from "../../../domain/source.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import { type Actor, agentIdOf, writerOf } from "../../access/actor.ts";
import { recordAnswer } from "../statistics/entries.ts";
import { speaking } from "./customers.ts";
import { readable } from "./guards.ts";
import { answered } from "../answering.ts";
import type { Draft } from "../draft.ts";
import type { Serving } from "./working.ts";

/** A public message, by those who serve the customer: an adviser or a listener writes notes. */
export function postMessage(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"message.post">,
): Refusal | object {
  const interaction = readable(draft, actor, body.interactionId);
  if (isRefusal(interaction)) return interaction;
  if (interaction.state === "COMPLETED") return refuse("INTERACTION_COMPLETED");
  const agentId = agentIdOf(actor);
  const own = draft
    .openTasksOf(interaction.id)
    .find((task) => task.state === "ACTIVE" && task.agentId === agentId);
  if (agentId === null || own?.state !== "ACTIVE") return refuse("NOT_YOUR_INTERACTION");
  if (own.role !== "PRIMARY") return refuse("NOT_PRIMARY");
  if (!hasWayOut(interaction, draft.source(interaction.sourceId))) return refuse("NO_WAY_OUT");
  if (draft.get("MESSAGE", body.messageId) !== undefined)
    return refuse("ALREADY_EXISTS", "messageId");
  const authorName = draft.get("AGENT", agentId)?.name ?? "";
  const author = { authorId: agentId, authorName, ...writerOf(actor) };
  const place = {
    id: body.messageId,
    interactionId: interaction.id,
    threadId: interaction.threadId,
  };
  const message = compose({
    ...place,
    ...author,
    kind: "AGENT",
    body: body.body,
    createdAt: draft.now,
    ...writtenBefore(body.writtenAt, { at: draft.now, begunAt: interaction.createdAt }),
  });
  if (isRefusal(message)) return message;
  draft.put("MESSAGE", message, "MESSAGE_ADDED");
  const spoken = withMessage(interaction, message);
  draft.put("INTERACTION", spoken, "INTERACTION_CHANGED");
  recordAnswer(draft, own, { before: interaction, after: spoken });
  const intervention =
    interaction.interventionId && draft.get("INTERVENTION", interaction.interventionId);
  if (intervention && intervention.state === "OPENED") {
    draft.put("INTERVENTION", countReply(intervention, draft.now), "INTERVENTION_CHANGED");
  }
  answered(draft, interaction.id);
  return { messageId: message.id };
}

/** The delivered watermark rises to what the customer's page says it has shown: of their own thread, and of what is for them. */
export function acknowledgeShown(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"customer.acknowledge">,
): Refusal | object {
  const thread = speaking(draft, actor, body.threadId);
  if (isRefusal(thread)) return thread;
  const interaction = draft.get("INTERACTION", body.interactionId);
  if (interaction?.threadId !== thread.id) return refuse("INTERACTION_NOT_FOUND");
  const message = draft.get("MESSAGE", body.messageId);
  if (message?.interactionId !== interaction.id || !isForCustomer(message))
    return refuse("NOT_FOUND", "messageId");
  const shown = acknowledge(interaction, message, draft.now);
  if (shown !== interaction) draft.put("INTERACTION", shown, "INTERACTION_CHANGED");
  return { interactionId: interaction.id };
}

/** An internal note, by anybody who may see the conversation. */
export function addNote(draft: Draft, actor: Actor, body: BodyOf<"note.add">): Refusal | object {
  const interaction = readable(draft, actor, body.interactionId);
  if (isRefusal(interaction)) return interaction;
  if (interaction.state === "COMPLETED") return refuse("INTERACTION_COMPLETED");
  if (actor.kind !== "USER") return refuse("NOT_PERMITTED");
  if (draft.get("MESSAGE", body.messageId) !== undefined)
    return refuse("ALREADY_EXISTS", "messageId");
  const place = {
    id: body.messageId,
    interactionId: interaction.id,
    threadId: interaction.threadId,
  };
  const author = { authorId: actor.userId, authorName: actor.name };
  const note = compose({
    ...place,
    ...author,
    kind: "NOTE",
    body: body.body,
    createdAt: draft.now,
    ...writtenBefore(body.writtenAt, { at: draft.now, begunAt: interaction.createdAt }),
  });
  if (isRefusal(note)) return note;
  draft.put("MESSAGE", note, "MESSAGE_ADDED");
  const intervention =
    interaction.interventionId && draft.get("INTERVENTION", interaction.interventionId);
  if (intervention && intervention.state === "OPENED") {
    draft.put("INTERVENTION", countComment(intervention), "INTERVENTION_CHANGED");
  }
  return { messageId: brand(note.id) };
}

/** What a sender says to whoever takes it (transfer, conference, advice) stands in the conversation too. */
export function noteOf(draft: Draft, own: Serving, text: string): void {
  const { interaction, agentId, name } = own;
  const note = compose({
    id: brand<MessageId>(draft.newId()),
    interactionId: interaction.id,
    threadId: interaction.threadId,
    kind: "NOTE",
    authorId: agentId,
    authorName: name,
    body: text,
    createdAt: draft.now,
  });
  // Nothing was said.
  if (!isRefusal(note)) draft.put("MESSAGE", note, "MESSAGE_ADDED");
}
