import Type from "typebox";
import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { ID_MAX_LENGTH, IdText, exact, literals } from "../schema.ts";

/** T8: one more colleague in the conversation, up to four. */
export const taskConference = defineCommand({
  type: "task.conference",
  body: exact({
    taskId: IdText<TaskId>(),
    to: literals(["QUEUE", "AGENT"]),
    targetId: Type.String({ minLength: 1, maxLength: ID_MAX_LENGTH }),
    note: Type.String({ maxLength: 1000 }),
  }),
  offline: "refused",
  urgent: false,
});
