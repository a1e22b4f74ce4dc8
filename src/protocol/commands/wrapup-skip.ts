import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T26: wrap-up closed without its form, where none is asked for. */
export const wrapupSkip = defineCommand({
  type: "wrapup.skip",
  body: exact({ taskId: IdText<TaskId>() }),
  offline: "local",
  urgent: false,
});
