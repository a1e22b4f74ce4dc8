import { isSignedIn } from "../../domain/agent.ts";
import { isOpen, nextOpening } from "../../domain/calendar.ts";
import {
  type AdmissionFacts,
  admissionTo,
  admissionObstacle,
  isSameClosing,
} from "../../domain/admission.ts";
import type { QueueId } from "../../domain/id.ts";
import type {
  ActiveInteraction,
  CompletedInteraction,
  Interaction,
} from "../../domain/interaction.ts";
import { isLeg } from "../../domain/participation.ts";
import type { Queue, WayOut } from "../../domain/queue.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { type ClosedTask, type QueuedTask, closeTask } from "../../domain/task.ts";
import { openStep } from "../../domain/wait.ts";
import type { Draft } from "./draft.ts";
import { welcome } from "./notices.ts";
import { hoursOf, reckonIn } from "./open-hours.ts";
import { requestFor } from "./requesting.ts";
import { tellStory } from "./story.ts";
import { type Placement, placeByWorkflow } from "./workflows.ts";

/** Where a request that is new to a queue ends up, once every queue on its overflow path was asked. */
export type AdmissionResult =
  | { readonly goes: "IN"; readonly placed: Placement; readonly way: Way }
  /** The overflow path comes back to a queue that was asked before; `placed` is at the first of them that is in use. */
  | { readonly goes: "CIRCLE"; readonly placed: Placement; readonly way: Way }
  /** Turned away; by a queue that refuses, its customer is told in its words. */
  | {
      readonly goes: "AWAY";
      readonly placed: Placement;
      readonly way: Way;
      readonly isRefused: boolean;
    };

export interface Way {
  /** Overflow path: the queues that passed it on, in order. */
  readonly passed: readonly QueueId[];
  /** Those of them that were closed. */
  readonly closed: readonly Queue[];
}

/**
 * Admission control, the one way into a queue: is it in use, open, staffed? By its own settings the queue admits the request,
 * passes it on (overflow) or turns it away, whoever brings it. No queue is asked twice, so every circle ends.
 */
export function findAdmission(
  draft: Draft,
  wanted: Placement,
  { passed, text }: { passed: readonly QueueId[]; text: string },
): AdmissionResult {
  const path = [...passed];
  const closed: Queue[] = [];
  const way = { passed: path, closed };
  let placed: Placement = wanted;
  let firstInUse: Placement | null = null;
  while (!path.includes(placed.queue.id)) {
    const { queue } = placed;
    const admission = admissionTo(queue, false, factsOf(draft, queue));
    if (admission.meets === "IN") return { goes: "IN", placed, way };
    const { meets } = admission;
    if (meets === "UNSTAFFED" || meets === "REFUSED")
      return { goes: "AWAY", placed, way, isRefused: meets === "REFUSED" };
    if (meets === "CLOSED") closed.push(queue);
    if (meets !== "ARCHIVED") firstInUse ??= placed;
    const next =
      meets === "ARCHIVED"
        ? besides(draft, placed)
        : onward(draft, placed, { wayOut: admission.wayOut, text });
    if (next === null) return { goes: "AWAY", placed, way, isRefused: false };
    // It becomes a voicemail or a callback where it is, and waits there for the opening.
    if (next.queue.id === queue.id) return { goes: "IN", placed: next, way };
    path.push(queue.id);
    placed = next;
  }
  return { goes: "CIRCLE", placed: firstInUse ?? wanted, way };
}

/** Where closed hours lead; null where they end the request. */
function onward(
  draft: Draft,
  placed: Placement,
  { wayOut, text }: { wayOut: WayOut; text: string },
): Placement | null {
  switch (wayOut.action) {
    case "NO_AGENT_AVAILABLE":
      return null;
    case "OVERFLOW_QUEUE":
      return { ...placed, route: null, queue: draft.queue(wayOut.queueId) };
    case "VOICEMAIL":
    case "CALLBACK": {
      const queue = wayOut.queueId === null ? placed.queue : draft.queue(wayOut.queueId);
      const interaction = { ...placed.interaction, subCommunicationType: wayOut.action };
      return { ...placed, route: null, queue, interaction };
    }
    case "WORKFLOW":
      return placeByWorkflow(draft, wayOut.workflowId, { interaction: placed.interaction, text });
  }
}

/** Beside a queue that is out of use: the one that its source leads to by now, or the workspace's own. */
function besides(draft: Draft, placed: Placement): Placement | null {
  const queue = queueInUse(draft, placed.interaction);
  return queue === null ? null : { ...placed, route: null, queue };
}

/** The queue in use that stands in for one that is not; null where there is none. */
export function queueInUse(draft: Draft, { sourceId }: Interaction): Queue | null {
  const { defaultQueueId } = draft.workspace(draft.workspaceId);
  for (const id of [draft.source(sourceId)?.queueId, defaultQueueId]) {
    const queue = id === undefined || id === null ? undefined : draft.directory("QUEUE", id);
    if (queue !== undefined && !queue.archived) return queue;
  }
  return null;
}

