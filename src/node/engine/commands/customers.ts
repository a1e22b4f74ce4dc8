import { clipped } from "../../../domain/clip.ts";
import { markHere } from "../../../domain/absence.ts";
import { learn } from "../../../domain/customer.ts";
import { type AgentId, type QueueId, type WorkflowId, brand } from "../../../domain/id.ts";
import {
  type ActiveInteraction,
  type CompletedInteraction,
  type Interaction,
  beginInteraction,
  withMessage,
} from "../../../domain/interaction.ts";
import { type Message, compose, writtenBefore } from "../../../domain/message.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { reopen } from "../../../domain/reopening.ts";
import type { Source } from "../../../domain/source.ts";
import { type Thread, beginEpisode, openThread } from "../../../domain/thread.ts";
import { afterCustomerWrote } from "../../../domain/wait.ts";
import { NEVER } from "../../../domain/time.ts";
import type { ChangeType } from "../../../protocol/changes.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { arrive, comesToList } from "../arriving.ts";
import { startResponse } from "../answering.ts";
import { asKnownNow, writeCustomer } from "../customer-record.ts";
import { reactivate } from "../deferring.ts";
import { isRefusedStill, refuses } from "../admission.ts";
import type { Draft } from "../draft.ts";
import type { NewVisitor } from "../api.ts";
import { reckonIn } from "../open-hours.ts";
import { reopenWindowSec } from "../reopening.ts";
import { tellStory } from "../story.ts";

const SUBJECT_LENGTH = 80;

/** A visitor's customer and thread, before the first message. The source is checked by who gives the token. */
export function beginVisitor(draft: Draft, visitor: NewVisitor): void {
  const { threadId: id, customerId, sourceId, name, email } = visitor;
  const customer = { id: customerId, name, email, company: null, createdAt: draft.now };
  draft.put("CUSTOMER", customer, "CUSTOMER_CREATED");
  draft.put("THREAD", openThread({ id, sourceId, customerId }, draft.now), "THREAD_OPENED");
}

