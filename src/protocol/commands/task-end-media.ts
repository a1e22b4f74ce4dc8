import type { TaskId } from "../../domain/id.ts";
import type { MediaId } from "../../domain/media.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T39: one medium ends; the last one ends the task. */
export const taskEndMedia = defineCommand({
  type: "task.endMedia",
  body: exact({
    taskId: IdText<TaskId>(),
    mediaId: IdText<MediaId>(),
  }),
  offline: "refused",
  urgent: false,
});
