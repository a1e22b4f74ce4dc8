import type { AgentId } from "./id.ts";
import type { Disposition } from "./queue.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { type ClosedTask, type Task, type WrapUpTask, closeTask } from "./task.ts";
import type { Instant } from "./time.ts";

export const DISPOSITIONS_MAX = 5;

export interface WrapUpForm {
  readonly dispositions: readonly string[];
  readonly note: string;
}

/** Why these dispositions cannot stand, or null when they can. */
export function judgeDispositions(
  chosen: readonly string[],
  known: readonly Disposition[],
): Refusal | null {
  if (chosen.length > DISPOSITIONS_MAX)
    return refuse("TOO_MANY_DISPOSITIONS", `at most ${DISPOSITIONS_MAX}`);
  const stranger = chosen.find((id) => !known.some((each) => each.id === id));
  return stranger === undefined ? null : refuse("DISPOSITION_UNKNOWN", stranger);
}

/** T25: the form is handed in by the agent whose wrap-up it is. */
export function submitWrapUp(
  task: Task,
  submission: {
    agentId: AgentId;
    form: WrapUpForm;
    known: readonly Disposition[];
    required: boolean;
  },
  now: Instant,
): ClosedTask | Refusal {
  const own = ownWrapUp(task, submission.agentId);
  if ("refused" in own) return own;
  const { dispositions, note } = submission.form;
  const judged = judgeDispositions(dispositions, submission.known);
  if (judged !== null) return judged;
  if (submission.required && dispositions.length === 0) return refuse("DISPOSITION_REQUIRED");
  return closeTask(
    own,
    { reason: own.reason, wrapUp: { outcome: "WRAP_UP_APPLIED", dispositions, note } },
    now,
  );
}

/** T26: closed without the form, where the queue asks for none. */
export function skipWrapUp(
  task: Task,
  skip: { agentId: AgentId; required: boolean },
  now: Instant,
): ClosedTask | Refusal {
  const own = ownWrapUp(task, skip.agentId);
  if ("refused" in own) return own;
  return skip.required
    ? refuse("DISPOSITION_REQUIRED")
    : endWrapUp(own, "WRAP_UP_NOT_APPLIED", now);
}

/** T27: the time is up. What was typed meanwhile lives on the interaction and is not lost. */
export function expireWrapUp(task: Task, now: Instant): ClosedTask | Refusal {
  if (task.state !== "WRAP_UP") return refuse("TASK_NOT_IN_WRAP_UP");
  if (now < task.wrapUpExpiresAt) return refuse("TOO_EARLY");
  return endWrapUp(task, "WRAP_UP_EXPIRED", now);
}

/** T26, T27 and T30: a wrap-up that ends without its form. */
export function endWrapUp(
  task: WrapUpTask,
  outcome: "WRAP_UP_NOT_APPLIED" | "WRAP_UP_EXPIRED",
  now: Instant,
): ClosedTask {
  return closeTask(
    task,
    { reason: task.reason, wrapUp: { outcome, dispositions: [], note: "" } },
    now,
  );
}

function ownWrapUp(task: Task, agentId: AgentId): WrapUpTask | Refusal {
  if (task.state === "CLOSED") return refuse("TASK_CLOSED");
  if (task.state !== "WRAP_UP") return refuse("TASK_NOT_IN_WRAP_UP");
  return task.agentId === agentId ? task : refuse("NOT_YOUR_TASK");
}
