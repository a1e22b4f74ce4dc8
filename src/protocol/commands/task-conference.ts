import Type from "typebox";
import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { ID_MAX_LENGTH, IdText, exact, literals } from "../schema.ts";
import { LineText, ProseText } from "../text.ts";

/** T8: one more colleague in the conversation, up to four. */
export const taskConference = defineCommand({
  type: "task.conference",
  body: exact({
    taskId: IdText<TaskId>(),
    to: literals(["QUEUE", "AGENT"]),
    targetId: LineText(ID_MAX_LENGTH, 1),
    note: ProseText(1000),
    /** Into a queue that is closed or unstaffed all the same. */
    insist: Type.Optional(Type.Boolean()),
  }),
  offline: "refused",
  urgent: false,
});
