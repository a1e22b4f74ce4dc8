import Type from "typebox";
import type { TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T25: the wrap-up form. */
export const wrapupSubmit = defineCommand({
  type: "wrapup.submit",
  body: exact({
    taskId: IdText<TaskId>(),
    dispositions: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20 }),
    note: Type.String({ maxLength: 4000 }),
  }),
  offline: "local",
  urgent: false,
});