/** A customer's message: to the present interaction, or as the beginning of a new one (T1). */
export function receive(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"message.receive">,
): Refusal | object {
  // Ids that the node makes from a key have a dot: a stranger who guessed one could take it away from whoever holds the key.
  if (actor.kind === "VISITOR" && body.messageId.includes("."))
    return refuse("COMMAND_INVALID", "messageId must not hold a dot");
  const thread = speaking(draft, actor, body.threadId);
  if (isRefusal(thread)) return thread;
  if (thread.customerId !== body.customerId || thread.sourceId !== body.sourceId)
    return refuse("NOT_FOUND");
  const source = draft.source(thread.sourceId);
  if (source === undefined || !source.active) return refuse("SOURCE_NOT_FOUND");
  if (thread.state === "CLOSED") return refuse("THREAD_CLOSED");
  if (draft.get("MESSAGE", body.messageId) !== undefined)
    return refuse("ALREADY_EXISTS", "messageId");
  const { facts } = body;
  // Who somebody is says whoever brings them; visitors have said so before.
  if (facts !== undefined && actor.kind !== "CONNECTOR") return refuse("NOT_PERMITTED", "facts");
  const known = draft.get("CUSTOMER", thread.customerId);
  if (facts !== undefined && known !== undefined) writeCustomer(draft, learn(known, facts));
  const present =
    thread.interactionId === null ? undefined : draft.get("INTERACTION", thread.interactionId);
  const refused = present?.state === "ACTIVE" ? null : refusedBefore(draft, thread);
  if (refused !== null) return addToRefused(draft, refused, body);
  const last = present?.state === "ACTIVE" ? null : openedAgain(draft, thread);
  // What was completed stays so where its queue refuses now: what it refuses is a case of its own.
  const turnedDown = last !== null && refuses(draft, last.queueId) ? last : null;
  const again = present?.state === "ACTIVE" ? present : turnedDown === null ? last : null;
  const queueId = turnedDown?.queueId ?? source.queueId;
  const interaction = again ?? begin(draft, { thread, source, queueId, firstLine: body.body });
  const customer = draft.get("CUSTOMER", thread.customerId);
  const author = { authorId: body.customerId, authorName: customer?.name ?? "" };
  const place = { id: body.messageId, interactionId: interaction.id, threadId: thread.id };
  const message = compose({
    ...place,
    ...author,
    kind: "CUSTOMER",
    body: body.body,
    createdAt: draft.now,
    ...writtenBefore(body.writtenAt, { at: draft.now, begunAt: thread.createdAt }),
  });
  if (isRefusal(message)) return message;
  draft.put("THREAD", beginEpisode(thread, interaction.id, draft.now), "THREAD_CHANGED");
  const told = toldOf(interaction, { present, again });
  // A connector's customers have no page: whether they are there nobody knows.
  const isWatched = source.sessionBound && actor.kind === "VISITOR";
  const written = withMessage(isWatched ? markHere(interaction) : interaction, message);
  draft.put("INTERACTION", written, told);
  draft.put("MESSAGE", message, "MESSAGE_ADDED");
  if (told === "INTERACTION_REOPENED") tellStory(draft, interaction, "REOPENED", "");
  if (told === "INTERACTION_CREATED" && interaction.listId !== null)
    draft.tell("LIST_REQUEST_RECEIVED", interaction.id, { listId: interaction.listId });
  heard(draft, interaction.id);
  const { mode } = source.arrival;
  const workflowId = turnedDown === null ? source.arrival.workflowId : null;
  if (mode !== "PUSH") {
    comesToList(draft, interaction.id);
    return receivedAs(message);
  }
  const ownerId = told === "INTERACTION_REOPENED" ? thread.lastAgentId : null;
  askForAgent(draft, interaction.id, { text: body.body, workflowId, ownerId });
  return receivedAs(message);
}

/** The time is the stored one: whoever sends it again is told the same. */
function receivedAs({ interactionId, id: messageId, createdAt: at }: Message): object {
  return { interactionId, messageId, at };
}

/** The case that its queue refused in this same closing: what its customer goes on to write stands there, and is not refused anew. */
function refusedBefore(draft: Draft, thread: Thread): CompletedInteraction | null {
  const last =
    thread.lastInteractionId === null
      ? undefined
      : draft.get("INTERACTION", thread.lastInteractionId);
  if (last?.state !== "COMPLETED" || last.resolution !== "NO_AGENT") return null;
  return last.completedBy === "system" && isRefusedStill(draft, last) ? last : null;
}

function addToRefused(
  draft: Draft,
  refused: CompletedInteraction,
  body: BodyOf<"message.receive">,
): Refusal | object {
  const { id: interactionId, threadId } = refused;
  const message = compose({
    id: body.messageId,
    interactionId,
    threadId,
    authorId: body.customerId,
    authorName: draft.get("CUSTOMER", refused.customerId)?.name ?? "",
    kind: "CUSTOMER",
    body: body.body,
    createdAt: draft.now,
  });
  if (isRefusal(message)) return message;
  draft.put("INTERACTION", withMessage(refused, message), "INTERACTION_CHANGED");
  draft.put("MESSAGE", message, "MESSAGE_ADDED");
  return receivedAs(message);
}

function toldOf(
  interaction: Interaction,
  { present, again }: { present: Interaction | undefined; again: Interaction | null },
): ChangeType {
  if (interaction === present) return "INTERACTION_CHANGED";
  return interaction === again ? "INTERACTION_REOPENED" : "INTERACTION_CREATED";
}

