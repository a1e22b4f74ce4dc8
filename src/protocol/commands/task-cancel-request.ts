import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** Takes back a transfer, conference or consult that nobody has taken yet. `taskId` is the waiting one. */
export const taskCancelRequest = defineCommand({
  type: "task.cancelRequest",
  body: exact({
    taskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
