import type { OpenHours } from "../../domain/calendar.ts";
import type { QueueId } from "../../domain/id.ts";
import { primariesOf } from "../../domain/participation.ts";
import type { Queue } from "../../domain/queue.ts";
import {
  type Change,
  type Terms,
  clocksAnew,
  movedClocks,
  movedInWait,
  movesDeadlines,
  termsOf,
  waitingAnew,
} from "../../domain/reckoning.ts";
import type { ActiveTask, OpenTask, QueuedTask, ReservedTask } from "../../domain/task.ts";
import type { Route } from "../../domain/wait.ts";
import type { Workflow } from "../../domain/workflow.ts";
import { DEFAULT_FILTER, targetsOf } from "../../domain/workflow-course.ts";
import { startResponse } from "./answering.ts";
import type { Draft } from "./draft.ts";
import { hoursOf } from "./open-hours.ts";

/** Kinds of setting from which a deadline is reckoned. */
const reckonedFrom: ReadonlySet<string> = new Set(["QUEUE", "CALENDAR", "MRD", "WORKFLOW"]);

/**
 * After settings were written: whatever waits under a calendar, a threshold or a time to live that has changed is
 * reckoned anew in this decision. Touches the live rows of the queues concerned alone; answers how many deadlines moved.
 */
export function reckonWaitingAnew(draft: Draft): number {
  const changes = changesOf(draft);
  if (changes.size === 0) return 0;
  // All of it is found before any of it is written, so that finding stays quick.
  const work = [...changes].map(
    ([queueId, change]) => [queueId, change, draft.waitingIn([queueId])] as const,
  );
  const held = inHand(draft, changes);
  let moved = 0;
  for (const [queueId, change, waiting] of work) {
    let here = 0;
    for (const task of waiting) here += moveWaiting(draft, task, change);
    for (const task of held.get(queueId) ?? [])
      if (task.state === "RESERVED") here += moveWaiting(draft, task, change);
      else if (task.state === "ACTIVE") here += moveServing(draft, task, change);
    if (here > 0) draft.tell("DEADLINES_MOVED", queueId, { moved: here });
    moved += here;
  }
  return moved;
}

/** The queues whose clocks are reckoned from something that this decision has changed. */
function changesOf(draft: Draft): ReadonlyMap<QueueId, Change> {
  const changes = new Map<QueueId, Change>();
  const kinds = new Set<string>();
  for (const item of draft.written()) if (item.kind === "DIRECTORY") kinds.add(item.entity.kind);
  if (reckonedFrom.isDisjointFrom(kinds)) return changes;
  for (const queue of draft.directoryOf("QUEUE")) {
    const was = termsBefore(draft, queue.id);
    if (was === null) continue;
    const is = termsOf(queue, draft.mrd(queue.mrdId), hoursOf(draft, queue));
    if (kinds.has("WORKFLOW") || movesDeadlines({ was, is })) changes.set(queue.id, { was, is });
  }
  return changes;
}

function termsBefore(draft: Draft, queueId: QueueId): Terms | null {
  const queue = draft.directoryBefore("QUEUE", queueId);
  const mrd = queue === undefined ? undefined : draft.directoryBefore("MRD", queue.mrdId);
  return queue === undefined || mrd === undefined
    ? null
    : termsOf(queue, mrd, hoursBefore(draft, queue));
}

function hoursBefore(draft: Draft, { routing: { calendarId } }: Queue): OpenHours {
  return (calendarId === null ? undefined : draft.directoryBefore("CALENDAR", calendarId)) ?? null;
}

/** What rings at agents of these queues, and what they have in hand. */
function inHand(
  draft: Draft,
  queues: ReadonlyMap<QueueId, Change>,
): ReadonlyMap<QueueId, readonly OpenTask[]> {
  const found: OpenTask[] = [];
  for (const agent of Array.from(draft.agents()))
    for (const task of draft.tasksOfAgent(agent.id)) if (queues.has(task.queueId)) found.push(task);
  return Map.groupBy(found, ({ queueId }) => queueId);
}

function moveWaiting(draft: Draft, task: QueuedTask | ReservedTask, change: Change): number {
  const anew = anewOf(draft, task, change);
  const moved = movedInWait(task, anew);
  if (moved > 0 || anew.wait.step !== task.wait.step) draft.put("TASK", anew, "TASK_STATE_CHANGED");
  return moved;
}

function anewOf<T extends QueuedTask | ReservedTask | ActiveTask>(
  draft: Draft,
  task: T,
  change: Change,
): T {
  const { now } = draft;
  const { lastCustomerAt = task.createdAt } = draft.get("INTERACTION", task.interactionId) ?? {};
  const targetSec = {
    was: targetSecOf(task.wait.route, (id) => draft.directoryBefore("WORKFLOW", id)),
    is: targetSecOf(task.wait.route, (id) => draft.directory("WORKFLOW", id)),
  };
  return waitingAnew(task, change, { now, lastCustomerAt, targetSec });
}

/** How long the target lasts that sent a request where it waits. */
function targetSecOf(
  route: Route | null,
  workflowOf: (id: string) => Workflow | undefined,
): number | null {
  const workflow = route === null ? undefined : workflowOf(route.workflowId);
  if (route === null || workflow === undefined || route.filter === DEFAULT_FILTER) return null;
  return targetsOf(workflow, route.filter)[route.target]?.timeoutSec ?? null;
}

function moveServing(draft: Draft, task: ActiveTask, change: Change): number {
  // Its wait is over, and goes on should it come back to the queue: what was decided stays, what may come moves.
  const back = { ...task, wait: anewOf(draft, task, change).wait };
  if (movedInWait(task, back) > 0) draft.put("TASK", back, "TASK_STATE_CHANGED");
  const interaction = draft.get("INTERACTION", task.interactionId);
  const [first] = primariesOf(draft.openTasksOf(task.interactionId));
  if (interaction?.state !== "ACTIVE" || first?.id !== task.id) return 0;
  const anew = { ...interaction, ...clocksAnew(interaction, { change, task, now: draft.now }) };
  const moved = movedClocks(interaction, anew);
  if (moved > 0) draft.put("INTERACTION", anew, "INTERACTION_CHANGED");
  const isNewlyPromised = change.was.routing.responseSla === null;
  if (isNewlyPromised && change.is.routing.responseSla !== null) {
    startResponse(draft, interaction.id);
    const { clocks } = draft.get("INTERACTION", interaction.id) ?? anew;
    if (clocks.response !== anew.clocks.response) return moved + 1;
  }
  return moved;
}
