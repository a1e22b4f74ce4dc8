import Type from "typebox";
import type { AgentId, TaskId } from "../../domain/id.ts";
import { defineCommand } from "../command.ts";
import { IdText, exact } from "../schema.ts";

/** T14: a supervisor gives waiting work to an agent; with bypass it is not offered but begun. */
export const taskAssign = defineCommand({
  type: "task.assign",
  body: exact({
    taskId: IdText<TaskId>(),
    agentId: IdText<AgentId>(),
    bypass: Type.Boolean(),
  }),
  offline: "refused",
  urgent: false,
});
