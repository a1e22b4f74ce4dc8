import Type from "typebox";
import type { TaskId } from "../../domain/id.ts";
import { type CloseReason, closeReasons } from "../../domain/task.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact, leaf, literals, nullable } from "../schema.ts";

/** The first of the two calls that source 002 names: any transition of the table, and no other. */
export const taskSetState = defineCommand({
  type: "task.setState",
  body: exact({
    taskId: IdText<TaskId>(),
    name: literals(["ACTIVE", "WRAP_UP", "CLOSED"]),
    reasonCode: leaf<CloseReason | null>(nullable(Type.String({ enum: [...closeReasons] }))),
  }),
  offline: "refused",
  urgent: false,
});
