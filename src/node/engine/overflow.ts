import { expireRequest } from "../../domain/closing.ts";
import type { ActiveInteraction } from "../../domain/interaction.ts";
import { isLeg } from "../../domain/participation.ts";
import type { Queue } from "../../domain/queue.ts";
import { isRefusal } from "../../domain/refusal.ts";
import { type ClosedTask, type QueuedTask, closeTask } from "../../domain/task.ts";
import { NEVER } from "../../domain/time.ts";
import { type AdmissionResult, findAdmission, letIn } from "./admission.ts";
import type { Draft } from "./draft.ts";
import { endRefused, endRequest } from "./ending.ts";
import { tellClosed, tellClosedQueues } from "./notices.ts";
import { requestFor } from "./requesting.ts";
import { recordEntry } from "./statistics/entries.ts";
import { tellStory } from "./story.ts";
import { type Placement, enterWorkflow, targetAfter } from "./workflows.ts";

/** T19. */
export function requestDue(draft: Draft, task: QueuedTask): void {
  const closed = expireRequest(task, draft.now);
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (isRefusal(closed) || interaction === undefined) return;
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  endRequest(draft, closed, interaction);
}

/** The queue's maximum wait: the request leaves it by the way out that the queue names (T19). */
export function stayDue(draft: Draft, task: QueuedTask): void {
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction?.state !== "ACTIVE") return;
  const queue = draft.queue(task.queueId);
  draft.tell("QUEUE_MAX_WAIT", task.id, { queueId: queue.id });
  const wanted = isLeg(task) ? null : placeOnWayOut(draft, queue, interaction);
  if (wanted === null) return end(draft, task, interaction);
  const before = task.wait.passed ?? [];
  const passed = [...before, queue.id];
  if (wanted.queue.id === queue.id && !before.includes(queue.id))
    return stay(draft, { ...task, wait: { ...task.wait, passed } }, wanted);
  const place = findAdmission(draft, wanted, { passed, text: "" });
  switch (place.goes) {
    case "CIRCLE":
      return stay(draft, task, { ...wanted, queue, route: task.wait.route, priority: null });
    case "AWAY":
      return end(draft, task, interaction, place);
    case "IN":
      return flowOut(draft, task, place);
  }
}

function placeOnWayOut(
  draft: Draft,
  queue: Queue,
  interaction: ActiveInteraction,
): Placement | null {
  const straight = { route: null, priority: null, tags: [] };
  const wayOut = queue.routing.maxWait?.wayOut;
  switch (wayOut?.action) {
    case "OVERFLOW_QUEUE":
      return { ...straight, queue: draft.queue(wayOut.queueId), interaction };
    case "VOICEMAIL":
    case "CALLBACK": {
      const becomes = { ...interaction, subCommunicationType: wayOut.action };
      return { ...straight, queue: draft.queue(wayOut.queueId ?? queue.id), interaction: becomes };
    }
    case "WORKFLOW": {
      const workflow = draft.directory("WORKFLOW", wayOut.workflowId);
      return workflow === undefined
        ? null
        : enterWorkflow(draft, workflow, { interaction, text: "" });
    }
    default:
      return null;
  }
}

/** Overflow back to where it waits, or was before: the same task goes on here, and its stay ends with its own time alone. */
function stay(draft: Draft, task: QueuedTask, on: Placement): void {
  const wait = { ...task.wait, route: on.route, maxWaitAt: NEVER };
  const priority = on.priority ?? task.priority;
  draft.put("TASK", { ...task, wait, priority }, "TASK_STATE_CHANGED");
  settle(draft, task, on);
}

/** It goes on elsewhere with what is left of its time; where it came from is kept. */
function flowOut(
  draft: Draft,
  task: QueuedTask,
  { placed, way }: AdmissionResult & { goes: "IN" },
): void {
  const { queue, route, tags, priority } = placed;
  const closed = closeTask(task, { reason: "NO_AGENT_AVAILABLE" }, draft.now);
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  recordEntry(draft, closed, placed.interaction, "FLOWED_OUT");
  const moved = settle(draft, task, placed);
  tellClosedQueues(draft, moved, way.closed);
  letIn(
    draft,
    requestFor(draft, moved, {
      queue,
      direction: moved.direction,
      mode: "QUEUE",
      previous: closed,
      requestExpiresAt: closed.requestExpiresAt,
      passed: way.passed,
      route,
      tags,
      ...(priority === null ? {} : { priority }),
    }),
  );
  tellStory(draft, moved, "OVERFLOWED", queue.name);
}

