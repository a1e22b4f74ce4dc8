import { type CustomerId, type ThreadId, brand } from "../../../domain/id.ts";
import { beginInteraction } from "../../../domain/interaction.ts";
import { type Refusal, isRefusal, refuse } from "../../../domain/refusal.ts";
import { beginEpisode, openThread } from "../../../domain/thread.ts";
import { NEVER } from "../../../domain/time.ts";
import type { Queue } from "../../../domain/queue.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Draft } from "../draft.ts";
import { arrive } from "../arriving.ts";
import { reckonIn } from "../open-hours.ts";

/** Attributes are for routing, not for storing documents. */
const ATTRIBUTES_MAX_BYTES = 4096;
/** What a program brings in comes by no customer's source. */
const PROGRAM = "program";

/** T1 without a channel: a program puts work into a queue, with what routing should know of it. */
export function createTask(
  draft: Draft,
  actor: Actor,
  body: BodyOf<"task.create">,
): Refusal | object {
  const queue = placeOf(draft, body);
  if (isRefusal(queue)) return queue;
  const { workspaceId } = draft;
  if (!can(actor, "task.create", { workspaceId, queueId: queue.id }))
    return refuse("NOT_PERMITTED");
  if (JSON.stringify(body.attributes).length > ATTRIBUTES_MAX_BYTES)
    return refuse("COMMAND_INVALID", `attributes are more than ${ATTRIBUTES_MAX_BYTES} characters`);
  if (draft.get("TASK", body.taskId) !== undefined) return refuse("ALREADY_EXISTS", "taskId");
  if (draft.get("INTERACTION", body.interactionId) !== undefined)
    return refuse("ALREADY_EXISTS", "interactionId");
  const interaction = beginWork(draft, body, queue);
  const expiresAt = reckonIn(draft, queue)(draft.now, body.timeoutSec);
  const times = body.timeoutSec === null ? {} : { requestExpiresAt: expiresAt };
  arrive(draft, { interaction, text: "", workflowId: body.workflowId, id: body.taskId, ...times });
  const { displayNumber } = interaction;
  return { taskId: body.taskId, interactionId: interaction.id, displayNumber };
}

/** The queue it names, or the workspace's own for what names none, or a workflow's; the medium only has to agree. */
function placeOf(draft: Draft, body: BodyOf<"task.create">): Queue | Refusal {
  const workflow = body.workflowId === null ? null : draft.directory("WORKFLOW", body.workflowId);
  if (workflow === undefined) return refuse("WORKFLOW_NOT_FOUND", body.workflowId ?? "");
  // A workflow finds the queue itself; until it has, the work stands where the workflow can lead.
  const first = workflow?.defaultTarget?.queueId ?? workflow?.filters[0]?.targets[0]?.queueId;
  const id = body.queueId ?? draft.workspace(draft.workspaceId).defaultQueueId ?? first ?? null;
  const queue = id === null ? undefined : draft.directory("QUEUE", id);
  if (queue === undefined) return refuse("QUEUE_NOT_FOUND", id ?? "none is named");
  if (queue.archived) return refuse("QUEUE_ARCHIVED");
  return body.mrdId === null || body.mrdId === queue.mrdId ? queue : refuse("MRD_MISMATCH");
}

function beginWork(draft: Draft, body: BodyOf<"task.create">, queue: Queue) {
  const customerId = brand<CustomerId>(draft.newId());
  const threadId = brand<ThreadId>(draft.newId());
  const sourceId = draft.sourceOf(queue.id)?.id ?? brand(PROGRAM);
  const name = body.customerName;
  const customer = { id: customerId, name, email: null, company: null, createdAt: draft.now };
  draft.put("CUSTOMER", customer, "CUSTOMER_CREATED");
  const thread = openThread({ id: threadId, sourceId, customerId }, draft.now);
  draft.put("THREAD", beginEpisode(thread, body.interactionId, draft.now), "THREAD_OPENED");
  const begun = beginInteraction(
    {
      id: body.interactionId,
      workspaceId: draft.workspaceId,
      displayNumber: draft.nextDisplayNumber(),
      threadId,
      threadState: "OPEN",
      sourceId,
      queueId: queue.id,
      customerId,
      customerName: name,
      customerEmail: null,
      direction: "INBOUND",
      communicationType: "TASK",
      subCommunicationType: "TASK",
      subject: body.subject,
      tags: [],
      dispositions: [],
      dispositionNote: "",
      priority: body.priority ?? 1,
      ownerId: null,
      createdAt: draft.now,
      firstEnqueuedAt: null,
      firstAnsweredAt: null,
      interventionId: null,
      interventionState: null,
      previousInteractionId: null,
      clonedFromId: null,
      cloneIds: [],
      rootInteractionId: body.interactionId,
      attributes: body.attributes,
      listId: null,
      listState: null,
    },
    NEVER,
  );
  draft.put("INTERACTION", begun, "INTERACTION_CREATED");
  return begun;
}
