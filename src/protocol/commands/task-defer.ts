import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, InstantNumber, exact } from "../schema.ts";

/** T34: put off until an instant, or until the customer writes. */
export const taskDefer = defineCommand({
  type: "task.defer",
  body: exact({
    taskId: IdText<TaskId>(),
    until: InstantNumber,
  }),
  offline: "refused",
  urgent: false,
});
