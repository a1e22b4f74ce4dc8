import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T11: the listener may write to the agent, unseen by the customer. */
export const monitorWhisper = defineCommand({
  type: "monitor.whisper",
  body: exact({
    taskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
