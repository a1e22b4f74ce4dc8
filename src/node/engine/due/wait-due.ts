import type { QueuedTask } from "../../../domain/task.ts";
import { openStep } from "../../../domain/wait.ts";
import type { Draft } from "../draft.ts";
import { nextTarget, requestDue, stayDue } from "../overflow.ts";
import { reckonIn } from "../open-hours.ts";

/** A waiting request meets an instant: the end of its time first, then of its stay, then what its waiting opens. */
export function waitDue(draft: Draft, task: QueuedTask): void {
  const { now } = draft;
  const { wait } = task;
  if (task.requestExpiresAt <= now) return requestDue(draft, task);
  if (wait.maxWaitAt <= now) return stayDue(draft, task);
  if (wait.route !== null && wait.route.targetDueAt <= now) return nextTarget(draft, task);
  opened(draft, task);
}

/** T13 and the end of a last agent's hold: nothing but who may be asked changes. */
function opened(draft: Draft, task: QueuedTask): void {
  const queue = draft.queue(task.queueId);
  const facts = { now: draft.now, reckon: reckonIn(draft, queue) };
  const wait = openStep(queue.routing, task.wait, facts);
  if (wait === task.wait) return;
  const stepped = wait.step !== task.wait.step;
  draft.put("TASK", { ...task, wait }, stepped ? "TASK_STEP_CHANGED" : "TASK_STATE_CHANGED", {
    step: wait.step,
  });
}
