import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";
import { InstantOrNever } from "../text.ts";

/** T34: put off until an instant, or until the customer writes. */
export const taskDefer = defineCommand({
  type: "task.defer",
  body: exact({
    taskId: IdText<TaskId>(),
    until: InstantOrNever(),
  }),
  offline: "refused",
  urgent: false,
});
