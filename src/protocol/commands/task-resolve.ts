import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T21: Close, resolved. */
export const taskResolve = defineCommand({
  type: "task.resolve",
  body: exact({ taskId: IdText<TaskId>() }),
  offline: "local",
  urgent: false,
});
