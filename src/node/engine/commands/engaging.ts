import { claimWaiting } from "../../../domain/claiming.ts";
import { type CustomerId, type ThreadId, brand } from "../../../domain/id.ts";
import {
  type ActiveInteraction,
  beginInteraction,
  withMessage,
} from "../../../domain/interaction.ts";
import { isAside } from "../../../domain/participation.ts";
import { compose } from "../../../domain/message.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { reopen as reopenInteraction } from "../../../domain/reopening.ts";
import { leadsOut } from "../../../domain/source.ts";
import { beginEpisode, openThread } from "../../../domain/thread.ts";
import { NEVER } from "../../../domain/time.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import { type Actor, agentIdOf, writerOf } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { answered } from "../answering.ts";
import { beginTask } from "../beginning.ts";
import { asKnownNow } from "../customer-record.ts";
import type { Draft } from "../draft.ts";
import { joinAsPrimary } from "../joining.ts";
import { reopenWindowSec } from "../reopening.ts";
import { tellStory } from "../story.ts";
import { takenBy } from "./claiming.ts";
import { readable } from "./guards.ts";

/** T41: a conversation that nobody has is taken up; where it waits in a queue, that is a claim (T14). */
export function engage(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"interaction.engage">,
): Refusal | object {
  const interaction = readable(draft, actor, body.interactionId);
  if (isRefusal(interaction)) return interaction;
  if (interaction.state === "COMPLETED") return refuse("INTERACTION_COMPLETED");
  const agentId = agentIdOf(actor);
  const { workspaceId, queueId } = interaction;
  if (agentId === null || !can(actor, "interaction.engage", { workspaceId, queueId }))
    return refuse("NOT_PERMITTED");
  if (interaction.threadState === "CLOSED") return refuse("THREAD_CLOSED");
  if (draft.get("TASK", body.taskId) !== undefined) return refuse("ALREADY_EXISTS", "taskId");
  const all = draft.openTasksOf(interaction.id);
  if (all.some((task) => task.state === "ACTIVE" && task.agentId === agentId))
    return refuse("ALREADY_IN_CONVERSATION");
  const open = all.filter((task) => task.state !== "WRAP_UP" && !isAside(task));
  const waits = open.find((task) => task.state === "QUEUED");
  if (waits?.state === "QUEUED") {
    joinAsPrimary(draft, claimWaiting(waits, agentId, draft.now), "ENGAGED");
    return { interactionId: interaction.id, taskId: waits.id };
  }
  const [other] = open;
  if (other?.state === "ACTIVE") return takenBy(draft, other.agentId);
  if (other !== undefined) return refuse("ALREADY_IN_CONVERSATION");
  const clocks = { ...interaction.clocks, deferredUntil: NEVER, deferredBy: null };
  const taken: ActiveInteraction = { ...interaction, clocks };
  draft.put("INTERACTION", taken, "INTERACTION_CHANGED");
  joinAsPrimary(draft, beginTask(draft, taken, { id: body.taskId, agentId }), "ENGAGED");
  return { interactionId: interaction.id, taskId: body.taskId };
}

/** A completed interaction is taken up again by somebody who may see it; later than its window, by a supervisor. */
export function reopen(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"interaction.reopen">,
): Refusal | object {
  const completed = readable(draft, actor, body.interactionId);
  if (isRefusal(completed)) return completed;
  if (completed.state !== "COMPLETED") return refuse("INTERACTION_NOT_COMPLETED");
  const agentId = agentIdOf(actor);
  const { workspaceId, queueId } = completed;
  if (agentId === null || !can(actor, "interaction.engage", { workspaceId, queueId }))
    return refuse("NOT_PERMITTED");
  if (draft.get("TASK", body.taskId) !== undefined) return refuse("ALREADY_EXISTS", "taskId");
  const thread = draft.get("THREAD", completed.threadId);
  if (thread === undefined || thread.state === "CLOSED") return refuse("THREAD_CLOSED");
  const anyTime = can(actor, "task.supervise", { workspaceId, queueId });
  const may = { windowSec: reopenWindowSec(draft, completed), anyTime };
  const reopened = reopenInteraction(completed, may, draft.now);
  if (isRefusal(reopened)) return reopened;
  const interaction = asKnownNow(draft, reopened);
  draft.put("THREAD", beginEpisode(thread, interaction.id, draft.now), "THREAD_CHANGED");
  draft.put("INTERACTION", interaction, "INTERACTION_REOPENED");
  tellStory(draft, interaction, "REOPENED", draft.get("AGENT", agentId)?.name ?? "");
  joinAsPrimary(draft, beginTask(draft, interaction, { id: body.taskId, agentId }), "ENGAGED");
  return { interactionId: interaction.id, taskId: body.taskId };
}

