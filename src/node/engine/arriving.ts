import type { AgentId, TaskId, WorkflowId } from "../../domain/id.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import type { QueuedTask } from "../../domain/task.ts";
import type { Instant } from "../../domain/time.ts";
import {
  type AdmissionResult,
  type Way,
  findAdmission,
  letIn,
  letIntoList,
  refuses,
  turnAway,
} from "./admission.ts";
import type { Draft } from "./draft.ts";
import { endRefused, endRequest } from "./ending.ts";
import { tellClosed, tellClosedQueues } from "./notices.ts";
import { canBeOffered, offerTo } from "./offering.ts";
import { requestFor } from "./requesting.ts";
import { type Placement, placeByWorkflow } from "./workflows.ts";

export interface Arrival {
  readonly interaction: ActiveInteraction;
  /** What the customer wrote first; empty for what a program brings. */
  readonly text: string;
  /** Null goes straight to the interaction's queue. */
  readonly workflowId: WorkflowId | null;
  /** Whose it was before: asked first where that agent can be. */
  readonly ownerId?: AgentId | null;
  readonly id?: TaskId;
  readonly requestExpiresAt?: Instant;
}

/**
 * T1: work arrives. Its workflow finds it a place, admission decides whether it waits there, and it is
 * queued, led elsewhere, or refused with a word to the customer. What no route takes goes to the workspace's own queue.
 */
export function arrive(draft: Draft, arrival: Arrival): void {
  const { interaction, text, workflowId } = arrival;
  const straight = { route: null, priority: null, interaction, tags: [] };
  const wanted =
    workflowId === null
      ? { queue: draft.queue(interaction.queueId), ...straight }
      : placeByWorkflow(draft, workflowId, { interaction, text });
  const place = findAdmission(draft, wanted, { passed: [], text });
  switch (place.goes) {
    case "AWAY":
      return turnedAway(draft, arrival, place);
    case "CIRCLE":
      // All of them are closed, and each names another: it waits where it came to.
      return admit(draft, arrival, { placed: place.placed, way: { ...place.way, passed: [] } });
    case "IN":
      return admit(draft, arrival, place);
  }
}

/** A list and an inbox are no lines: their queue may refuse, and otherwise nobody is asked for and nothing waits. */
export function comesToList(draft: Draft, id: ActiveInteraction["id"]): void {
  const interaction = draft.get("INTERACTION", id);
  if (interaction?.state !== "ACTIVE" || draft.openTasksOf(id).length > 0) return;
  const { queueId } = interaction;
  if (!refuses(draft, queueId)) return letIntoList(draft, interaction);
  const placed = {
    queue: draft.queue(queueId),
    route: null,
    priority: null,
    tags: [],
    interaction,
  };
  const away = { goes: "AWAY", placed, way: { passed: [], closed: [] }, isRefused: true } as const;
  turnedAway(draft, { interaction, text: "", workflowId: null }, away);
}

interface Admitted {
  readonly placed: Placement;
  readonly way: Way;
}

/** Into the line, or to whom it belonged before. */
function admit(draft: Draft, arrival: Arrival, { placed, way }: Admitted): void {
  const { queue, interaction } = placed;
  leaveOpen(draft, interaction.id);
  const closed = way.closed.filter(({ id }) => id !== queue.id);
  tellClosedQueues(draft, interaction, closed);
  const ownerId = arrival.ownerId ?? null;
  const owner = ownerId === null ? undefined : draft.get("AGENT", ownerId);
  const isFirst = owner !== undefined && canBeOffered(draft, owner, queue.mrdId);
  const task = enter(draft, arrival, { placed, way });
  if (isFirst) offerTo(draft, { ...task, mode: "AGENT" }, { agentId: owner.id });
  else letIn(draft, task);
}

/** A customer who writes during wrap-up is not done with us: the wrap-up no longer completes the interaction. */
function leaveOpen(draft: Draft, interactionId: ActiveInteraction["id"]): void {
  for (const task of draft.openTasksOf(interactionId))
    if (task.state === "WRAP_UP" && task.resolved)
      draft.put("TASK", { ...task, resolved: false }, "TASK_STATE_CHANGED");
}

/** It is not let in: told, counted once, and ended. What an agent is about to finish goes on to that agent's end. */
function turnedAway(
  draft: Draft,
  arrival: Arrival,
  { placed, way, isRefused }: AdmissionResult & { goes: "AWAY" },
): void {
  const { interaction, queue } = placed;
  if (draft.openTasksOf(interaction.id).length > 0) {
    if (isRefused) tellClosed(draft, queue, interaction.id);
    return;
  }
  // Whoever was given up on already is not given up on again with every line they write.
  if (!isRefused && interaction.status === "UNDELIVERED") return;
  tellClosedQueues(draft, interaction, way.closed);
  const closed = turnAway(draft, enter(draft, arrival, { placed, way }));
  const entered = draft.get("INTERACTION", interaction.id);
  if (entered?.state !== "ACTIVE") return;
  if (isRefused) tellClosed(draft, queue, interaction.id);
  // Who completed a conversation before is never changed: opened again just now, it stays open for a supervisor.
  const wasCompleted = draft.interactionBefore(interaction.id)?.state === "COMPLETED";
  if (isRefused && !wasCompleted) return endRefused(draft, closed, entered);
  const present = draft.get("INTERACTION", interaction.id);
  if (present?.state !== "ACTIVE") return;
  draft.put("INTERACTION", { ...present, status: "UNDELIVERED" }, "INTERACTION_CHANGED");
  endRequest(draft, closed, present);
}

/** The interaction stands in its queue from here on, and its task is made. */
function enter(draft: Draft, arrival: Arrival, { placed, way }: Admitted): QueuedTask {
  const { queue, route, tags } = placed;
  const priority = placed.priority ?? placed.interaction.priority;
  const firstEnqueuedAt = placed.interaction.firstEnqueuedAt ?? draft.now;
  const interaction = { ...placed.interaction, queueId: queue.id, priority, firstEnqueuedAt };
  const { subCommunicationType } = interaction;
  const becomes = arrival.interaction.subCommunicationType !== subCommunicationType;
  draft.put(
    "INTERACTION",
    interaction,
    becomes ? "COMMUNICATION_TYPE_CHANGED" : "INTERACTION_CHANGED",
  );
  const { direction } = interaction;
  const { id, requestExpiresAt } = arrival;
  return requestFor(draft, interaction, {
    queue,
    direction,
    mode: "QUEUE",
    route,
    tags,
    passed: way.passed,
    ...(id === undefined ? {} : { id }),
    ...(requestExpiresAt === undefined ? {} : { requestExpiresAt }),
  });
}
