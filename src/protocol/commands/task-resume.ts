import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T33: goes on after a hold. */
export const taskResume = defineCommand({
  type: "task.resume",
  body: exact({
    taskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
