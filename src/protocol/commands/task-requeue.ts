import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T22: Close, unresolved: the request goes back to its queue. */
export const taskRequeue = defineCommand({
  type: "task.requeue",
  body: exact({ taskId: IdText<TaskId>() }),
  offline: "refused",
  urgent: false,
});