/** A chat becomes a call, a call a callback: told, and shown in the timeline. */
export function setType(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"interaction.setType">,
): Refusal | object {
  const interaction = readable(draft, actor, body.interactionId);
  if (isRefusal(interaction)) return interaction;
  if (interaction.state === "COMPLETED") return refuse("INTERACTION_COMPLETED");
  const { workspaceId, queueId, ownerId } = interaction;
  if (actor.kind !== "USER" || !can(actor, "interaction.edit", { workspaceId, queueId, ownerId }))
    return refuse("NOT_PERMITTED");
  const { communicationType, subCommunicationType } = body;
  draft.put(
    "INTERACTION",
    { ...interaction, communicationType, subCommunicationType },
    "COMMUNICATION_TYPE_CHANGED",
    { from: [interaction.communicationType, interaction.subCommunicationType] },
  );
  tellStory(draft, interaction, "TYPE_CHANGED", actor.name);
  return { interactionId: interaction.id };
}

/** T10: an agent begins a conversation with somebody new. */
export function startInteraction(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"interaction.start">,
): Refusal | object {
  const agentId = agentIdOf(actor);
  const queue = draft.directory("QUEUE", body.queueId);
  const { workspaceId } = draft;
  if (queue === undefined) return refuse("QUEUE_NOT_FOUND");
  if (agentId === null || !can(actor, "interaction.engage", { workspaceId, queueId: queue.id }))
    return refuse("NOT_PERMITTED");
  if (queue.archived) return refuse("QUEUE_ARCHIVED");
  if (draft.get("INTERACTION", body.interactionId) !== undefined)
    return refuse("ALREADY_EXISTS", "interactionId");
  if (draft.get("TASK", body.taskId) !== undefined) return refuse("ALREADY_EXISTS", "taskId");
  const source = draft.sourceOf(queue.id);
  if (source === undefined) return refuse("SOURCE_NOT_FOUND");
  if (body.message !== null && !leadsOut(source)) return refuse("NO_WAY_OUT");
  const customerId = brand<CustomerId>(draft.newId());
  const threadId = brand<ThreadId>(draft.newId());
  const { customerName: name, customerEmail: email, subject } = body;
  draft.put(
    "CUSTOMER",
    { id: customerId, name, email, company: null, createdAt: draft.now },
    "CUSTOMER_CREATED",
  );
  const interaction = beginInteraction(
    {
      id: body.interactionId,
      workspaceId,
      displayNumber: draft.nextDisplayNumber(),
      threadId,
      threadState: "OPEN",
      sourceId: source.id,
      queueId: queue.id,
      customerId,
      customerName: name,
      customerEmail: email,
      direction: "OUTBOUND",
      communicationType: source.communicationType,
      subCommunicationType: source.subCommunicationType,
      subject,
      tags: [],
      dispositions: [],
      dispositionNote: "",
      priority: source.defaultPriority,
      ownerId: agentId,
      createdAt: draft.now,
      firstEnqueuedAt: null,
      firstAnsweredAt: null,
      interventionId: null,
      interventionState: null,
      previousInteractionId: null,
      clonedFromId: null,
      cloneIds: [],
      rootInteractionId: body.interactionId,
      attributes: {},
      listId: null,
      listState: null,
    },
    NEVER,
  );
  const thread = openThread({ id: threadId, sourceId: source.id, customerId }, draft.now);
  draft.put("THREAD", beginEpisode(thread, interaction.id, draft.now), "THREAD_OPENED");
  const written = firstMessage(draft, interaction, { agentId, actor, message: body.message });
  if (isRefusal(written)) return written;
  draft.put("INTERACTION", written, "INTERACTION_CREATED");
  joinAsPrimary(draft, beginTask(draft, written, { id: body.taskId, agentId }), "ENGAGED");
  if (body.message !== null) answered(draft, interaction.id);
  const { displayNumber } = interaction;
  return { interactionId: interaction.id, taskId: body.taskId, displayNumber };
}

function firstMessage(
  draft: Draft,
  interaction: ActiveInteraction,
  said: { agentId: string; actor: Actor; message: BodyOf<"interaction.start">["message"] },
): ActiveInteraction | Refusal {
  if (said.message === null) return interaction;
  if (draft.get("MESSAGE", said.message.messageId) !== undefined)
    return refuse("ALREADY_EXISTS", "messageId");
  const message = compose({
    id: said.message.messageId,
    interactionId: interaction.id,
    threadId: interaction.threadId,
    kind: "AGENT",
    authorId: said.agentId,
    authorName: draft.get("AGENT", said.agentId)?.name ?? "",
    ...writerOf(said.actor),
    body: said.message.body,
    createdAt: draft.now,
  });
  if (isRefusal(message)) return message;
  draft.put("MESSAGE", message, "MESSAGE_ADDED");
  return withMessage(interaction, message);
}
