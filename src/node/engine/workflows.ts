import { closeTask, type QueuedTask } from "../../domain/task.ts";
import type { Draft } from "./draft.ts";
import { endRequest } from "./returning.ts";

/** A target's time is over: the workflow's next one, or its end. */
export function nextTarget(draft: Draft, task: QueuedTask): void {
  const interaction = draft.get("INTERACTION", task.interactionId);
  if (interaction === undefined) return;
  draft.tell("WORKFLOW_TIMEOUT", task.id, { workflowId: task.wait.route?.workflowId });
  const closed = closeTask(task, { reason: "NO_AGENT_AVAILABLE" }, draft.now);
  draft.put("TASK", closed, "TASK_STATE_CHANGED");
  endRequest(draft, closed, interaction);
}