/** What was completed a little while ago goes on where its customer goes on (domain.md 7.4); null begins anew. */
function openedAgain(draft: Draft, thread: Thread): ActiveInteraction | null {
  const last =
    thread.lastInteractionId === null
      ? undefined
      : draft.get("INTERACTION", thread.lastInteractionId);
  if (last?.state !== "COMPLETED") return null;
  const may = { windowSec: reopenWindowSec(draft, last), anyTime: false };
  const opened = reopen(last, may, draft.now);
  return isRefusal(opened) ? null : asKnownNow(draft, opened);
}

/** What a customer's word does to the clocks: an answer is owed, silence is over, who waits is fresh again. */
function heard(draft: Draft, id: ActiveInteraction["id"]): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE") return;
  const clocks = { ...interaction.clocks, inactiveAt: NEVER };
  if (interaction.clocks.inactiveAt !== NEVER)
    draft.put("INTERACTION", { ...interaction, clocks }, "INTERACTION_CHANGED");
  for (const task of draft.openTasksOf(id)) {
    if (task.state !== "QUEUED") continue;
    const queue = draft.queue(task.queueId);
    const facts = { now: draft.now, reckon: reckonIn(draft, queue) };
    const wait = afterCustomerWrote(queue.routing, task.wait, facts);
    if (wait !== task.wait) draft.put("TASK", { ...task, wait }, "TASK_STATE_CHANGED");
  }
  reactivate(draft, id);
  startResponse(draft, id);
}

export function speaking(draft: Draft, actor: Actor, threadId: string): Thread | Refusal {
  const thread = draft.get("THREAD", threadId);
  if (thread === undefined) return refuse("NOT_FOUND");
  const object = { workspaceId: actor.workspaceId, threadId: thread.id, sourceId: thread.sourceId };
  return can(actor, "customer.speak", object) ? thread : refuse("NOT_FOUND");
}

function begin(
  draft: Draft,
  from: { thread: Thread; source: Source; queueId: QueueId; firstLine: string },
): ActiveInteraction {
  const { thread, source, firstLine } = from;
  const listId = source.arrival.mode === "PULL" ? source.arrival.listId : null;
  const id = brand<ActiveInteraction["id"]>(draft.newId());
  const customer = draft.get("CUSTOMER", thread.customerId);
  const queue = draft.queue(from.queueId);
  const line = firstLine.trim();
  const subject = clipped(line, SUBJECT_LENGTH);
  return beginInteraction(
    {
      id,
      workspaceId: draft.workspaceId,
      displayNumber: draft.nextDisplayNumber(),
      threadId: thread.id,
      threadState: thread.state,
      sourceId: source.id,
      queueId: queue.id,
      customerId: thread.customerId,
      customerName: customer?.name ?? "",
      customerEmail: customer?.email ?? null,
      direction: "INBOUND",
      communicationType: source.communicationType,
      subCommunicationType: source.subCommunicationType,
      subject,
      tags: [],
      dispositions: [],
      dispositionNote: "",
      priority: source.defaultPriority,
      ownerId: null,
      createdAt: draft.now,
      firstEnqueuedAt: null,
      firstAnsweredAt: null,
      interventionId: null,
      interventionState: null,
      previousInteractionId: thread.lastInteractionId,
      clonedFromId: null,
      cloneIds: [],
      rootInteractionId: id,
      attributes: {},
      listId,
      listState: listId === null ? null : "UNREAD",
    },
    NEVER,
  );
}

/** T1 where nobody holds the conversation or is being asked to. */
function askForAgent(
  draft: Draft,
  interactionId: ActiveInteraction["id"],
  from: { text: string; workflowId: WorkflowId | null; ownerId: AgentId | null },
): void {
  const interaction = draft.get("INTERACTION", interactionId);
  const tasks = draft.openTasksOf(interactionId);
  if (interaction?.state !== "ACTIVE" || tasks.some((task) => task.state !== "WRAP_UP")) return;
  // What was placed before goes back to its queue; a workflow is for what is new.
  const isNew = interaction.firstEnqueuedAt === null;
  const workflowId = isNew ? from.workflowId : null;
  arrive(draft, { ...from, interaction, workflowId });
}
