import Type from "typebox";
import type { QueueId, TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T15: a supervisor puts waiting work into another queue of the same medium. */
export const taskMove = defineCommand({
  type: "task.move",
  body: exact({
    taskId: IdText<TaskId>(),
    queueId: IdText<QueueId>(),
    /** Into a queue that is closed or unstaffed all the same. */
    insist: Type.Optional(Type.Boolean()),
  }),
  offline: "refused",
  urgent: false,
});
