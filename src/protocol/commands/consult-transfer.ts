import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T36: the adviser takes over, who asked leaves. */
export const consultTransfer = defineCommand({
  type: "consult.transfer",
  body: exact({
    taskId: IdText<TaskId>(),
    consultTaskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
