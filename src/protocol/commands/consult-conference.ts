import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T36: the adviser stays beside who asked, and the customer sees both. */
export const consultConference = defineCommand({
  type: "consult.conference",
  body: exact({
    taskId: IdText<TaskId>(),
    consultTaskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
