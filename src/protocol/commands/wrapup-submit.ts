import Type from "typebox";
import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";
import { LineText, ProseText } from "../text.ts";

/** T25: the wrap-up form. */
export const wrapupSubmit = defineCommand({
  type: "wrapup.submit",
  body: exact({
    taskId: IdText<TaskId>(),
    dispositions: Type.Array(LineText(64), { maxItems: 20 }),
    note: ProseText(4000),
  }),
  offline: "local",
  urgent: false,
});
