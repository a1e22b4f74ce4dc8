import { cloneInteraction } from "../../../domain/clone.ts";
import { type Correction, correct } from "../../../domain/customer.ts";
import { type AgentId, type ThreadId, brand } from "../../../domain/id.ts";
import {
  type EditableFields,
  type Interaction,
  editInteraction,
  withMessage,
} from "../../../domain/interaction.ts";
import { countReply, openIntervention } from "../../../domain/intervention.ts";
import { compose } from "../../../domain/message.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { hasWayOut } from "../../../domain/source.ts";
import { beginEpisode, openThread } from "../../../domain/thread.ts";
import { judgeDispositions } from "../../../domain/wrap-up.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import { type Actor, agentIdOf, writerOf } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { asKnownNow, writeCustomer } from "../customer-record.ts";
import { queueInUse } from "../admission.ts";
import type { Draft } from "../draft.ts";
import { tellStory } from "../story.ts";
import { readable } from "./guards.ts";

/** Fields people may change; what stood there before goes with the change. */
export function edit(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"interaction.edit">,
): Refusal | object {
  const interaction = readable(draft, actor, body.interactionId);
  if (isRefusal(interaction)) return interaction;
  const { workspaceId, queueId, ownerId } = interaction;
  if (!can(actor, "interaction.edit", { workspaceId, queueId, ownerId }))
    return refuse("NOT_PERMITTED");
  const judged = judgeDispositions(
    body.fields.dispositions ?? [],
    draft.queue(queueId).dispositions,
  );
  if (judged !== null) return judged;
  const fields = given(body.fields);
  const edited = editInteraction(interaction, fields);
  if (isRefusal(edited)) return edited;
  draft.put("INTERACTION", edited, "FIELDS_EDITED", {
    before: pick(interaction, fields),
    after: fields,
  });
  const customer = draft.get("CUSTOMER", interaction.customerId);
  if (customer !== undefined) writeCustomer(draft, correct(customer, correctionOf(edited, fields)));
  return { interactionId: interaction.id };
}

/** Who the customer is was put right here: it holds for everything of theirs that is open, and all that comes. */
function correctionOf(edited: Interaction, fields: EditableFields): Correction {
  return {
    ...(fields.customerName === undefined ? {} : { name: edited.customerName }),
    ...(fields.customerEmail === undefined ? {} : { email: edited.customerEmail }),
  };
}

function given(fields: BodyOf<"interaction.edit">["fields"]): EditableFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function pick(interaction: Interaction, fields: EditableFields): object {
  const names = new Set(Object.keys(fields));
  return Object.fromEntries(Object.entries(interaction).filter(([name]) => names.has(name)));
}

/** T10: the follow-up of a completed interaction. */
export function clone(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"interaction.clone">,
): Refusal | object {
  const source = readable(draft, actor, body.sourceInteractionId);
  if (isRefusal(source)) return source;
  const agentId = agentIdOf(actor);
  const { workspaceId, queueId, ownerId } = source;
  if (agentId === null || !can(actor, "interaction.clone", { workspaceId, queueId, ownerId })) {
    return refuse("NOT_PERMITTED");
  }
  const own = draft.queue(queueId);
  const queue = own.archived ? queueInUse(draft, source) : own;
  if (queue === null) return refuse("QUEUE_ARCHIVED");
  const taken = takenId(draft, body);
  if (taken !== null) return refuse("ALREADY_EXISTS", taken);
  const threadId = threadFor(draft, source);
  const ids = {
    interactionId: body.interactionId,
    taskId: body.taskId,
    interventionId: body.interventionId,
    threadId,
  };
  const place = { mrdId: queue.mrdId, homeNode: draft.nodeId, epoch: draft.epoch };
  const cloned = cloneInteraction(
    source,
    {
      ...ids,
      ...place,
      queueId: queue.id,
      agentId,
      subject: body.subject,
      displayNumber: source.state === "COMPLETED" ? draft.nextDisplayNumber() : 0,
    },
    draft.now,
  );
  if (isRefusal(cloned)) return cloned;
  if (body.message !== null && !hasWayOut(cloned.interaction, draft.source(source.sourceId)))
    return refuse("NO_WAY_OUT");
  draft.put("INTERACTION", cloned.original, "INTERACTION_CLONED", {
    cloneId: cloned.interaction.id,
  });
  const opened = asKnownNow(draft, cloned.interaction);
  const begun = writeFirstMessage(draft, opened, { agentId, actor, message: body.message });
  if (isRefusal(begun)) return begun;
  draft.put("INTERACTION", begun, "INTERACTION_CREATED", { clonedFromId: source.id });
  draft.put("TASK", cloned.task, "TASK_STATE_CHANGED");
  tellStory(draft, begun, "CLONED", draft.get("AGENT", agentId)?.name ?? "");
  return { interactionId: begun.id, taskId: cloned.task.id, displayNumber: begun.displayNumber };
}

/** Which of the ids that the client made is somebody's already; null when all are new. */
function takenId(draft: Draft, body: BodyOf<"interaction.clone">): string | null {
  const { interactionId, taskId, interventionId, message } = body;
  if (draft.get("INTERACTION", interactionId) !== undefined) return "interactionId";
  if (draft.get("TASK", taskId) !== undefined) return "taskId";
  if (draft.get("INTERVENTION", interventionId) !== undefined) return "interventionId";
  if (message === null) return null;
  return draft.get("MESSAGE", message.messageId) === undefined ? null : "messageId";
}

/** The same thread where the channel outlives its sessions, else a new one with the same customer. */
function threadFor(draft: Draft, source: Interaction): ThreadId {
  const thread = draft.get("THREAD", source.threadId);
  return thread !== undefined && thread.state === "OPEN" ? thread.id : brand(draft.newId());
}

type Opening = { agentId: AgentId; actor: Actor; message: BodyOf<"interaction.clone">["message"] };

function writeFirstMessage<I extends Interaction>(
  draft: Draft,
  interaction: I,
  opening: Opening,
): I | Refusal {
  const { id: interactionId, threadId, sourceId, customerId } = interaction;
  const { agentId } = opening;
  const thread =
    draft.get("THREAD", threadId) ?? openThread({ id: threadId, sourceId, customerId }, draft.now);
  const id = interaction.interventionId ?? brand(draft.newId());
  const intervention = openIntervention({ id, interactionId, threadId, agentId }, draft.now);
  draft.put("THREAD", beginEpisode(thread, interactionId, draft.now), "THREAD_CHANGED");
  if (opening.message === null) {
    draft.put("INTERVENTION", intervention, "INTERVENTION_OPENED");
    return interaction;
  }
  const authorName = draft.get("AGENT", agentId)?.name ?? "";
  const author = { authorId: agentId, authorName, ...writerOf(opening.actor) };
  const place = { id: opening.message.messageId, interactionId, threadId };
  const message = compose({
    ...place,
    ...author,
    kind: "AGENT",
    body: opening.message.body,
    createdAt: draft.now,
  });
  if (isRefusal(message)) return message;
  draft.put("INTERVENTION", countReply(intervention, draft.now), "INTERVENTION_OPENED");
  draft.put("MESSAGE", message, "MESSAGE_ADDED");
  return withMessage(interaction, message);
}
