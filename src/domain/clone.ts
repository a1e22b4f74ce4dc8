import { noAnswers } from "./answers.ts";
import type { AgentId, InteractionId, InterventionId, QueueId, TaskId, ThreadId } from "./id.ts";
import { type ActiveInteraction, type Interaction, noClocks } from "./interaction.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { isCutOff } from "./source.ts";
import { type ActiveTask, startOutbound } from "./task.ts";
import type { MrdId } from "./id.ts";
import { type Instant, NEVER } from "./time.ts";

/** What a clone needs to be told; the ids are made by whoever clones, so that it also works offline. */
export interface CloneOrder {
  readonly interactionId: InteractionId;
  readonly taskId: TaskId;
  readonly interventionId: InterventionId;
  readonly threadId: ThreadId;
  readonly agentId: AgentId;
  /** The original's, or the one that stands in for it where that is out of use. */
  readonly queueId: QueueId;
  readonly mrdId: MrdId;
  readonly subject: string | null;
  readonly displayNumber: number;
  readonly homeNode: string;
  readonly epoch: number;
}

export interface Cloned {
  readonly interaction: ActiveInteraction;
  readonly task: ActiveTask;
  /** The original: nothing on it changes but the link to its clone. */
  readonly original: Interaction;
}

/**
 * A new active OUTBOUND interaction that follows up a completed one (source 004; domain.md 7.4).
 * Carried: customer, queue, type, tags, subject. Reset: id, times, resolution, dispositions, notes, service level.
 */
export function cloneInteraction(
  source: Interaction,
  order: CloneOrder,
  now: Instant,
): Cloned | Refusal {
  if (source.state !== "COMPLETED") return refuse("INTERACTION_NOT_COMPLETED");
  const subject = order.subject ?? followUp(source.subject);
  const {
    state: _state,
    completedAt: _at,
    completedBy: _by,
    completedByName: _name,
    resolution: _resolution,
    rating: _rating,
    delivered: _delivered,
    ...carried
  } = source;
  // No customer has a token of a thread that begins here.
  const isNew = order.threadId !== source.threadId;
  const interaction: ActiveInteraction = {
    ...carried,
    id: order.interactionId,
    queueId: order.queueId,
    displayNumber: order.displayNumber,
    threadId: order.threadId,
    threadState: "OPEN",
    direction: "OUTBOUND",
    subject,
    dispositions: [],
    dispositionNote: "",
    priority: 1,
    ownerId: order.agentId,
    createdAt: now,
    firstEnqueuedAt: null,
    firstAnsweredAt: now,
    lastLine: "",
    lastLineBy: "AGENT",
    lastMessageAt: now,
    interventionId: order.interventionId,
    interventionState: "OPENED",
    previousInteractionId: null,
    clonedFromId: source.id,
    ...(isNew || isCutOff(source) ? { nobodyThere: true } : {}),
    cloneIds: [],
    rootInteractionId: source.rootInteractionId,
    listId: null,
    listState: null,
    lastCustomerAt: now,
    waitingSince: NEVER,
    answers: noAnswers,
    reopenedCount: 0,
    clocks: noClocks,
    state: "ACTIVE",
    taskId: order.taskId,
    status: "CONNECTED",
    agentId: order.agentId,
    slaDueAt: NEVER,
    participants: [{ agentId: order.agentId, role: "PRIMARY", taskId: order.taskId }],
  };
  return {
    interaction,
    task: outboundTask(interaction, order, now),
    original: linkClone(source, interaction.id),
  };
}

function outboundTask(interaction: ActiveInteraction, order: CloneOrder, now: Instant): ActiveTask {
  const { homeNode, epoch, mrdId, agentId } = order;
  const place = {
    workspaceId: interaction.workspaceId,
    homeNode,
    epoch,
    queueId: interaction.queueId,
    mrdId,
  };
  const kind = { direction: "OUTBOUND", mode: "AGENT", priority: 1, skills: [] } as const;
  const times = { requestExpiresAt: NEVER, slaDueAt: NEVER };
  return startOutbound(
    { id: order.taskId, interactionId: interaction.id, ...place, ...kind, ...times },
    agentId,
    now,
  );
}

function linkClone(source: Interaction, cloneId: InteractionId): Interaction {
  return { ...source, cloneIds: [...source.cloneIds, cloneId] };
}

const PREFIX = "Follow-up: ";

function followUp(subject: string): string {
  return subject.startsWith(PREFIX) ? subject : `${PREFIX}${subject}`;
}
