import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** A conference member, an adviser or a listener leaves; the conversation goes on. */
export const taskLeave = defineCommand({
  type: "task.leave",
  body: exact({
    taskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
