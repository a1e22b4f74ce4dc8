import type { InteractionId, TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T11: a supervisor listens in; nobody sees it. */
export const monitorStart = defineCommand({
  type: "monitor.start",
  body: exact({
    interactionId: IdText<InteractionId>(),
    taskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
