import type { MrdId, TaskId } from "../../domain/id.ts";
import type { MediaId } from "../../domain/media.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T4 and T38: a further medium joins the task. */
export const taskAddMedia = defineCommand({
  type: "task.addMedia",
  body: exact({
    taskId: IdText<TaskId>(),
    mediaId: IdText<MediaId>(),
    mrdId: IdText<MrdId>(),
  }),
  offline: "refused",
  urgent: false,
});
