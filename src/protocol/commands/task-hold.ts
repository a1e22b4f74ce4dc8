import Type from "typebox";
import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, nullable } from "../schema.ts";

/** T33: the conversation is put on hold, for so long or until it is resumed. */
export const taskHold = defineCommand({
  type: "task.hold",
  body: exact({
    taskId: IdText<TaskId>(),
    seconds: nullable(Type.Integer({ minimum: 1, maximum: 604_800 })),
  }),
  offline: "refused",
  urgent: false,
});
