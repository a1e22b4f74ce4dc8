import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T14 and T35: what waits, or what another holds, becomes mine at once. */
export const taskClaim = defineCommand({
  type: "task.claim",
  body: exact({
    taskId: IdText<TaskId>(),
  }),
  offline: "refused",
  urgent: false,
});
