import { isSignedIn } from "../../domain/agent.ts";
import { isOpen } from "../../domain/calendar.ts";
import type { TaskId, WorkflowId } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import type { Queue, WayOut } from "../../domain/queue.ts";
import { type QueuedTask, closeTask } from "../../domain/task.ts";
import type { Instant } from "../../domain/time.ts";
import type { Draft } from "./draft.ts";
import { complete } from "./completing.ts";
import { requestFor, writeRequest } from "./requesting.ts";
import { endRequest } from "./returning.ts";
import { tellCustomer, tellStory } from "./story.ts";
import { type Placement, enterWorkflow } from "./workflows.ts";

export interface Arrival {
  readonly interaction: ActiveInteraction;
  /** What the customer wrote first; empty for what a program brings. */
  readonly text: string;
  /** Null goes straight to the interaction's queue. */
  readonly workflowId: WorkflowId | null;
  readonly id?: TaskId;
  readonly requestExpiresAt?: Instant;
}

/**
 * T1: work arrives. Its workflow finds it a place, the queue's hours and staff decide whether it waits there, and it is
 * queued, led elsewhere, or refused with a word to the customer. What no route takes goes to the workspace's own queue.
 */
export function arrive(draft: Draft, arrival: Arrival): void {
  const placed = placeFor(draft, arrival);
  const { queue } = placed;
  if (!isOpenNow(draft, queue)) {
    const { closedHours } = queue.routing;
    if (closedHours.action === "REFUSE") return refused(draft, placed, closedHours.message);
    if (closedHours.action !== "QUEUE") return ledOut(draft, arrival, placed, closedHours);
  }
  admit(draft, arrival, placed);
}

function placeFor(draft: Draft, { interaction, text, workflowId }: Arrival): Placement {
  const workflow = workflowId === null ? undefined : draft.directory("WORKFLOW", workflowId);
  const straight = { route: null, priority: null, interaction, tags: [] };
  if (workflow === undefined) return { queue: draft.queue(interaction.queueId), ...straight };
  const placed = enterWorkflow(draft, workflow, { interaction, text });
  if (placed !== null) return placed;
  const present = draft.get("INTERACTION", interaction.id);
  const tagged = present?.state === "ACTIVE" ? present : interaction;
  const { defaultQueueId } = draft.workspace(draft.workspaceId);
  const queue = draft.directory("QUEUE", defaultQueueId ?? interaction.queueId);
  tellStory(draft, interaction, "NO_ROUTE", workflow.name);
  return { ...straight, queue: queue ?? draft.queue(interaction.queueId), interaction: tagged };
}

function isOpenNow(draft: Draft, { routing }: Queue): boolean {
  const { calendarId } = routing;
  const calendar = calendarId === null ? undefined : draft.directory("CALENDAR", calendarId);
  return calendar === undefined || isOpen(calendar, draft.now);
}

/** The customer is told and the interaction is over; what was written stays. */
function refused(draft: Draft, { interaction, queue }: Placement, message: string): void {
  tellCustomer(draft, interaction, message);
  tellStory(draft, interaction, "CLOSED_HOURS", queue.name);
  const by = { by: "system", byName: "", resolution: "NO_AGENT" } as const;
  complete(draft, draft.get("INTERACTION", interaction.id) ?? interaction, by);
}

/** Closed hours lead on once: where that leads is not asked for its own hours. */
function ledOut(draft: Draft, arrival: Arrival, placed: Placement, wayOut: WayOut): void {
  tellStory(draft, placed.interaction, "CLOSED_HOURS", placed.queue.name);
  switch (wayOut.action) {
    case "NO_AGENT_AVAILABLE":
      return turnedAway(draft, arrival, placed);
    case "OVERFLOW_QUEUE":
      return admit(draft, arrival, { ...placed, route: null, queue: draft.queue(wayOut.queueId) });
    case "VOICEMAIL":
    case "CALLBACK": {
      const queue = wayOut.queueId === null ? placed.queue : draft.queue(wayOut.queueId);
      const interaction = { ...placed.interaction, subCommunicationType: wayOut.action };
      draft.put("INTERACTION", interaction, "COMMUNICATION_TYPE_CHANGED");
      return admit(draft, arrival, { ...placed, route: null, queue, interaction });
    }
    case "WORKFLOW":
      return admit(draft, arrival, placeFor(draft, { ...arrival, workflowId: wayOut.workflowId }));
  }
}

/** Into the line, unless the queue refuses work while nobody who serves it is signed in. */
function admit(draft: Draft, arrival: Arrival, placed: Placement): void {
  const { queue } = placed;
  if (queue.routing.nobodySignedIn === "REFUSE" && !isStaffed(draft, queue))
    return turnedAway(draft, arrival, placed);
  writeRequest(draft, enter(draft, arrival, placed));
  const { greeting } = queue.routing;
  if (greeting !== null) tellCustomer(draft, placed.interaction, greeting);
}

function isStaffed(draft: Draft, queue: Queue): boolean {
  for (const agent of draft.agents())
    if (isSignedIn(agent) && agent.queueIds.includes(queue.id)) return true;
  return false;
}

/** Queued and closed in one decision: whoever brought it is told that nobody is available. */
function turnedAway(draft: Draft, arrival: Arrival, placed: Placement): void {
  const task = enter(draft, arrival, placed);
  writeRequest(draft, task);
  const closed = closeTask(task, { reason: "NO_AGENT_AVAILABLE" }, draft.now);
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  const entered = draft.get("INTERACTION", placed.interaction.id);
  if (entered?.state !== "ACTIVE") return;
  draft.put("INTERACTION", { ...entered, status: "UNDELIVERED" }, "INTERACTION_CHANGED");
  endRequest(draft, closed, entered);
}

/** The interaction stands in its queue from here on, and its task is made. */
function enter(draft: Draft, arrival: Arrival, placed: Placement): QueuedTask {
  const { queue, route, tags } = placed;
  const priority = placed.priority ?? placed.interaction.priority;
  const firstEnqueuedAt = placed.interaction.firstEnqueuedAt ?? draft.now;
  const interaction = { ...placed.interaction, queueId: queue.id, priority, firstEnqueuedAt };
  draft.put("INTERACTION", interaction, "INTERACTION_CHANGED");
  const { direction } = interaction;
  const { id, requestExpiresAt } = arrival;
  return requestFor(draft, interaction, {
    queue,
    direction,
    mode: "QUEUE",
    route,
    tags,
    ...(id === undefined ? {} : { id }),
    ...(requestExpiresAt === undefined ? {} : { requestExpiresAt }),
  });
}