/** The conversation as it stands on the way: in which queue, and what it has become. */
function settle(
  draft: Draft,
  task: QueuedTask,
  { queue, interaction }: Placement,
): ActiveInteraction {
  const present = draft.get("INTERACTION", task.interactionId);
  const { subCommunicationType } = interaction;
  const base = present?.state === "ACTIVE" ? present : interaction;
  const moved = { ...base, queueId: queue.id, subCommunicationType };
  const becomes = base.subCommunicationType !== subCommunicationType;
  if (becomes || base.queueId !== queue.id)
    draft.put("INTERACTION", moved, becomes ? "COMMUNICATION_TYPE_CHANGED" : "INTERACTION_CHANGED");
  return moved;
}

/** Nobody takes it: the end of the request, with the word of a queue that refused it. */
function end(
  draft: Draft,
  task: QueuedTask,
  interaction: ActiveInteraction,
  away?: AdmissionResult & { goes: "AWAY" },
): void {
  const closed: ClosedTask = closeTask(task, { reason: "NO_AGENT_AVAILABLE" }, draft.now);
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  if (away?.isRefused !== true) return endRequest(draft, closed, interaction);
  tellClosed(draft, away.placed.queue, interaction.id);
  if (draft.openTasksOf(interaction.id).length > 0) return endRequest(draft, closed, interaction);
  endRefused(draft, closed, interaction);
}

/** A target's time is over: the workflow's next one, or its end. */
export function nextTarget(draft: Draft, task: QueuedTask): void {
  const interaction = draft.get("INTERACTION", task.interactionId);
  const { route } = task.wait;
  if (interaction?.state !== "ACTIVE" || route === null) return;
  const workflow = draft.directory("WORKFLOW", route.workflowId);
  const next = workflow === undefined ? null : targetAfter(draft, { workflow, interaction }, route);
  if (next === null) {
    draft.tell("WORKFLOW_TIMEOUT", task.id, { workflowId: route.workflowId });
    return end(draft, task, interaction);
  }
  const wanted: Placement = { ...next, interaction, tags: [] };
  if (next.queue.id === task.queueId) return underTarget(draft, task, wanted);
  const place = findAdmission(draft, wanted, { passed: task.wait.passed ?? [], text: "" });
  if (place.goes === "AWAY") return end(draft, task, interaction, place);
  // An overflow that goes in a circle, or back to where it waits, leaves it in its place, and the workflow goes on.
  if (place.goes === "CIRCLE" || place.placed.queue.id === task.queueId)
    return underTarget(draft, task, wanted);
  onTo(draft, task, place);
}

function underTarget(draft: Draft, task: QueuedTask, { route, priority }: Placement): void {
  const higher = priority === null ? task.priority : Math.max(priority, task.priority);
  const wait = { ...task.wait, route };
  draft.put("TASK", { ...task, priority: higher, wait }, "TASK_STATE_CHANGED");
}

/** The same task under the next target in another queue, as T15 moves it. */
function onTo(
  draft: Draft,
  task: QueuedTask,
  { placed, way }: AdmissionResult & { goes: "IN" },
): void {
  const { queue, route, interaction } = placed;
  recordEntry(draft, task, interaction, "FLOWED_OUT");
  const moved = settle(draft, task, placed);
  tellClosedQueues(draft, moved, way.closed);
  const { direction, mode } = task;
  const { passed } = way;
  const entered = requestFor(draft, moved, { queue, direction, mode, route, passed, id: task.id });
  const { wait, skills, slaDueAt, enqueuedAt, mrdId } = entered;
  const orderAt = queue.routing.order === "OLDEST" ? task.firstEnqueuedAt : wait.orderAt;
  const there = { queueId: queue.id, mrdId, skills, slaDueAt, enqueuedAt };
  const priority =
    placed.priority === null ? task.priority : Math.max(placed.priority, task.priority);
  draft.tell("TASK_MOVED", task.id, { from: task.queueId, to: queue.id });
  letIn(draft, { ...task, ...there, priority, wait: { ...wait, orderAt } });
  tellStory(draft, moved, "MOVED", "", { about: queue.name });
}
