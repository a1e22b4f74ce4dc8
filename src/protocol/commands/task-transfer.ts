import Type from "typebox";
import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, literals } from "../schema.ts";
import { LineText, ProseText } from "../text.ts";

/** T5, T6 and T46. `targetId` is a queue, an agent, or an outside number or address. */
export const taskTransfer = defineCommand({
  type: "task.transfer",
  body: exact({
    taskId: IdText<TaskId>(),
    to: literals(["QUEUE", "AGENT", "EXTERNAL"]),
    targetId: LineText(200, 1),
    attended: Type.Boolean(),
    note: ProseText(1000),
    /** Into a queue that is closed or unstaffed all the same. */
    insist: Type.Optional(Type.Boolean()),
  }),
  offline: "refused",
  urgent: false,
});