/** Why a queue does not take what a person sends there, unless they insist; null where it does. */
export function obstacleAt(draft: Draft, queue: Queue, insists: boolean): Refusal | null {
  const facts = factsOf(draft, queue);
  const opensAt = facts.isOpen ? draft.now : nextOpening(hoursOf(draft, queue), draft.now);
  const obstacle = admissionObstacle(queue, opensAt, facts);
  return insists && obstacle?.refused !== "QUEUE_ARCHIVED" ? null : obstacle;
}

/** A request that is new to this queue, or was sent there, stands in its line; its customer is told what they meet. */
export function letIn(draft: Draft, task: QueuedTask): void {
  stand(draft, task);
  if (!isLeg(task)) welcome(draft, task, { isNew: true });
}

/**
 * What was let in before and comes back to its queue: missed, left, given back, put off. It is not refused any more,
 * and waits for the opening where the queue is closed by now. Out of a queue that is out of use it goes to one that is in use.
 */
export function letBack(draft: Draft, task: QueuedTask): void {
  const back = isLeg(task) ? task : inUse(draft, task);
  stand(draft, back);
  if (!isLeg(back)) welcome(draft, back, { isNew: false });
}

/** It waits for a colleague who is rung, and not in the queue's line: admitted unasked, as an offer by name is. */
export function letBehind(draft: Draft, task: QueuedTask): void {
  stand(draft, task);
}

/** Into a list or an inbox, of a queue that is in use. Nothing stands in a line: nobody is asked for. */
export function letIntoList(draft: Draft, interaction: ActiveInteraction): void {
  const present = draft.queue(interaction.queueId);
  const queue = (present.archived ? queueInUse(draft, interaction) : null) ?? present;
  if (queue.id !== interaction.queueId)
    draft.put("INTERACTION", { ...interaction, queueId: queue.id }, "INTERACTION_CHANGED");
  welcome(draft, { queueId: queue.id, interactionId: interaction.id }, { isNew: true });
}

/** Rejected on admission: the request ends as it came, and its task says so. */
export function turnAway(draft: Draft, task: QueuedTask): ClosedTask {
  stand(draft, task);
  const closed = closeTask(task, { reason: "NO_AGENT_AVAILABLE" }, draft.now);
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  return closed;
}

/** Whether a queue refuses what comes at this moment. */
export function refuses(draft: Draft, queueId: QueueId): boolean {
  const queue = draft.queue(queueId);
  return admissionTo(queue, false, factsOf(draft, queue)).meets === "REFUSED";
}

/** Whether a conversation's queue has been closed, and refuses, ever since it ended. */
export function isRefusedStill(draft: Draft, ended: CompletedInteraction): boolean {
  const queue = draft.queue(ended.queueId);
  if (queue.archived || queue.routing.closedHours.action !== "REFUSE") return false;
  return isSameClosing(hoursOf(draft, queue), ended.completedAt, draft.now);
}

/** The one place where a request is put into a queue: told as T1 tells it. */
function stand(draft: Draft, task: QueuedTask): void {
  // What came back after a while goes on at the step of its age.
  const queue = draft.queue(task.queueId);
  const facts = { now: draft.now, reckon: reckonIn(draft, queue) };
  const wait = openStep(queue.routing, task.wait, facts);
  draft.put("TASK", { ...task, wait }, "TASK_STATE_CHANGED");
  draft.tell("TASK_ENQUEUED", task.id, { queueId: task.queueId });
}

function inUse(draft: Draft, task: QueuedTask): QueuedTask {
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (!draft.queue(task.queueId).archived || interaction?.state !== "ACTIVE") return task;
  const queue = queueInUse(draft, interaction);
  // With no other it stays where those who supervise the queue can find it.
  if (queue === null) return task;
  const moved = { ...interaction, queueId: queue.id };
  draft.put("INTERACTION", moved, "INTERACTION_CHANGED");
  tellStory(draft, moved, "OVERFLOWED", queue.name);
  const { direction, mode } = task;
  // The queues that led it on stay behind it: nobody had it in hand, so it is the same chain.
  const { passed = [] } = task.wait;
  const { queueId, mrdId, skills, slaDueAt, wait } = requestFor(draft, moved, {
    queue,
    direction,
    mode,
    passed,
  });
  return { ...task, queueId, mrdId, skills, slaDueAt, wait };
}

function factsOf(draft: Draft, queue: Queue): AdmissionFacts {
  return {
    isOpen: isOpen(hoursOf(draft, queue), draft.now),
    isStaffed: () => isStaffed(draft, queue),
  };
}

function isStaffed(draft: Draft, queue: Queue): boolean {
  for (const agent of draft.agents())
    if (isSignedIn(agent) && agent.queueIds.includes(queue.id)) return true;
  return false;
}
