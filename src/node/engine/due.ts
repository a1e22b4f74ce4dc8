import { isRefusal } from "../../domain/refusal.ts";
import type { WrapUpTask } from "../../domain/task.ts";
import { deadlineOf } from "../../domain/deadlines.ts";
import { expireWrapUp } from "../../domain/wrap-up.ts";
import { endedWrapUp } from "./commands/closing.ts";
import type { Draft } from "./draft.ts";
import { agentDue } from "./due/agent-due.ts";
import { interactionDue } from "./due/interaction-due.ts";
import { offerDue } from "./due/offer-due.ts";
import { waitDue } from "./due/wait-due.ts";
import type { Alarmed } from "./next-instant.ts";

/** An instant that a row holds has come: whatever its state makes of it. Nothing is changed if it has not. */
export function whenDue(draft: Draft, { kind, id }: Alarmed): void {
  switch (kind) {
    case "TASK":
      return taskDue(draft, id);
    case "INTERACTION":
      return interactionDue(draft, id);
    case "AGENT":
      return agentDue(draft, id);
  }
}

function taskDue(draft: Draft, taskId: string): void {
  const task = draft.get("TASK", taskId);
  if (task === undefined || task.state === "CLOSED") return;
  const { offerGraceMs } = draft.workspace(task.workspaceId);
  if (deadlineOf(task, offerGraceMs) > draft.now) return;
  if (task.state === "QUEUED") waitDue(draft, task);
  if (task.state === "RESERVED") offerDue(draft, task);
  if (task.state === "WRAP_UP") wrapUpDue(draft, task);
}

/** T27. */
function wrapUpDue(draft: Draft, task: WrapUpTask): void {
  const closed = expireWrapUp(task, draft.now);
  if (isRefusal(closed)) return;
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  endedWrapUp(draft, task);
}
